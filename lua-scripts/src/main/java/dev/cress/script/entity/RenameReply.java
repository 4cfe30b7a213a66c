package dev.cress.script.entity;

import dev.cress.script.ScriptReply;

/** What {@code entity/rename} did; all but the first mean that nothing was written. */
public sealed interface RenameReply {

    /**
     * @param version version of the entity under its new id
     */
    record Renamed(long version) implements RenameReply {}

    /** There was no entity. */
    record Missing() implements RenameReply {}

    /**
     * @param version version of the entity that has the new id
     */
    record Exists(long version) implements RenameReply {}

    /**
     * @param actual version that is stored
     */
    record VersionConflict(long actual) implements RenameReply {}

    /**
     * @param actual epoch of the stored layout
     */
    record EpochChanged(long actual) implements RenameReply {}

    /** The server removed the hash of an entity with the new id whose life was over, and nobody its index entries. */
    record Orphaned() implements RenameReply {}

    /**
     * Something is kept under the old or the new id for an entity that is renamed from another partition.
     *
     * @param id bytes of the one or the other
     */
    record Arriving(byte[] id) implements RenameReply {}

    /**
     * @param key a key whose content is not what the layout has
     * @param detail what is wrong with it
     */
    record Corrupt(String key, String detail) implements RenameReply {}

    /**
     * @param reply reply of the server
     * @return its decoded form
     */
    static RenameReply decode(ScriptReply reply) {
        return switch (reply.tag()) {
            case "RENAMED" -> new Renamed(reply.number(1));
            case "MISSING" -> new Missing();
            case "EXISTS" -> new Exists(reply.number(1));
            case "VERSION" -> new VersionConflict(reply.number(1));
            case "EPOCH" -> new EpochChanged(reply.number(1));
            case "ORPHANED" -> new Orphaned();
            case "ARRIVING" -> new Arriving(reply.bytes(1));
            case "CORRUPT" -> new Corrupt(reply.text(1), reply.text(2));
            default -> throw reply.unexpected();
        };
    }
}
