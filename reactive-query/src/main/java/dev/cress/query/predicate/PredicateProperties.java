package dev.cress.query.predicate;

import dev.cress.mapping.Property;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The properties that a predicate looks at. */
public final class PredicateProperties implements PredicateVisitor<Set<Property>> {

    private PredicateProperties() {}

    /**
     * Collects properties.
     *
     * @param predicate a predicate
     * @return each property once, in the order of the conditions; the id may be among them
     */
    public static Set<Property> of(Predicate predicate) {
        return predicate.accept(new PredicateProperties());
    }

    @Override
    public Set<Property> always(Predicate.Always predicate) {
        return Set.of();
    }

    @Override
    public Set<Property> never(Predicate.Never predicate) {
        return Set.of();
    }

    @Override
    public Set<Property> inRanges(Predicate.InRanges predicate) {
        return Set.of(predicate.property());
    }

    @Override
    public Set<Property> area(Predicate.Area predicate) {
        return Set.of(predicate.property());
    }

    @Override
    public Set<Property> stored(Predicate.Stored predicate) {
        return Set.of(predicate.path().property());
    }

    @Override
    public Set<Property> not(Predicate.Not predicate) {
        return predicate.term().accept(this);
    }

    @Override
    public Set<Property> and(Predicate.And predicate) {
        return all(predicate.terms());
    }

    @Override
    public Set<Property> or(Predicate.Or predicate) {
        return all(predicate.terms());
    }

    private Set<Property> all(List<Predicate> terms) {
        Set<Property> properties = new LinkedHashSet<>();
        terms.forEach(term -> properties.addAll(term.accept(this)));
        return properties;
    }
}
