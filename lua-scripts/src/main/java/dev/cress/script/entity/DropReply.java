package dev.cress.script.entity;

import dev.cress.script.ScriptReply;

/** What {@code entity/drop} did; all but the first mean that nothing was written. */
public sealed interface DropReply {

    /**
     * @param version version that the entity has now
     * @param left how many chosen fields it still has
     */
    record Updated(long version, long left) implements DropReply {}

    /** The entity has none of the chosen fields. */
    record Unchanged() implements DropReply {}

    /** There was no entity, or its life was over. */
    record Missing() implements DropReply {}

    /**
     * @param actual epoch of the stored layout
     */
    record EpochChanged(long actual) implements DropReply {}

    /**
     * @param key a key whose content is not what the layout has
     * @param detail what is wrong with it
     */
    record Corrupt(String key, String detail) implements DropReply {}

    /**
     * @param reply reply of the server
     * @return its decoded form
     */
    static DropReply decode(ScriptReply reply) {
        return switch (reply.tag()) {
            case "UPDATED" -> new Updated(reply.number(1), reply.number(2));
            case "UNCHANGED" -> new Unchanged();
            case "MISSING" -> new Missing();
            case "EPOCH" -> new EpochChanged(reply.number(1));
            case "CORRUPT" -> new Corrupt(reply.text(1), reply.text(2));
            default -> throw reply.unexpected();
        };
    }
}
