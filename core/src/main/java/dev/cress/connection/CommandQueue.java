package dev.cress.connection;

import java.util.List;

/** Takes commands for one connection, or for those of one purpose. */
@FunctionalInterface
interface CommandQueue {

    /**
     * Takes commands; each is completed sooner or later, unless it is abandoned before it left.
     *
     * @return whether there was room for them; if not, none was taken
     */
    boolean submit(List<Attempt> commands);
}
