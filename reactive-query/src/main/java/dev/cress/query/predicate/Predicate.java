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

    /** A position lies in a part of the earth: what a geo index serves. */
    sealed interface Area extends Predicate {

        /** {@return a property that holds a position} */
        Property property();

        /** {@return a circle in which the whole of it lies} */
        Within circle();

        /**
         * Whether a position lies in it.
         *
         * @param point a position
         * @return whether it does
         */
        boolean contains(GeoPoint point);

        @Override
        default <R> R accept(PredicateVisitor<R> visitor) {
            return visitor.area(this);
        }
    }

    /**
     * A position lies in a circle, its edge included.
     *
     * @param property a property that holds a position
     * @param center middle of the circle
     * @param metres radius
     */
    record Within(Property property, GeoPoint center, double metres) implements Area {

        /** Half the way around the earth, and a little: no position is farther from another. */
        public static final double EVERYWHERE = 20_020_741;

        @Override
        public Within circle() {
            return this;
        }

        @Override
        public boolean contains(GeoPoint point) {
            return center.distanceTo(point) <= metres;
        }

        @Override
        public String toString() {
            return property.name() + "=[within " + metres + " m of " + center.longitude() + "," + center.latitude()
                    + "]";
        }
    }

    /**
     * A position lies between two parallels and two meridians, which are included. A box whose west is greater than its east crosses the 180th meridian.
     *
     * @param property a property that holds a position
     * @param southWest one corner
     * @param northEast the opposite one
     */
    record InBox(Property property, GeoPoint southWest, GeoPoint northEast) implements Area {

        @Override
        public Within circle() {
            double width = northEast.longitude() - southWest.longitude();
            double half = (width < 0 ? width + 360 : width) / 2;
            double middle = southWest.longitude() + half;
            GeoPoint center = new GeoPoint(
                    middle > 180 ? middle - 360 : middle, (southWest.latitude() + northEast.latitude()) / 2);
            // Up to a quarter of the earth away, no point of the box is farther from its middle than a corner is.
            double metres = half > 90
                    ? Within.EVERYWHERE
                    : Math.max(center.distanceTo(southWest), center.distanceTo(northEast));
            return new Within(property, center, metres);
        }

        @Override
        public boolean contains(GeoPoint point) {
            return point.latitude() >= southWest.latitude()
                    && point.latitude() <= northEast.latitude()
                    && (southWest.longitude() <= northEast.longitude()
                            ? isEastOf(point) && isWestOf(point)
                            : isEastOf(point) || isWestOf(point));
        }

        private boolean isEastOf(GeoPoint point) {
            return point.longitude() >= southWest.longitude();
        }

        private boolean isWestOf(GeoPoint point) {
            return point.longitude() <= northEast.longitude();
        }

        @Override
        public String toString() {
            return property.name() + "=[in the box from " + southWest.longitude() + "," + southWest.latitude() + " to "
                    + northEast.longitude() + "," + northEast.latitude() + "]";
        }
    }

    /**
     * There is a position.
     *
     * @param property a property that holds a position
     */
    record Located(Property property) implements Area {

        @Override
        public Within circle() {
            return new Within(property, new GeoPoint(0, 0), Within.EVERYWHERE);
        }

        @Override
        public boolean contains(GeoPoint point) {
            return true;
        }

        @Override
        public String toString() {
            return property.name() + "=[anywhere]";
        }
    }

    /**
     * One of the values at the end of a path is what is asked for.
     *
     * @param path where the value is
     * @param test what is asked of it
     */
    record Stored(ValuePath path, ValueTest test) implements Predicate {
        @Override
        public <R> R accept(PredicateVisitor<R> visitor) {
            return visitor.stored(this);
        }

        @Override
        public String toString() {
            return path + "=[" + test + "]";
        }
    }

    /**
     * What has no complement of its own kind does not hold.
     *
     * @param term an area, or a condition on a stored value
     */
    record Not(Predicate term) implements Predicate {

        /** Checks the kind: everything else is negated by other means. */
        public Not {
            if (!(term instanceof Area || term instanceof Stored)) {
                throw new IllegalArgumentException("only areas and conditions on stored values are negated as a whole");
            }
        }

        @Override
        public <R> R accept(PredicateVisitor<R> visitor) {
            return visitor.not(this);
        }

        @Override
        public String toString() {
            return "not " + term;
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
