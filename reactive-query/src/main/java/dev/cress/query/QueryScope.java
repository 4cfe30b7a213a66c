package dev.cress.query;

import dev.cress.entity.EntityStore;
import dev.cress.entity.OpenStore;
import dev.cress.mapping.EntityModel;
import dev.cress.query.execute.Deadline;
import dev.cress.query.execute.QueryExecutor;
import dev.cress.query.execute.QueryMeters;
import dev.cress.query.plan.SortOrder;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What all queries of a repository share.
 *
 * @param store where the entities are
 * @param cursors reads and writes cursors
 * @param defaultOrder order of queries that have none; null for any
 * @param stores where the entities are to which references lead
 * @param meters what is measured
 */
record QueryScope<T>(
        EntityStore<T> store,
        CursorCodec cursors,
        @Nullable SortOrder defaultOrder,
        Function<Class<?>, EntityStore<?>> stores,
        QueryMeters meters) {

    /** The question that settings make. */
    Question<T> question(QuerySettings<T> settings) {
        return new Question<>(store.model(), settings, stores);
    }

    EntityModel<?> model(Class<?> type) {
        return stores.apply(type).model();
    }

    EntityModel<T> model() {
        return store.model();
    }

    QueryExecutor executor(OpenStore<T> open, Deadline deadline) {
        return new QueryExecutor(open, store.lifecycle(), deadline, meters);
    }
}
