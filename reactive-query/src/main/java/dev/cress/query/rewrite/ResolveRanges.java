package dev.cress.query.rewrite;

import dev.cress.query.predicate.Predicate;
import dev.cress.query.predicate.RangeSet;
import dev.cress.query.predicate.ValueTest;

/** {@code x in {}} → nothing; {@code x in everything} → everything. */
final class ResolveRanges implements RewriteRule {

    @Override
    public Predicate apply(Predicate predicate) {
        if (predicate instanceof Predicate.InRanges ranges) {
            if (ranges.ranges().isEmpty()) {
                return new Predicate.Never("no value of " + ranges.property().name() + " meets all conditions on it");
            }
            if (ranges.ranges().equals(RangeSet.ALL)) {
                return new Predicate.Always();
            }
        }
        if (predicate instanceof Predicate.Stored stored && isNothing(stored)) {
            return new Predicate.Never("no value of " + stored.path() + " is asked for");
        }
        return predicate instanceof Predicate.Not not
                        && not.term() instanceof Predicate.Stored stored
                        && isNothing(stored)
                ? new Predicate.Always()
                : predicate;
    }

    private static boolean isNothing(Predicate.Stored stored) {
        return stored.test() instanceof ValueTest.Among among && among.ranges().isEmpty();
    }
}
