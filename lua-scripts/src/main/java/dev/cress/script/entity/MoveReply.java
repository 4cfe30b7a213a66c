package dev.cress.script.entity;

import dev.cress.script.ScriptReply;
import dev.cress.script.claim.ClaimedValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What one step of a rename over partitions did, or why it did nothing. */
public sealed interface MoveReply {

    /** What is remembered of renames. */
    Set<String> OUTCOMES = Set.of("RENAMED", "MISSING", "EXISTS", "VERSION", "UNIQUE");

    /**
     * All that is stored of the entity; it may leave its partition.
     *
     * @param version its version
     * @param digest of all that
     * @param fields names and values of its hash, one after the other
     * @param dumps its attachments, empty for none
     */
    record Packed(long version, byte[] digest, List<byte[]> fields, List<byte[]> dumps) implements MoveReply {}

    /** It is kept under its new id, and is no entity there yet. */
    record Staged() implements MoveReply {}

    /**
     * Values that are unique in all partitions have to be handed over, and their reservations are to be looked up before.
     *
     * @param values the values
     */
    record ReservationNeeded(List<ClaimedValue> values) implements MoveReply {}

    /**
     * The rename was decided before.
     *
     * @param outcome what came of it
     */
    record Told(MoveReply outcome) implements MoveReply {}

    /** Nothing came of the rename yet. */
    record None() implements MoveReply {}

    /**
     * It has left its partition.
     *
     * @param version version of its removal
     */
    record Departed(long version) implements MoveReply {}

    /**
     * It is an entity under its new id.
     *
     * @param version its version there
     */
    record Arrived(long version) implements MoveReply {}

    /** It has not left its partition, and will not by this rename. */
    record Fenced() implements MoveReply {}

    /** It is not as it was packed. */
    record Changed() implements MoveReply {}

    /** Nothing is kept under the id for this rename. */
    record Gone() implements MoveReply {}

    /** It was done, or there was nothing to do. */
    record Done() implements MoveReply {}

    /** There was no entity. */
    record Missing() implements MoveReply {}

    /**
     * @param version version of the entity that has the new id
     */
    record Exists(long version) implements MoveReply {}

    /** Another rename has something under the new id. */
    record Arriving() implements MoveReply {}

    /**
     * @param actual version that is stored
     */
    record VersionConflict(long actual) implements MoveReply {}

    /**
     * @param key key of the unique index
     * @param holder id of the entity that has the value
     */
    record UniqueConflict(String key, String holder) implements MoveReply {}

    /**
     * @param actual epoch of the stored layout
     */
    record EpochChanged(long actual) implements MoveReply {}

    /** The server removed the hash of an entity whose life was over, and nobody its index entries; or its life is over, and it has attachments. */
    record Orphaned() implements MoveReply {}

    /**
     * @param key a key whose content is not what the layout has
     * @param detail what is wrong with it
     */
    record Corrupt(String key, String detail) implements MoveReply {}

    /**
     * @param reply reply of the server
     * @param tags those that the script has
     * @return its decoded form
     */
    static MoveReply decode(ScriptReply reply, Set<String> tags) {
        if (!tags.contains(reply.tag())) {
            throw reply.unexpected();
        }
        return switch (reply.tag()) {
            case "PACKED" -> packed(reply);
            case "STAGED" -> new Staged();
            case "RESERVE" -> new ReservationNeeded(ClaimedValue.ofReply(reply));
            case "TOLD" -> new Told(told(reply));
            case "NONE" -> new None();
            case "DEPARTED" -> new Departed(reply.number(1));
            case "RENAMED" -> new Arrived(reply.number(1));
            case "FENCED" -> new Fenced();
            case "CHANGED" -> new Changed();
            case "GONE" -> new Gone();
            case "DONE" -> new Done();
            case "MISSING" -> new Missing();
            case "EXISTS" -> new Exists(reply.number(1));
            case "ARRIVING" -> new Arriving();
            case "VERSION" -> new VersionConflict(reply.number(1));
            case "UNIQUE" -> new UniqueConflict(reply.text(1), reply.text(2));
            case "EPOCH" -> new EpochChanged(reply.number(1));
            case "ORPHANED" -> new Orphaned();
            case "CORRUPT" -> new Corrupt(reply.text(1), reply.text(2));
            default -> throw reply.unexpected();
        };
    }

    private static MoveReply told(ScriptReply reply) {
        ScriptReply outcome = new ScriptReply(
                reply.script(), reply.elements().subList(1, reply.elements().size()));
        return decode(outcome, OUTCOMES);
    }

    private static Packed packed(ScriptReply reply) {
        int dumps = 4 + 2 * (int) reply.number(3);
        List<byte[]> texts = new ArrayList<>();
        for (int i = 4; i < reply.elements().size(); i++) {
            texts.add(reply.bytes(i));
        }
        return new Packed(
                reply.number(1), reply.bytes(2), texts.subList(0, dumps - 4), texts.subList(dumps - 4, texts.size()));
    }
}
