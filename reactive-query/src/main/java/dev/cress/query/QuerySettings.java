package dev.cress.query;

import dev.cress.query.criteria.Criteria;
import dev.cress.query.execute.ResultLimit;
import dev.cress.query.plan.QuerySpec.ScanPolicy;
import dev.cress.query.plan.SortOrder;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a query says so far. */
record QuerySettings<T>(
        List<Criteria<T>> criteria,
        @Nullable SortOrder order,
        OptionalLong limit,
        int offset,
        OptionalLong cap,
        @Nullable Duration timeout,
        ScanPolicy scan) {

    static <T> QuerySettings<T> initial() {
        return new QuerySettings<>(
                List.of(),
                null,
                OptionalLong.empty(),
                0,
                OptionalLong.of(ResultLimit.DEFAULT_CAP),
                null,
                ScanPolicy.REFUSE);
    }

    QuerySettings<T> withCriteria(Criteria<T> more) {
        List<Criteria<T>> all =
                Stream.concat(criteria.stream(), Stream.of(more)).toList();
        return new QuerySettings<>(all, order, limit, offset, cap, timeout, scan);
    }

    QuerySettings<T> withOrder(SortOrder other) {
        return new QuerySettings<>(criteria, other, limit, offset, cap, timeout, scan);
    }

    QuerySettings<T> withLimit(long count) {
        return new QuerySettings<>(criteria, order, OptionalLong.of(count), offset, cap, timeout, scan);
    }

    QuerySettings<T> withOffset(int count) {
        return new QuerySettings<>(criteria, order, limit, count, cap, timeout, scan);
    }

    QuerySettings<T> withoutCap() {
        return new QuerySettings<>(criteria, order, limit, offset, OptionalLong.empty(), timeout, scan);
    }

    QuerySettings<T> withTimeout(Duration duration) {
        return new QuerySettings<>(criteria, order, limit, offset, cap, duration, scan);
    }

    QuerySettings<T> withScan() {
        return new QuerySettings<>(criteria, order, limit, offset, cap, timeout, ScanPolicy.ALLOW);
    }
}
