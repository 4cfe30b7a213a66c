package dev.cress.script.entity;

import dev.cress.script.ScriptReply;
import dev.cress.script.claim.ClaimedValue;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What {@code entity/save} did; all but the first three mean that nothing was written. */
public sealed interface SaveReply {

    /**
     * @param version version of the new entity
     */
    record Created(long version) implements SaveReply {}

    /**
     * @param version version after the change
     */
    record Updated(long version) implements SaveReply {}

    /**
     * The stored entity was equal already.
     *
     * @param version version that it has
     */
    record Unchanged(long version) implements SaveReply {}

    /**
     * @param version version of the entity that an insert found
     */
    record Exists(long version) implements SaveReply {}

    /** An update found no entity. */
    record Missing() implements SaveReply {}

    /**
     * @param actual version that is stored, 0 when no entity is
     */
    record VersionConflict(long actual) implements SaveReply {}

    /**
     * @param key the unique index
     * @param holder id of the entity that has the value
     */
    record UniqueConflict(String key, String holder) implements SaveReply {}

    /**
     * The write would claim values in all partitions, and has no permit for them.
     *
     * @param values the values
     */
    record ReservationNeeded(List<ClaimedValue> values) implements SaveReply {}

    /**
     * @param actual epoch of the stored layout
     */
    record EpochChanged(long actual) implements SaveReply {}

    /** The server removed the hash of an entity whose life was over, and nobody its index entries: nothing was written. */
    record Orphaned() implements SaveReply {}

    /** Something is kept under the id for an entity that is renamed from another partition. */
    record Arriving() implements SaveReply {}

    /**
     * The save would replace what the client has to read before.
     *
     * @param version version that is stored
     * @param texts the stored text of each property, null for a null
     */
    record Unread(long version, byte[] @Nullable [] texts) implements SaveReply {}

    /**
     * @param key a key whose content is not what the layout has
     * @param detail what is wrong with it
     */
    record Corrupt(String key, String detail) implements SaveReply {}

    /**
     * @param reply reply of the server
     * @return its decoded form
     */
    static SaveReply decode(ScriptReply reply) {
        return switch (reply.tag()) {
            case "CREATED" -> new Created(reply.number(1));
            case "UPDATED" -> new Updated(reply.number(1));
            case "UNCHANGED" -> new Unchanged(reply.number(1));
            case "EXISTS" -> new Exists(reply.number(1));
            case "MISSING" -> new Missing();
            case "VERSION" -> new VersionConflict(reply.number(1));
            case "UNIQUE" -> new UniqueConflict(reply.text(1), reply.text(2));
            case "RESERVE" -> new ReservationNeeded(ClaimedValue.ofReply(reply));
            case "EPOCH" -> new EpochChanged(reply.number(1));
            case "ORPHANED" -> new Orphaned();
            case "ARRIVING" -> new Arriving();
            case "UNREAD" -> new Unread(reply.number(1), reply.texts(2));
            case "CORRUPT" -> new Corrupt(reply.text(1), reply.text(2));
            default -> throw reply.unexpected();
        };
    }
}
