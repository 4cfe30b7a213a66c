package dev.cress.script.entity;

import dev.cress.script.ScriptReply;
import java.util.OptionalLong;

/** What {@code entity/touch} did; all but the first mean that nothing was written. */
public sealed interface TouchReply {

    /**
     * @param now the server's clock in milliseconds
     * @param ends when the life ends, empty for never
     */
    record Life(long now, OptionalLong ends) implements TouchReply {}

    /** There was no entity, or its life was over. */
    record Missing() implements TouchReply {}

    /** The server removed the hash of an entity whose life was over, and nobody its index entries. */
    record Orphaned() implements TouchReply {}

    /**
     * @param actual epoch of the stored layout
     */
    record EpochChanged(long actual) implements TouchReply {}

    /**
     * @param key a key whose content is not what the layout has
     * @param detail what is wrong with it
     */
    record Corrupt(String key, String detail) implements TouchReply {}

    /**
     * @param reply reply of the server
     * @return its decoded form
     */
    static TouchReply decode(ScriptReply reply) {
        return switch (reply.tag()) {
            case "LIFE" ->
                new Life(
                        reply.number(1),
                        reply.text(2).isEmpty() ? OptionalLong.empty() : OptionalLong.of(reply.number(2)));
            case "MISSING" -> new Missing();
            case "ORPHANED" -> new Orphaned();
            case "EPOCH" -> new EpochChanged(reply.number(1));
            case "CORRUPT" -> new Corrupt(reply.text(1), reply.text(2));
            default -> throw reply.unexpected();
        };
    }
}
