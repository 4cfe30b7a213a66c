package dev.cress.query;

/**
 * How a query would be answered: one step a line, indented below the step that uses it, with the number of rows that each is expected to give. The text is stable.
 *
 * @param text the steps
 * @param partitions partitions that would be asked
 */
public record QueryPlan(String text, int partitions) {

    /** {@return the steps} */
    @Override
    public String toString() {
        return text;
    }
}
