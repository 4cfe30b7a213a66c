package dev.cress.feed;

import dev.cress.repository.FragmentContext;
import dev.cress.repository.RepositoryFragment;
import dev.cress.script.channel.AppendScript;
import dev.cress.script.feed.GroupScripts;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Contributes {@link ChangeFeed} to repositories. */
public final class FeedFragment implements RepositoryFragment {

    private static final Logger LOG = LoggerFactory.getLogger(FeedFragment.class);

    /** Made while connecting, on a thread that may wait: reads the scripts from their files, so that no I/O thread has to. */
    public FeedFragment() {
        LOG.debug("scripts: {}", List.of(GroupScripts.LEASE, AppendScript.SCRIPT));
    }

    @Override
    public Class<?> type() {
        return ChangeFeed.class;
    }

    @Override
    public <T> Object create(FragmentContext<T> context) {
        return new DefaultChangeFeed<>(context.store(), context.connections(), context.meters());
    }
}
