package dev.cress.query.rewrite;

import dev.cress.query.predicate.Predicate;
import dev.cress.query.predicate.RangeSet;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BinaryOperator;

/** {@code x in A and x in B} → {@code x in A ∩ B}; {@code x in A or x in B} → {@code x in A ∪ B}. */
final class MergeRangesOfProperty implements RewriteRule {

    @Override
    public Predicate apply(Predicate predicate) {
        if (predicate instanceof Predicate.And and) {
            List<Predicate> merged = merge(and.terms(), RangeSet::intersect);
            return merged.size() == and.terms().size() ? predicate : single(merged, new Predicate.And(merged));
        }
        if (predicate instanceof Predicate.Or or) {
            List<Predicate> merged = merge(or.terms(), (a, b) -> RangeSet.union(List.of(a, b)));
            return merged.size() == or.terms().size() ? predicate : single(merged, new Predicate.Or(merged));
        }
        return predicate;
    }

    private static List<Predicate> merge(List<Predicate> terms, BinaryOperator<RangeSet> operator) {
        List<Predicate> merged = new ArrayList<>();
        for (Predicate term : terms) {
            int same = term instanceof Predicate.InRanges ranges ? indexOf(merged, ranges) : -1;
            if (same >= 0) {
                Predicate.InRanges before = (Predicate.InRanges) merged.get(same);
                RangeSet both = operator.apply(before.ranges(), ((Predicate.InRanges) term).ranges());
                merged.set(same, new Predicate.InRanges(before.property(), both));
            } else {
                merged.add(term);
            }
        }
        return merged;
    }

    private static int indexOf(List<Predicate> terms, Predicate.InRanges ranges) {
        for (int i = 0; i < terms.size(); i++) {
            if (terms.get(i) instanceof Predicate.InRanges other
                    && other.property().equals(ranges.property())) {
                return i;
            }
        }
        return -1;
    }

    private static Predicate single(List<Predicate> terms, Predicate combined) {
        return terms.size() == 1 ? terms.get(0) : combined;
    }
}
