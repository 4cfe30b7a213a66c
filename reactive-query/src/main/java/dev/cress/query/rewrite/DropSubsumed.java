package dev.cress.query.rewrite;

import dev.cress.query.predicate.Predicate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiPredicate;

/** {@code a and b} → {@code a} when b holds wherever a does; {@code a or b} → {@code b}. So also {@code a and (a or b)} → {@code a}, and {@code a and a} → {@code a}. */
final class DropSubsumed implements RewriteRule {

    @Override
    public Predicate apply(Predicate predicate) {
        if (predicate instanceof Predicate.And and) {
            List<Predicate> kept = keep(and.terms(), (one, other) -> Implication.holds(other, one));
            return kept.size() == and.terms().size()
                    ? predicate
                    : kept.size() == 1 ? kept.get(0) : new Predicate.And(kept);
        }
        if (predicate instanceof Predicate.Or or) {
            List<Predicate> kept = keep(or.terms(), Implication::holds);
            return kept.size() == or.terms().size()
                    ? predicate
                    : kept.size() == 1 ? kept.get(0) : new Predicate.Or(kept);
        }
        return predicate;
    }

    /** Of terms of the same meaning the first stays. */
    private static List<Predicate> keep(List<Predicate> terms, BiPredicate<Predicate, Predicate> needless) {
        List<Predicate> kept = new ArrayList<>();
        for (int i = 0; i < terms.size(); i++) {
            boolean dropped = false;
            for (int j = 0; j < terms.size() && !dropped; j++) {
                dropped = i != j
                        && needless.test(terms.get(i), terms.get(j))
                        && (j < i || !needless.test(terms.get(j), terms.get(i)));
            }
            if (!dropped) {
                kept.add(terms.get(i));
            }
        }
        return kept;
    }
}
