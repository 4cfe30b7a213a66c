package dev.cress.integration;

import java.util.Comparator;
import java.util.List;

/** What a condition says of a value and its operands; comparisons are false for null. */
enum Operator {
    IS,
    IS_NOT,
    IN,
    NOT_IN,
    IS_NULL,
    IS_NOT_NULL,
    LESS_THAN,
    AT_MOST,
    GREATER_THAN,
    AT_LEAST,
    BETWEEN,
    STARTS_WITH,
    /** Operands: centre, metres. */
    WITHIN;

    boolean holds(Comparator<Object> order, Object value, List<?> operands) {
        return switch (this) {
            case IS_NULL -> value == null;
            case IS_NOT, NOT_IN -> !IN.holds(order, value, operands);
            default -> value != null && holdsOfPresent(order, value, operands);
        };
    }

    private boolean holdsOfPresent(Comparator<Object> order, Object value, List<?> operands) {
        return switch (this) {
            case IS, IN -> operands.stream().anyMatch(operand -> order.compare(value, operand) == 0);
            case LESS_THAN -> order.compare(value, operands.get(0)) < 0;
            case AT_MOST -> order.compare(value, operands.get(0)) <= 0;
            case GREATER_THAN -> order.compare(value, operands.get(0)) > 0;
            case AT_LEAST -> order.compare(value, operands.get(0)) >= 0;
            case BETWEEN -> order.compare(value, operands.get(0)) >= 0 && order.compare(value, operands.get(1)) <= 0;
            case STARTS_WITH -> value.toString().startsWith((String) operands.get(0));
            case WITHIN -> ((Position) value).distanceTo((Position) operands.get(0)) <= (Double) operands.get(1);
            default -> true;
        };
    }
}
