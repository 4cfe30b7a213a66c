package dev.cress.query.predicate;

import dev.cress.codec.Primitives;
import dev.cress.error.InvalidEntityException;
import dev.cress.geo.GeoPoint;
import dev.cress.mapping.EntityModel;
import dev.cress.mapping.Property;
import dev.cress.query.criteria.InvalidQueryException;
import dev.cress.query.criteria.PropertyCriteria;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Binds one condition: to a set of entries where its property has them, to a part of the earth, or to a test of the stored value. */
final class LeafBinder {

    private final EntityModel<?> model;
    private final OtherEntities others;

    LeafBinder(EntityModel<?> model, OtherEntities others) {
        this.model = model;
        this.others = others;
    }

    Predicate bind(PropertyCriteria<?> criteria) {
        return ReferenceCondition.of(model, criteria)
                .map(through -> among(through.reference(), others.references(through)))
                .orElseGet(() -> within(criteria));
    }

    private Predicate within(PropertyCriteria<?> criteria) {
        if (criteria instanceof PropertyCriteria.In<?> in) {
            return in(ValuePath.of(model, in.property()), in.values());
        }
        if (criteria instanceof PropertyCriteria.Between<?> between) {
            ValuePath path = ValuePath.of(model, between.property());
            return among(path, EntryRanges.between(path.leaf(), between));
        }
        if (criteria instanceof PropertyCriteria.Within<?> within) {
            return new Predicate.Within(
                    position(within.property()), within.center(), radius(within.property(), within.metres()));
        }
        if (criteria instanceof PropertyCriteria.InBox<?> box) {
            return box(box);
        }
        if (criteria instanceof PropertyCriteria.Around<?> around) {
            return around(around);
        }
        if (criteria instanceof PropertyCriteria.HasElement<?> element) {
            ValuePath path = ValuePath.of(model, element.property()).elements();
            return new Predicate.Stored(
                    path, new ValueTest.Among(EntryRanges.in(path.leaf(), element.values()), path.leaf()));
        }
        return text(criteria);
    }

    private Predicate text(PropertyCriteria<?> criteria) {
        if (criteria instanceof PropertyCriteria.StartsWith<?> startsWith) {
            ValuePath path = ofText(startsWith.property(), "beginning");
            return among(path, EntryRanges.startsWith(path.leaf(), startsWith.prefix()));
        }
        if (criteria instanceof PropertyCriteria.EndsWith<?> endsWith) {
            return new Predicate.Stored(ofText(endsWith.property(), "end"), new ValueTest.EndsWith(endsWith.suffix()));
        }
        if (criteria instanceof PropertyCriteria.Contains<?> contains) {
            return new Predicate.Stored(ofText(contains.property(), "parts"), new ValueTest.Contains(contains.part()));
        }
        if (criteria instanceof PropertyCriteria.Matches<?> matches) {
            BoundedPattern pattern = BoundedPattern.of(matches.property(), matches.regex());
            return new Predicate.Stored(ofText(matches.property(), "text to match"), new ValueTest.Matches(pattern));
        }
        if (criteria instanceof PropertyCriteria.IsEmpty<?> empty) {
            return empty(ValuePath.of(model, empty.property()));
        }
        throw new IllegalStateException("unknown criteria " + criteria.getClass());
    }

    private static Predicate in(ValuePath path, List<? extends @Nullable Object> values) {
        boolean onlyNull = values.size() == 1 && path.leaf().content(values.get(0)) == null;
        if (!onlyNull || path.leaf().entryType().isPresent()) {
            return among(path, EntryRanges.in(path.leaf(), values));
        }
        return path.isProperty() && path.property().type() == GeoPoint.class
                ? new Predicate.Not(new Predicate.Located(path.property()))
                : new Predicate.Stored(path, new ValueTest.IsNull());
    }

    private static Predicate among(ValuePath path, RangeSet ranges) {
        return path.isProperty()
                ? new Predicate.InRanges(path.property(), ranges)
                : new Predicate.Stored(path, new ValueTest.Among(ranges, path.leaf()));
    }

    private static Predicate empty(ValuePath path) {
        Class<?> type = path.leaf().type();
        if (type == String.class) {
            return among(path, EntryRanges.in(path.leaf(), List.of("")));
        }
        if (!Collection.class.isAssignableFrom(type) && !Map.class.isAssignableFrom(type) && !type.isArray()) {
            throw new InvalidQueryException(
                    path + " is a " + type.getSimpleName() + ", which is never empty; ask for isNull()", null);
        }
        return new Predicate.Stored(path, new ValueTest.IsEmpty());
    }

    private ValuePath ofText(String name, String what) {
        ValuePath path = ValuePath.of(model, name);
        if (path.leaf().type() != String.class) {
            throw new InvalidQueryException(path + " is no String and has no " + what, null);
        }
        return path;
    }

    private Predicate box(PropertyCriteria.InBox<?> box) {
        Property property = position(box.property());
        if (box.southWest().latitude() > box.northEast().latitude()) {
            throw new InvalidQueryException(
                    property.name() + ": a box has its first corner in the south, its second in the north", null);
        }
        return new Predicate.InBox(property, box.southWest(), box.northEast());
    }

    private Predicate around(PropertyCriteria.Around<?> around) {
        Property property = position(around.property());
        if (!Primitives.wrapper(model.id().type()).isInstance(around.id())) {
            throw new InvalidQueryException(
                    "an id of " + model.name() + " is a " + model.id().type().getSimpleName() + ", not a "
                            + around.id().getClass().getSimpleName(),
                    null);
        }
        try {
            model.encodeId(around.id());
        } catch (InvalidEntityException e) {
            throw new InvalidQueryException(property.name() + " cannot be looked for around this id", e);
        }
        return new Predicate.Within(property, others.center(around), radius(around.property(), around.metres()));
    }

    private Property position(String name) {
        ValuePath path = ValuePath.of(model, name);
        if (!path.isProperty() || path.property().type() != GeoPoint.class) {
            throw new InvalidQueryException(path + " is no GeoPoint property and lies nowhere", null);
        }
        return path.property();
    }

    private static double radius(String property, double metres) {
        if (!(metres >= 0) || Double.isInfinite(metres)) {
            throw new InvalidQueryException(property + ": a radius is 0 metres or more, not " + metres, null);
        }
        return metres;
    }
}
