package dev.cress.query;

import dev.cress.connection.Direction;
import dev.cress.mapping.EntityModel;
import dev.cress.query.execute.IndexValues;
import dev.cress.query.execute.QueryMeters;
import dev.cress.query.plan.SortOrder;
import dev.cress.repository.FragmentContext;
import dev.cress.repository.RepositoryFragment;
import org.jspecify.annotations.Nullable;

/** Contributes {@link Queryable} to repositories. */
public final class QueryFragment implements RepositoryFragment {

    private static final String DESCENDING = " desc";

    @Override
    public Class<?> type() {
        return Queryable.class;
    }

    @Override
    public <T> Object create(FragmentContext<T> context) {
        IndexValues.loadScripts();
        QueryScope<T> scope = new QueryScope<>(
                context.store(),
                new CursorCodec(CursorSeal.of(context.cursorKeys())),
                defaultOrder(context.store().model()),
                context.stores(),
                new QueryMeters(context.meters(), context.store().model().name()));
        return new DefaultQueryable<>(scope);
    }

    private static <T> @Nullable SortOrder defaultOrder(EntityModel<T> model) {
        DefaultOrder declared = model.type().getAnnotation(DefaultOrder.class);
        SortOrder order = null;
        for (String key : declared == null ? new String[0] : declared.value()) {
            boolean descending = key.endsWith(DESCENDING);
            String name = descending ? key.substring(0, key.length() - DESCENDING.length()) : key;
            order = PropertyOrdering.extend(
                    model, order, name, descending ? Direction.DESCENDING : Direction.ASCENDING);
        }
        return order;
    }
}
