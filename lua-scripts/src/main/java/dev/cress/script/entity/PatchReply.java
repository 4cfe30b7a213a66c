package dev.cress.script.entity;

import dev.cress.script.ScriptReply;
import dev.cress.script.claim.ClaimedValue;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What {@code entity/patch} did; all but the first three mean that nothing was written. */
public sealed interface PatchReply {

    /**
     * The entity is as the patch wants it.
     *
     * @param outcome whether it was created, changed, or was so already
     * @param version version that is stored now
     * @param previous version that was stored before, 0 for none
     * @param texts texts of all properties, null for a null; empty when none were asked for
     */
    record Done(Outcome outcome, long version, long previous, byte[] @Nullable [] texts) implements PatchReply {}

    /** What became of an entity. */
    enum Outcome {
        /** There was none before. */
        CREATED,
        /** It was changed. */
        UPDATED,
        /** Nothing was to be changed. */
        UNCHANGED
    }

    /** There was no entity. */
    record Missing() implements PatchReply {}

    /**
     * @param actual version that is stored, 0 when no entity is
     */
    record VersionConflict(long actual) implements PatchReply {}

    /**
     * @param version version that is stored
     * @param property position of the property that does not meet a condition
     */
    record ConditionNotMet(long version, int property) implements PatchReply {}

    /**
     * @param property position of the property
     * @param reason why it cannot have the value
     */
    record ValueRefused(int property, String reason) implements PatchReply {}

    /**
     * @param key the unique index
     * @param holder id of the entity that has the value
     */
    record UniqueConflict(String key, String holder) implements PatchReply {}

    /**
     * The write would claim values in all partitions, and has no permit for them.
     *
     * @param values the values
     */
    record ReservationNeeded(List<ClaimedValue> values) implements PatchReply {}

    /**
     * @param actual epoch of the stored layout
     */
    record EpochChanged(long actual) implements PatchReply {}

    /** The hash is gone and other entries of the entity are not: they are to be removed first. */
    record Orphaned() implements PatchReply {}

    /** Something is kept under the id for an entity that is renamed from another partition. */
    record Arriving() implements PatchReply {}

    /**
     * @param key a key whose content is not what the layout has
     * @param detail what is wrong with it
     */
    record Corrupt(String key, String detail) implements PatchReply {}

    /**
     * @param reply reply of the server
     * @return its decoded form
     */
    static PatchReply decode(ScriptReply reply) {
        return switch (reply.tag()) {
            case "CREATED" -> done(Outcome.CREATED, reply);
            case "UPDATED" -> done(Outcome.UPDATED, reply);
            case "UNCHANGED" -> done(Outcome.UNCHANGED, reply);
            case "MISSING" -> new Missing();
            case "VERSION" -> new VersionConflict(reply.number(1));
            case "CONDITION" -> new ConditionNotMet(reply.number(1), (int) reply.number(2) - 1);
            case "REFUSED" -> new ValueRefused((int) reply.number(1) - 1, reply.text(2));
            case "UNIQUE" -> new UniqueConflict(reply.text(1), reply.text(2));
            case "RESERVE" -> new ReservationNeeded(ClaimedValue.ofReply(reply));
            case "EPOCH" -> new EpochChanged(reply.number(1));
            case "ORPHANED" -> new Orphaned();
            case "ARRIVING" -> new Arriving();
            case "CORRUPT" -> new Corrupt(reply.text(1), reply.text(2));
            default -> throw reply.unexpected();
        };
    }

    private static Done done(Outcome outcome, ScriptReply reply) {
        return new Done(outcome, reply.number(1), reply.number(2), reply.texts(3));
    }
}
