package dev.cress.feed;

import dev.cress.error.StoredDataException;
import dev.cress.mapping.EntityModel;
import dev.cress.mapping.Property;
import dev.cress.mapping.Row;
import dev.cress.query.predicate.Predicate;
import dev.cress.query.predicate.PredicateVisitor;
import dev.cress.query.predicate.RowTest;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Whether what an event tells of an entity can meet a predicate: yes, no, or unknown where it does not tell. Unknown is passed on as "it can". */
final class EventTest {

    private EventTest() {}

    /**
     * Tests what is known.
     *
     * @param predicate what is asked
     * @param values what the event tells
     * @return false when it is certain that the predicate does not hold
     */
    static <T> boolean canMatch(Predicate predicate, EntityModel<T> model, EventValues<T> values) {
        byte[][] texts = new byte[model.properties().size()][];
        for (Property property : model.properties()) {
            texts[property.ordinal()] = values.text(property.name());
        }
        Row row = new Row("?".getBytes(StandardCharsets.US_ASCII), 0, texts);
        return predicate.accept(new Evaluation(row, values)) != Truth.NO;
    }

    private enum Truth {
        NO,
        UNKNOWN,
        YES;

        static Truth of(boolean value) {
            return value ? YES : NO;
        }
    }

    private record Evaluation(Row row, EventValues<?> values) implements PredicateVisitor<Truth> {

        @Override
        public Truth always(Predicate.Always predicate) {
            return Truth.YES;
        }

        @Override
        public Truth never(Predicate.Never predicate) {
            return Truth.NO;
        }

        @Override
        public Truth inRanges(Predicate.InRanges predicate) {
            return leaf(predicate.property(), predicate);
        }

        @Override
        public Truth area(Predicate.Area predicate) {
            return leaf(predicate.property(), predicate);
        }

        @Override
        public Truth stored(Predicate.Stored predicate) {
            return leaf(predicate.path().property(), predicate);
        }

        @Override
        public Truth not(Predicate.Not predicate) {
            return switch (predicate.term().accept(this)) {
                case NO -> Truth.YES;
                case UNKNOWN -> Truth.UNKNOWN;
                case YES -> Truth.NO;
            };
        }

        @Override
        public Truth and(Predicate.And predicate) {
            return each(predicate.terms()).stream().reduce(Truth.YES, (a, b) -> a.compareTo(b) < 0 ? a : b);
        }

        @Override
        public Truth or(Predicate.Or predicate) {
            return each(predicate.terms()).stream().reduce(Truth.NO, (a, b) -> a.compareTo(b) > 0 ? a : b);
        }

        private List<Truth> each(List<Predicate> terms) {
            return terms.stream().map(term -> term.accept(this)).toList();
        }

        private Truth leaf(Property property, Predicate predicate) {
            if (property.ordinal() == Property.ID_ORDINAL || !values.tells(property)) {
                return Truth.UNKNOWN;
            }
            try {
                return Truth.of(RowTest.matches(predicate, row));
            } catch (StoredDataException e) {
                return Truth.UNKNOWN; // what cannot be read is the reader's to report
            }
        }
    }
}
