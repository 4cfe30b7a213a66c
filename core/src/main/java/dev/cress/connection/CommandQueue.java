package dev.cress.connection;

import java.util.List;

/** Takes commands for one connection, or for those of one purpose. */
interface CommandQueue {

    /**
     * Takes commands; each is completed sooner or later, unless it is abandoned before it left.
     *
     * @return whether there was room for them; if not, none was taken
     */
    boolean submit(List<Attempt> commands);

    /** Takes a command that a server has sent on, before all that wait: it had its turn, and what it was told may soon be wrong. */
    void sendOn(Attempt command);
}
