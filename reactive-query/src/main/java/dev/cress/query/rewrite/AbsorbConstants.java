package dev.cress.query.rewrite;

import dev.cress.query.predicate.Predicate;
import java.util.List;
import java.util.function.Function;

/** {@code a and everything} → {@code a}; {@code a and nothing} → nothing; the reverse for or. */
final class AbsorbConstants implements RewriteRule {

    @Override
    public Predicate apply(Predicate predicate) {
        if (predicate instanceof Predicate.And and) {
            return absorb(predicate, and.terms(), Predicate.Never.class, Predicate.Always.class, Predicate.And::new);
        }
        if (predicate instanceof Predicate.Or or) {
            return absorb(predicate, or.terms(), Predicate.Always.class, Predicate.Never.class, Predicate.Or::new);
        }
        return predicate;
    }

    private static Predicate absorb(
            Predicate predicate,
            List<Predicate> terms,
            Class<? extends Predicate> dominant,
            Class<? extends Predicate> neutral,
            Function<List<Predicate>, Predicate> rebuild) {
        for (Predicate term : terms) {
            if (dominant.isInstance(term)) {
                return term;
            }
        }
        List<Predicate> rest =
                terms.stream().filter(term -> !neutral.isInstance(term)).toList();
        if (rest.size() == terms.size()) {
            return predicate;
        }
        return rest.isEmpty() ? terms.get(0) : rest.size() == 1 ? rest.get(0) : rebuild.apply(rest);
    }
}
