package dev.cress.query.plan;

import dev.cress.mapping.EntityModel;
import dev.cress.query.predicate.Predicate;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * What the planner is asked.
 *
 * @param model the model
 * @param predicate what is asked for, simplified
 * @param order in which order; null for any
 * @param limit how many at most
 * @param scan whether everything may be read to find it
 * @param fields which properties are wanted
 * @param resolved conditions on what references lead to, of which the predicate has what came out
 */
public record QuerySpec(
        EntityModel<?> model,
        Predicate predicate,
        @Nullable SortOrder order,
        OptionalLong limit,
        ScanPolicy scan,
        Fields fields,
        List<Resolve.Reference> resolved) {

    /** Copies the list. */
    public QuerySpec {
        resolved = List.copyOf(resolved);
    }

    /**
     * A question that refers to nothing.
     *
     * @param model the model
     * @param predicate what is asked for, simplified
     * @param order in which order; null for any
     * @param limit how many at most
     * @param scan whether everything may be read to find it
     * @param fields which properties are wanted
     */
    public QuerySpec(
            EntityModel<?> model,
            Predicate predicate,
            @Nullable SortOrder order,
            OptionalLong limit,
            ScanPolicy scan,
            Fields fields) {
        this(model, predicate, order, limit, scan, fields, List.of());
    }

    /** Whether a query may read everything. */
    public enum ScanPolicy {
        /** It fails when no index serves it. */
        REFUSE,
        /** It may. */
        ALLOW
    }

    /**
     * Another order.
     *
     * @param other the order
     * @return the changed question
     */
    public QuerySpec withOrder(SortOrder other) {
        return new QuerySpec(model, predicate, other, limit, scan, fields, resolved);
    }

    /**
     * Another limit.
     *
     * @param other the limit
     * @return the changed question
     */
    public QuerySpec withLimit(OptionalLong other) {
        return new QuerySpec(model, predicate, order, other, scan, fields, resolved);
    }

    /** {@return the question without an order} */
    public QuerySpec withoutOrder() {
        return new QuerySpec(model, predicate, null, limit, scan, fields, resolved);
    }

    /**
     * Other properties.
     *
     * @param other the properties
     * @return the changed question
     */
    public QuerySpec withFields(Fields other) {
        return new QuerySpec(model, predicate, order, limit, scan, other, resolved);
    }
}
