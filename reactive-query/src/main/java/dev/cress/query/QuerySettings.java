package dev.cress.query;

import dev.cress.query.criteria.Criteria;
import dev.cress.query.execute.ResultLimit;
import dev.cress.query.plan.QuerySpec.ScanPolicy;
import dev.cress.query.plan.SortKey;
import dev.cress.query.plan.SortOrder;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a query says so far. */
record QuerySettings<T>(
        List<Criteria<T>> criteria, @Nullable SortOrder order, OptionalLong limit, OptionalLong cap, ScanPolicy scan) {

    static <T> QuerySettings<T> initial() {
        return new QuerySettings<>(
                List.of(), null, OptionalLong.empty(), OptionalLong.of(ResultLimit.DEFAULT_CAP), ScanPolicy.REFUSE);
    }

    QuerySettings<T> withCriteria(Criteria<T> more) {
        List<Criteria<T>> all =
                Stream.concat(criteria.stream(), Stream.of(more)).toList();
        return new QuerySettings<>(all, order, limit, cap, scan);
    }

    QuerySettings<T> withKey(SortKey key) {
        return new QuerySettings<>(criteria, (order == null ? SortOrder.BY_ID : order).then(key), limit, cap, scan);
    }

    QuerySettings<T> withLimit(long count) {
        return new QuerySettings<>(criteria, order, OptionalLong.of(count), cap, scan);
    }

    QuerySettings<T> withoutCap() {
        return new QuerySettings<>(criteria, order, limit, OptionalLong.empty(), scan);
    }

    QuerySettings<T> withScan() {
        return new QuerySettings<>(criteria, order, limit, cap, ScanPolicy.ALLOW);
    }
}
