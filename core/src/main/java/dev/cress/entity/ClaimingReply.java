package dev.cress.entity;

import dev.cress.script.claim.ClaimedValue;
import dev.cress.script.entity.DeleteReply;
import dev.cress.script.entity.PatchReply;
import dev.cress.script.entity.RenameReply;
import dev.cress.script.entity.SaveReply;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * What {@link Claims} has to know of the replies of a script that writes.
 *
 * @param needed values that must be reserved before the write; none where it was decided
 * @param written whether it changed something
 * @param givesUp whether it may have taken a value from an entity
 * @param conflict the reply for a value that another entity has: key of the index, and id of that entity
 */
record ClaimingReply<R>(
        Function<R, List<ClaimedValue>> needed,
        Predicate<R> written,
        Predicate<R> givesUp,
        BiFunction<String, String, R> conflict) {

    static final ClaimingReply<SaveReply> SAVE = new ClaimingReply<>(
            reply -> reply instanceof SaveReply.ReservationNeeded wanted ? wanted.values() : List.of(),
            reply -> reply instanceof SaveReply.Created || reply instanceof SaveReply.Updated,
            SaveReply.Updated.class::isInstance,
            SaveReply.UniqueConflict::new);

    static final ClaimingReply<PatchReply> PATCH = new ClaimingReply<>(
            reply -> reply instanceof PatchReply.ReservationNeeded wanted ? wanted.values() : List.of(),
            reply -> reply instanceof PatchReply.Done done && done.outcome() != PatchReply.Outcome.UNCHANGED,
            reply -> reply instanceof PatchReply.Done done && done.outcome() == PatchReply.Outcome.UPDATED,
            PatchReply.UniqueConflict::new);

    static final ClaimingReply<DeleteReply> DELETE = new ClaimingReply<>(
            reply -> List.of(), ClaimingReply::isRemoval, ClaimingReply::isRemoval, (index, holder) -> {
                throw new IllegalStateException("a deletion claims nothing");
            });

    /** Within a partition values stay reserved as they are. */
    static final ClaimingReply<RenameReply> RENAME =
            new ClaimingReply<>(reply -> List.of(), reply -> false, reply -> false, (index, holder) -> {
                throw new IllegalStateException("a rename claims nothing");
            });

    /** Also of an entity whose life was over, for which the caller is told that there was none. */
    private static boolean isRemoval(DeleteReply reply) {
        return reply instanceof DeleteReply.Deleted || reply instanceof DeleteReply.Expired;
    }
}
