package dev.cress.integration;

import java.util.List;

/** What a query asks for, evaluated by looking at each entity. */
sealed interface Filter<T> {

    boolean matches(T entity);

    static <T> Filter<T> of(Attribute<T> attribute, Operator operator, Object... operands) {
        return new Comparison<>(attribute, operator, List.of(operands));
    }

    /** One condition on one attribute. */
    record Comparison<T>(Attribute<T> attribute, Operator operator, List<Object> operands) implements Filter<T> {
        @Override
        public boolean matches(T entity) {
            return operator.holds(attribute.values(), attribute.value(entity), operands);
        }

        @Override
        public String toString() {
            return attribute.name() + " " + operator + " " + ByteStrings.show(ByteStrings.utf8(operands.toString()));
        }
    }

    /** All of them, so true of an empty list. */
    record AllOf<T>(List<Filter<T>> filters) implements Filter<T> {
        @Override
        public boolean matches(T entity) {
            return filters.stream().allMatch(filter -> filter.matches(entity));
        }
    }

    /** At least one of them. */
    record AnyOf<T>(List<Filter<T>> filters) implements Filter<T> {
        @Override
        public boolean matches(T entity) {
            return filters.stream().anyMatch(filter -> filter.matches(entity));
        }
    }

    /** Everything that the other does not match, nulls too. */
    record Not<T>(Filter<T> filter) implements Filter<T> {
        @Override
        public boolean matches(T entity) {
            return !filter.matches(entity);
        }
    }
}
