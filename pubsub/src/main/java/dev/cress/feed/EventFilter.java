package dev.cress.feed;

import dev.cress.annotation.EventImage;
import dev.cress.geo.GeoPoint;
import dev.cress.mapping.EntityModel;
import dev.cress.query.criteria.Criteria;
import dev.cress.query.criteria.InvalidQueryException;
import dev.cress.query.criteria.PropertyCriteria;
import dev.cress.query.predicate.CriteriaBinder;
import dev.cress.query.predicate.Predicate;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which events are wanted. Immutable.
 *
 * @param operations the operations
 * @param changed properties of which an update is to change at least one; none for any update
 * @param before what is to hold before, null for anything
 * @param after what is to hold after, null for anything
 */
record EventFilter<T>(
        EntityModel<T> model,
        Set<Operation> operations,
        Set<String> changed,
        @Nullable Predicate before,
        @Nullable Predicate after) {

    static <T> EventFilter<T> everything(EntityModel<T> model) {
        return new EventFilter<>(model, EnumSet.allOf(Operation.class), Set.of(), null, null);
    }

    EventFilter<T> withOperations(Set<Operation> wanted) {
        return new EventFilter<>(model, wanted, changed, before, after);
    }

    EventFilter<T> withChanged(String property) {
        Set<String> more = new HashSet<>(changed);
        more.add(model.property(property)
                .orElseThrow(
                        () -> new InvalidQueryException(model.name() + " has no property \"" + property + "\"", null))
                .name());
        return new EventFilter<>(model, operations, more, before, after);
    }

    EventFilter<T> withBefore(Criteria<T> criteria) {
        return new EventFilter<>(model, operations, changed, both(before, criteria, EventImage.BEFORE), after);
    }

    EventFilter<T> withAfter(Criteria<T> criteria) {
        return new EventFilter<>(model, operations, changed, before, both(after, criteria, EventImage.AFTER));
    }

    private Predicate both(@Nullable Predicate known, Criteria<T> criteria, EventImage side) {
        Predicate more = CriteriaBinder.bind(model, criteria, EventFilter::refuse)
                .accept(new ToldOnly(model, Set.of(side, EventImage.CHANGED)));
        return known == null ? more : new Predicate.And(List.of(known, more));
    }

    private static GeoPoint refuse(PropertyCriteria.Around<?> around) {
        throw new InvalidQueryException(
                "events cannot be filtered by what is around another entity, since that may move; filter by a place",
                null);
    }

    boolean passes(ChangeEvent<T> event) {
        return operations.contains(event.operation())
                && (event.operation() != Operation.UPDATED || changes(event))
                && (before == null || (existedBefore(event) && EventTest.canMatch(before, model, event.before())))
                && (after == null || (existsAfter(event) && EventTest.canMatch(after, model, event.after())));
    }

    private boolean changes(ChangeEvent<T> event) {
        return changed.isEmpty() || event.changed().stream().anyMatch(changed::contains);
    }

    private static boolean existedBefore(ChangeEvent<?> event) {
        return event.operation() != Operation.CREATED && event.operation() != Operation.READ;
    }

    private static boolean existsAfter(ChangeEvent<?> event) {
        return event.operation() != Operation.DELETED && event.operation() != Operation.EXPIRED;
    }
}
