package dev.cress.query.predicate;

import dev.cress.geo.GeoPoint;
import dev.cress.mapping.Property;
import java.util.List;
import java.util.stream.Collectors;

/** What is asked of a row, with nothing left to negate. Immutable, compared by value. */
public sealed interface Predicate {

    /**
     * Dispatches on the kind.
     *
     * @param visitor what to do for each kind
     * @param <R> type of the result
     * @return the result
     */
    <R> R accept(PredicateVisitor<R> visitor);

    /** Everything. */
    record Always() implements Predicate {
        @Override
        public <R> R accept(PredicateVisitor<R> visitor) {
            return visitor.always(this);
        }

        @Override
        public String toString() {
            return "everything";
        }
    }

    /**
     * Nothing.
     *
     * @param reason why
     */
    record Never(String reason) implements Predicate {
        @Override
        public <R> R accept(PredicateVisitor<R> visitor) {
            return visitor.never(this);
        }

        @Override
        public String toString() {
            return "nothing: " + reason;
        }
    }

    /**
     * A property's value is in a set.
     *
     * @param property a property whose text has an entry
     * @param ranges the set
     */
    record InRanges(Property property, RangeSet ranges) implements Predicate {
        @Override
        public <R> R accept(PredicateVisitor<R> visitor) {
            return visitor.inRanges(this);
        }

        @Override
        public String toString() {
            return property.name() + "=[" + ranges + "]";
        }
    }

    /**
     * A position lies in a circle.
     *
     * @param property a property that holds a position
     * @param center middle of the circle
     * @param metres radius
     */
    record Within(Property property, GeoPoint center, double metres) implements Predicate {
        @Override
        public <R> R accept(PredicateVisitor<R> visitor) {
            return visitor.within(this);
        }

        @Override
        public String toString() {
            return property.name() + "=[within " + metres + " m of " + center.longitude() + "," + center.latitude()
                    + "]";
        }
    }

    /**
     * A position is null or lies outside a circle.
     *
     * @param inside the circle
     */
    record NotWithin(Within inside) implements Predicate {
        @Override
        public <R> R accept(PredicateVisitor<R> visitor) {
            return visitor.notWithin(this);
        }

        @Override
        public String toString() {
            return "not " + inside;
        }
    }

    /**
     * All hold.
     *
     * @param terms two or more
     */
    record And(List<Predicate> terms) implements Predicate {

        /** Copies the terms. */
        public And {
            terms = List.copyOf(terms);
        }

        @Override
        public <R> R accept(PredicateVisitor<R> visitor) {
            return visitor.and(this);
        }

        @Override
        public String toString() {
            return terms.stream().map(Predicate::toString).collect(Collectors.joining(" and ", "(", ")"));
        }
    }

    /**
     * At least one holds.
     *
     * @param terms two or more
     */
    record Or(List<Predicate> terms) implements Predicate {

        /** Copies the terms. */
        public Or {
            terms = List.copyOf(terms);
        }

        @Override
        public <R> R accept(PredicateVisitor<R> visitor) {
            return visitor.or(this);
        }

        @Override
        public String toString() {
            return terms.stream().map(Predicate::toString).collect(Collectors.joining(" or ", "(", ")"));
        }
    }
}
