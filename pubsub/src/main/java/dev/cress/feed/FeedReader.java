package dev.cress.feed;

import dev.cress.connection.Request;
import dev.cress.connection.Role;
import dev.cress.connection.StreamEntry;
import dev.cress.connection.StreamRequests;
import dev.cress.entity.OpenStore;
import dev.cress.line.Wakeup;
import dev.cress.page.Batch;
import dev.cress.page.BatchSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import reactor.core.publisher.Mono;

/**
 * Reads the streams of all partitions from given places on, and the entities first where a snapshot is wanted. For one subscription.
 *
 * <p><b>Gaps</b> Event numbers of a partition are dense. A number left out between the place and the next event, or a counter that is ahead of a stream with nothing to read,
 * means that events are gone; a counter behind the place means that history was lost.
 *
 * <p><b>Snapshots</b> go from partition to partition; in between, the streams of finished partitions are read, so that they are not trimmed meanwhile.
 */
final class FeedReader<T> implements BatchSource<FeedSignal<T>> {

    static final int PAGE = 256;

    private final OpenStore<T> store;
    private final EventFilter<T> filter;
    private final EventDecoder<T> decoder;
    private final PartitionPositions positions;
    private final Losses losses;
    private final SnapshotScan<T> scan;
    private final EventEntities<T> entities;
    private final Lag lag;
    private final Wakeup wakeup;
    private final Duration pollInterval;
    private final BitSet unread = new BitSet();
    private List<FeedSignal<T>> beginning;
    private boolean scanTurn;
    private long lookedAt = System.nanoTime();

    /**
     * @param entities builds the entities that events tell
     * @param lag is told of what was read
     * @param beginning what to signal first
     */
    FeedReader(
            OpenStore<T> store,
            FeedSettings<T> settings,
            EventEntities<T> entities,
            PartitionPositions positions,
            Lag lag,
            Wakeup wakeup,
            Duration pollInterval,
            List<FeedSignal<T>> beginning) {
        this.store = store;
        this.filter = settings.filter();
        this.decoder = new EventDecoder<>(store.model());
        this.entities = entities;
        this.positions = positions;
        this.losses = new Losses(settings.loss(), positions, lag.meters());
        this.scan = new SnapshotScan<>(store, filter, positions, losses);
        this.lag = lag;
        this.wakeup = wakeup;
        this.pollInterval = pollInterval;
        this.beginning = beginning;
        this.unread.set(0, positions.count());
    }

    @Override
    public Mono<Batch<FeedSignal<T>>> next(long demand) {
        if (!beginning.isEmpty()) {
            List<FeedSignal<T>> first = beginning;
            beginning = List.of();
            return Mono.just(new Batch<>(first, false));
        }
        int count = (int) Math.min(PAGE, demand);
        return page(count).flatMap(entities::loadAll).map(signals -> {
            lag.read(signals, positions);
            return new Batch<>(signals, false);
        });
    }

    private Mono<List<FeedSignal<T>>> page(int count) {
        wakeup.drainTo(unread, positions.count());
        int scanned = positions.scanned();
        if (scanned >= 0) {
            return scanOrRead(scanned, count);
        }
        if (System.nanoTime() - lookedAt >= pollInterval.toNanos()) {
            return lookEverywhere();
        }
        if (unread.isEmpty()) {
            return wakeup.await(pollInterval).flatMap(rung -> rung ? Mono.just(List.of()) : lookEverywhere());
        }
        return read(takeUnread(), count);
    }

    /** In turns. */
    private Mono<List<FeedSignal<T>>> scanOrRead(int partition, int count) {
        scanTurn = !scanTurn;
        if (!scanTurn) {
            if (System.nanoTime() - lookedAt >= pollInterval.toNanos()) {
                lookedAt = System.nanoTime();
                unread.set(0, positions.count());
            }
            List<Integer> tails = takeUnread();
            if (!tails.isEmpty()) {
                return read(tails, count);
            }
        }
        return scan.next(partition, count).doOnNext(signals -> {
            if (!positions.isScanned(partition)) {
                unread.set(partition);
            }
        });
    }

