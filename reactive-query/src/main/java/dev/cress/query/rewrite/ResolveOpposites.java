package dev.cress.query.rewrite;

import dev.cress.query.predicate.Predicate;
import java.util.List;

/** {@code a and not b} → nothing when b holds wherever a does; {@code a or not b} → everything when a holds wherever b does. */
final class ResolveOpposites implements RewriteRule {

    @Override
    public Predicate apply(Predicate predicate) {
        if (predicate instanceof Predicate.And and) {
            for (Predicate.Not not : negations(and.terms())) {
                if (and.terms().stream().anyMatch(term -> !term.equals(not) && Implication.holds(term, not.term()))) {
                    return new Predicate.Never("what is asked for and what is excluded are the same: " + not.term());
                }
            }
        }
        if (predicate instanceof Predicate.Or or) {
            for (Predicate.Not not : negations(or.terms())) {
                if (or.terms().stream().anyMatch(term -> !term.equals(not) && Implication.holds(not.term(), term))) {
                    return new Predicate.Always();
                }
            }
        }
        return predicate;
    }

    private static List<Predicate.Not> negations(List<Predicate> terms) {
        return terms.stream()
                .filter(Predicate.Not.class::isInstance)
                .map(Predicate.Not.class::cast)
                .toList();
    }
}
