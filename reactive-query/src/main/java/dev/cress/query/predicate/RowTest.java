package dev.cress.query.predicate;

import dev.cress.error.StoredDataException;
import dev.cress.geo.GeoPoint;
import dev.cress.mapping.Row;

/** Whether a predicate holds for a row: the last word on every hit, whatever an index said. */
public final class RowTest {

    private RowTest() {}

    /**
     * Tests a row.
     *
     * @param predicate what is asked
     * @param row what is stored
     * @return whether it holds
     */
    public static boolean matches(Predicate predicate, Row row) {
        return predicate.accept(new Evaluation(row));
    }

    private record Evaluation(Row row) implements PredicateVisitor<Boolean> {

        @Override
        public Boolean always(Predicate.Always predicate) {
            return true;
        }

        @Override
        public Boolean never(Predicate.Never predicate) {
            return false;
        }

        @Override
        public Boolean inRanges(Predicate.InRanges predicate) {
            return predicate.ranges().contains(StoredEntries.entry(predicate.property(), row));
        }

        @Override
        public Boolean area(Predicate.Area predicate) {
            Object position = StoredEntries.value(predicate.property(), row);
            return position != null && predicate.contains((GeoPoint) position);
        }

        @Override
        public Boolean stored(Predicate.Stored predicate) {
            try {
                return predicate.path().values(row).stream()
                        .anyMatch(value -> predicate.test().matches(value));
            } catch (IllegalArgumentException e) {
                throw new StoredDataException("a stored " + predicate.path() + " " + e.getMessage(), e);
            }
        }

        @Override
        public Boolean not(Predicate.Not predicate) {
            return !predicate.term().accept(this);
        }

        @Override
        public Boolean and(Predicate.And predicate) {
            return predicate.terms().stream().allMatch(term -> term.accept(this));
        }

        @Override
        public Boolean or(Predicate.Or predicate) {
            return predicate.terms().stream().anyMatch(term -> term.accept(this));
        }
    }
}
