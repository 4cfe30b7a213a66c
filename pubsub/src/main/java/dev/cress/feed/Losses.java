package dev.cress.feed;

import dev.cress.error.RedisDataException;
import dev.cress.metric.CressMeter;
import java.util.List;

/** What a reader does about lost events, by its policy. */
final class Losses {

    private final LossPolicy policy;
    private final PartitionPositions positions;
    private final FeedMeters meters;
    private int restarts;

    Losses(LossPolicy policy, PartitionPositions positions, FeedMeters meters) {
        this.policy = policy;
        this.positions = positions;
        this.meters = meters;
    }

    /** How often everything was begun anew: what was read before the last time is of no use. */
    int restarts() {
        return restarts;
    }

    /**
     * Takes the place of an event that was read. After history was lost the place is another one, and the event is to be read again.
     *
     * @return what to signal before it
     */
    <T> List<FeedSignal<T>> advance(int partition, Position event) {
        try {
            positions.advance(partition, event);
            return List.of();
        } catch (ResumeTokenExpiredException loss) {
            return gap(loss, event);
        } catch (HistoryRewoundException loss) {
            return rewound(loss);
        }
    }

    /** A partition had nothing to read. */
    <T> List<FeedSignal<T>> nothingToRead(int partition) {
        try {
            positions.nothingToRead(partition);
            return List.of();
        } catch (ResumeTokenExpiredException loss) {
            return gap(loss, positions.head(partition));
        }
    }

    private <T> List<FeedSignal<T>> gap(ResumeTokenExpiredException loss, Position next) {
        meters.count(CressMeter.FEED_GAPS);
        requireOtherThanFail(loss);
        positions.skipTo(loss.partition(), next);
        return signals(new FeedSignal.Gap<>(loss.partition(), loss.from(), loss.to()));
    }

    /** The partition has another past than was read. */
    <T> List<FeedSignal<T>> rewound(HistoryRewoundException loss) {
        meters.count(CressMeter.FEED_REWINDS);
        requireOtherThanFail(loss);
        positions.rewind(loss.partition());
        return signals(new FeedSignal.Rewound<>(loss.partition(), loss.read(), loss.kept()));
    }

    private void requireOtherThanFail(RedisDataException loss) {
        if (policy == LossPolicy.FAIL) {
            throw loss;
        }
    }

    private <T> List<FeedSignal<T>> signals(FeedSignal<T> loss) {
        if (policy != LossPolicy.SNAPSHOT) {
            return List.of(loss);
        }
        restarts++;
        positions.scanEverything();
        return List.of(loss, new FeedSignal.SnapshotStarted<>(positions.token()));
    }
}
