package dev.cress.query;

import dev.cress.repository.FragmentContext;
import dev.cress.repository.RepositoryFragment;

/** Contributes {@link Queryable} to repositories. */
public final class QueryFragment implements RepositoryFragment {

    @Override
    public Class<?> type() {
        return Queryable.class;
    }

    @Override
    public <T> Object create(FragmentContext<T> context) {
        Queryable<T> queryable = () -> new DefaultQuery<>(context.store(), QuerySettings.initial());
        return queryable;
    }
}
