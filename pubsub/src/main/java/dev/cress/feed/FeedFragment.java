package dev.cress.feed;

import dev.cress.repository.FragmentContext;
import dev.cress.repository.RepositoryFragment;

/** Contributes {@link ChangeFeed} to repositories. */
public final class FeedFragment implements RepositoryFragment {

    @Override
    public Class<?> type() {
        return ChangeFeed.class;
    }

    @Override
    public <T> Object create(FragmentContext<T> context) {
        return new DefaultChangeFeed<>(context.store(), context.connections());
    }
}