    /** Those in whose snapshot nothing is to be read yet stay unread. */
    private List<Integer> takeUnread() {
        List<Integer> taken =
                unread.stream().filter(p -> !positions.isScanned(p)).boxed().toList();
        taken.forEach(p -> unread.clear(p));
        return taken;
    }

    /** From time to time also while the doorbell rings: it rings for one partition when the message of another is lost. */
    private Mono<List<FeedSignal<T>>> lookEverywhere() {
        lookedAt = System.nanoTime();
        return look(IntStream.range(0, positions.count()).boxed().toList());
    }

    /** Looks how far partitions are: after a page with nothing in it, and from time to time. */
    private Mono<List<FeedSignal<T>>> look(List<Integer> partitions) {
        return FeedHeads.read(store, partitions).map(heads -> {
            List<FeedSignal<T>> signals = new ArrayList<>();
            int restarts = losses.restarts();
            for (int i = 0; i < heads.size() && restarts == losses.restarts(); i++) {
                try {
                    if (positions.isAhead(partitions.get(i), heads.get(i))) {
                        unread.set(partitions.get(i));
                    }
                } catch (HistoryRewoundException loss) {
                    signals.addAll(losses.rewound(loss));
                    unread.set(loss.partition());
                }
            }
            return signals;
        });
    }

    private Mono<List<FeedSignal<T>>> read(List<Integer> partitions, int count) {
        List<Request<List<StreamEntry>>> requests = partitions.stream()
                .map(p -> StreamRequests.entriesAfter(
                        store.keys().partition(p).stream(),
                        positions.of(p).version(),
                        positions.of(p).number(),
                        count))
                .toList();
        return store.executor().executeAll(Role.FEED, requests).flatMap(pages -> {
            List<Numbered> entries = new ArrayList<>();
            List<Integer> silent = new ArrayList<>();
            List<FeedSignal<T>> signals = new ArrayList<>();
            int restarts = losses.restarts();
            for (int i = 0; i < pages.size() && restarts == losses.restarts(); i++) {
                int partition = partitions.get(i);
                pages.get(i).forEach(entry -> entries.add(new Numbered(partition, entry)));
                if (pages.get(i).size() == count) {
                    unread.set(partition);
                } else if (pages.get(i).isEmpty()) {
                    silent.add(partition);
                    signals.addAll(losses.nothingToRead(partition));
                }
            }
            if (restarts == losses.restarts()) {
                signals.addAll(events(entries));
            }
            return silent.isEmpty() || restarts != losses.restarts()
                    ? Mono.just(signals)
                    : look(silent).map(more -> joined(signals, more));
        });
    }

    /** Across partitions roughly by time; of one entity exactly in order, since it stays in its partition. */
    private List<FeedSignal<T>> events(List<Numbered> entries) {
        entries.sort(Comparator.comparingLong(numbered -> numbered.entry().time()));
        List<FeedSignal<T>> signals = new ArrayList<>(entries.size());
        Set<Integer> rewound = new HashSet<>();
        int restarts = losses.restarts();
        for (Numbered numbered : entries) {
            if (rewound.contains(numbered.partition())) {
                continue;
            }
            StreamEntry entry = numbered.entry();
            Position place = new Position(entry.time(), entry.sequence());
            List<FeedSignal<T>> lost = losses.advance(numbered.partition(), place);
            signals.addAll(lost);
            if (restarts != losses.restarts()) {
                break;
            }
            if (positions.of(numbered.partition()).equals(place)) {
                add(signals, decoder.decode(entry, positions.token()));
            } else {
                rewound.add(numbered.partition());
                unread.set(numbered.partition());
            }
        }
        return signals;
    }

    /** An event that is not wanted leaves its place, once for many. */
    private void add(List<FeedSignal<T>> signals, ChangeEvent<T> event) {
        int last = signals.size() - 1;
        if (last >= 0 && signals.get(last) instanceof FeedSignal.Progress<T>) {
            signals.remove(last);
        }
        signals.add(filter.passes(event) ? new FeedSignal.Change<>(event) : new FeedSignal.Progress<>(event.token()));
    }

    private static <V> List<V> joined(List<V> first, List<V> second) {
        first.addAll(second);
        return first;
    }

    private record Numbered(int partition, StreamEntry entry) {}
}
