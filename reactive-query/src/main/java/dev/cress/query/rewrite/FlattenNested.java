package dev.cress.query.rewrite;

import dev.cress.query.predicate.Predicate;
import java.util.ArrayList;
import java.util.List;

/** {@code a and (b and c)} → {@code a and b and c}; the same for or. */
final class FlattenNested implements RewriteRule {

    @Override
    public Predicate apply(Predicate predicate) {
        List<Predicate> flat = new ArrayList<>();
        if (predicate instanceof Predicate.And and) {
            and.terms()
                    .forEach(term -> flat.addAll(term instanceof Predicate.And inner ? inner.terms() : List.of(term)));
            return flat.size() == and.terms().size() ? predicate : new Predicate.And(flat);
        }
        if (predicate instanceof Predicate.Or or) {
            or.terms().forEach(term -> flat.addAll(term instanceof Predicate.Or inner ? inner.terms() : List.of(term)));
            return flat.size() == or.terms().size() ? predicate : new Predicate.Or(flat);
        }
        return predicate;
    }
}
