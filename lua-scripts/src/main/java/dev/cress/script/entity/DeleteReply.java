package dev.cress.script.entity;

import dev.cress.script.ScriptReply;

/** What {@code entity/delete} did; all but the first two mean that nothing was written. */
public sealed interface DeleteReply {

    /**
     * @param version version of the deletion, as its change event has it
     * @param attachments how many of its attachments were there
     */
    record Deleted(long version, long attachments) implements DeleteReply {}

    /**
     * There was an entity whose life was over; it was removed as such.
     *
     * @param version version of its end, as its change event has it
     */
    record Expired(long version) implements DeleteReply {}

    /** There is an entity whose life is not over, and only another one was to be removed. */
    record Alive() implements DeleteReply {}

    /** The server removed the hash of an entity whose life was over, and nobody its index entries. */
    record Orphaned() implements DeleteReply {}

    /** Something is kept under the id for an entity that is renamed from another partition. */
    record Arriving() implements DeleteReply {}

    /** There was no entity. */
    record Missing() implements DeleteReply {}

    /**
     * @param actual version that is stored
     */
    record VersionConflict(long actual) implements DeleteReply {}

    /**
     * @param actual epoch of the stored layout
     */
    record EpochChanged(long actual) implements DeleteReply {}

    /**
     * @param key a key whose content is not what the layout has
     * @param detail what is wrong with it
     */
    record Corrupt(String key, String detail) implements DeleteReply {}

    /**
     * @param reply reply of the server
     * @return its decoded form
     */
    static DeleteReply decode(ScriptReply reply) {
        return switch (reply.tag()) {
            case "DELETED" -> new Deleted(reply.number(1), reply.elements().size() > 2 ? reply.number(2) : 0);
            case "EXPIRED" -> new Expired(reply.number(1));
            case "ALIVE" -> new Alive();
            case "ORPHANED" -> new Orphaned();
            case "ARRIVING" -> new Arriving();
            case "MISSING" -> new Missing();
            case "VERSION" -> new VersionConflict(reply.number(1));
            case "EPOCH" -> new EpochChanged(reply.number(1));
            case "CORRUPT" -> new Corrupt(reply.text(1), reply.text(2));
            default -> throw reply.unexpected();
        };
    }
}
