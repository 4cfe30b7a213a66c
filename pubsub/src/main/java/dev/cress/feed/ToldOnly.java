package dev.cress.feed;

import dev.cress.annotation.EventImage;
import dev.cress.mapping.EntityModel;
import dev.cress.mapping.Property;
import dev.cress.query.criteria.InvalidQueryException;
import dev.cress.query.predicate.Predicate;
import dev.cress.query.predicate.PredicateVisitor;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Refuses predicates on properties of which events never tell the values on a side.
 *
 * @param images that tell all values of the side
 */
record ToldOnly(EntityModel<?> model, Set<EventImage> images) implements PredicateVisitor<Predicate> {

    @Override
    public Predicate always(Predicate.Always predicate) {
        return predicate;
    }

    @Override
    public Predicate never(Predicate.Never predicate) {
        return predicate;
    }

    @Override
    public Predicate inRanges(Predicate.InRanges predicate) {
        return checked(predicate.property(), predicate);
    }

    @Override
    public Predicate area(Predicate.Area predicate) {
        return checked(predicate.property(), predicate);
    }

    @Override
    public Predicate stored(Predicate.Stored predicate) {
        return checked(predicate.path().property(), predicate);
    }

    @Override
    public Predicate not(Predicate.Not predicate) {
        return all(List.of(predicate.term()), predicate);
    }

    @Override
    public Predicate and(Predicate.And predicate) {
        return all(predicate.terms(), predicate);
    }

    @Override
    public Predicate or(Predicate.Or predicate) {
        return all(predicate.terms(), predicate);
    }

    private Predicate all(List<Predicate> terms, Predicate whole) {
        terms.forEach(term -> term.accept(this));
        return whole;
    }

    private Predicate checked(Property property, Predicate predicate) {
        boolean told = model.events().images().stream().anyMatch(images::contains);
        if (!told && !model.indexes().cover(property)) {
            throw new InvalidQueryException(
                    "events of " + model.name() + " do not tell the values of " + property.name()
                            + ", which has no index; filter by an indexed property, or declare @ChangeEvents(images = "
                            + images.stream().sorted().map(Enum::name).collect(Collectors.joining(" or "))
                            + ") on the type",
                    null);
        }
        return predicate;
    }
}
