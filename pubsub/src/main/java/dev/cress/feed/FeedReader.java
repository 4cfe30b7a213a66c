package dev.cress.feed;

import dev.cress.connection.Request;
import dev.cress.connection.Requests;
import dev.cress.connection.Role;
import dev.cress.connection.StreamEntry;
import dev.cress.entity.OpenStore;
import dev.cress.line.Wakeup;
import dev.cress.page.Batch;
import dev.cress.page.BatchSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import reactor.core.publisher.Mono;

/**
 * Reads the streams of all partitions from given places on. For one subscription.
 *
 * <p><b>Gaps</b> Event numbers of a partition are dense. A number left out between the place and the next event, or a counter that is ahead of a stream with nothing to read,
 * means that events are gone; a counter behind the place means that history was lost.
 */
final class FeedReader<T> implements BatchSource<ChangeEvent<T>> {

    private static final int PAGE = 256;

    private final OpenStore<T> store;
    private final EventDecoder<T> decoder;
    private final PartitionPositions positions;
    private final Wakeup wakeup;
    private final Duration pollInterval;
    private final BitSet unread = new BitSet();
    private long lookedAt = System.nanoTime();

    FeedReader(OpenStore<T> store, PartitionPositions positions, Wakeup wakeup, Duration pollInterval) {
        this.store = store;
        this.decoder = new EventDecoder<>(store.model());
        this.positions = positions;
        this.wakeup = wakeup;
        this.pollInterval = pollInterval;
        this.unread.set(0, positions.count());
    }

    @Override
    public Mono<Batch<ChangeEvent<T>>> next(long demand) {
        wakeup.drainTo(unread, positions.count());
        if (System.nanoTime() - lookedAt >= pollInterval.toNanos()) {
            return lookEverywhere();
        }
        if (unread.isEmpty()) {
            return wakeup.await(pollInterval).flatMap(rung -> rung ? Mono.just(nothing()) : lookEverywhere());
        }
        List<Integer> asked = unread.stream().boxed().toList();
        unread.clear();
        return read(asked, (int) Math.min(PAGE, demand));
    }

    /** From time to time also while the doorbell rings: it rings for one partition when the message of another is lost. */
    private Mono<Batch<ChangeEvent<T>>> lookEverywhere() {
        lookedAt = System.nanoTime();
        return look(allPartitions());
    }

    /** Looks how far partitions are: after a page with nothing in it, and from time to time. */
    private Mono<Batch<ChangeEvent<T>>> look(List<Integer> partitions) {
        return FeedHeads.read(store, partitions).map(heads -> {
            for (int i = 0; i < heads.size(); i++) {
                if (positions.isAhead(partitions.get(i), heads.get(i))) {
                    unread.set(partitions.get(i));
                }
            }
            return nothing();
        });
    }

    private Mono<Batch<ChangeEvent<T>>> read(List<Integer> partitions, int count) {
        List<Request<List<StreamEntry>>> requests = partitions.stream()
                .map(p -> Requests.entriesAfter(
                        store.keys().partition(p).stream(),
                        positions.of(p).version(),
                        positions.of(p).number(),
                        count))
                .toList();
        return store.executor().executeAll(Role.FEED, requests).flatMap(pages -> {
            List<Numbered> entries = new ArrayList<>();
            List<Integer> silent = new ArrayList<>();
            for (int i = 0; i < pages.size(); i++) {
                int partition = partitions.get(i);
                pages.get(i).forEach(entry -> entries.add(new Numbered(partition, entry)));
                if (pages.get(i).size() == count) {
                    unread.set(partition);
                } else if (pages.get(i).isEmpty()) {
                    positions.nothingToRead(partition);
                    silent.add(partition);
                }
            }
            Batch<ChangeEvent<T>> events = events(entries);
            return silent.isEmpty() ? Mono.just(events) : look(silent).thenReturn(events);
        });
    }

    /** Across partitions roughly by time; of one entity exactly in order, since it stays in its partition. */
    private Batch<ChangeEvent<T>> events(List<Numbered> entries) {
        entries.sort(Comparator.comparingLong(numbered -> numbered.entry().time()));
        List<ChangeEvent<T>> events = new ArrayList<>(entries.size());
        for (Numbered numbered : entries) {
            StreamEntry entry = numbered.entry();
            positions.advance(numbered.partition(), new Position(entry.time(), entry.sequence()));
            events.add(decoder.decode(entry, positions.token()));
        }
        return new Batch<>(events, false);
    }

    private List<Integer> allPartitions() {
        return IntStream.range(0, positions.count()).boxed().toList();
    }

    private Batch<ChangeEvent<T>> nothing() {
        return new Batch<>(List.of(), false);
    }

    private record Numbered(int partition, StreamEntry entry) {}
}
