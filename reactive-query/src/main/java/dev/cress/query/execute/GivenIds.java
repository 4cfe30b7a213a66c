package dev.cress.query.execute;

import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which results a union has given by all but its last branch, so that it gives each once. What a row is now does not tell: a row that meets the condition of an earlier branch may
 * have come to meet it only after that branch was read.
 *
 * <p><b>Memory</b> about 100 bytes for each of these results, at most {@value #MAX_IDS} of them; nothing for queries without a union.
 */
final class GivenIds {

    static final int MAX_IDS = 1_000_000;

    private final Set<byte[]> ids = new TreeSet<>(Arrays::compareUnsigned);
    private final int most;

    GivenIds(int most) {
        this.most = most;
    }

    boolean has(Hit hit) {
        return !ids.isEmpty() && ids.contains(hit.located().id());
    }

    /** Whether this is the first time. */
    boolean add(Hit hit) {
        if (hit.repetition() == Hit.Repetition.NONE) {
            return !has(hit);
        }
        boolean first = ids.add(hit.located().id());
        if (ids.size() > most) {
            throw new ResultLimitExceededException(
                    "the alternatives of an or have more than " + most
                            + " results before the last, of which each has to be remembered; ask for one after the other",
                    null);
        }
        return first;
    }
}
