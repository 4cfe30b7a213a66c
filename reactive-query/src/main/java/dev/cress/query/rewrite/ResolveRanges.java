package dev.cress.query.rewrite;

import dev.cress.query.predicate.Predicate;
import dev.cress.query.predicate.RangeSet;

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
        return predicate;
    }
}
