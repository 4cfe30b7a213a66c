package dev.cress.feed;

import dev.cress.connection.ByteRange;
import dev.cress.connection.Direction;
import dev.cress.connection.Requests;
import dev.cress.connection.Role;
import dev.cress.connection.StreamEntry;
import dev.cress.connection.StreamRequests;
import dev.cress.entity.Located;
import dev.cress.entity.OpenStore;
import dev.cress.mapping.Row;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Reads the entities of a partition chunk by chunk, in the order of their ids, and after each chunk what has happened meanwhile.
 *
 * <p><b>Consistency</b> The place in the stream is taken before the first chunk. After the rows of a chunk are read, so is the counter; then the events up to it: of ids that were passed
 * they are signalled, unless a row of this chunk has their version or a later one; of ids still to come they are left out, since their rows will be at least as new. So what was signalled is at
 * the end of each chunk what is stored of the ids passed, as of the place, and no more than one chunk has to be remembered.
 */
final class SnapshotScan<T> {

    private final OpenStore<T> store;
    private final EventFilter<T> filter;
    private final EventDecoder<T> decoder;
    private final PartitionPositions positions;
    private final Losses losses;
    private @Nullable Chunk chunk;

    SnapshotScan(OpenStore<T> store, EventFilter<T> filter, PartitionPositions positions, Losses losses) {
        this.store = store;
        this.filter = filter;
        this.decoder = new EventDecoder<>(store.model());
        this.positions = positions;
        this.losses = losses;
    }

    /**
     * Goes on.
     *
     * @param partition the first one that is not finished
     * @param count most rows or events to read
     */
    Mono<List<FeedSignal<T>>> next(int partition, int count) {
        Chunk current = chunk;
        if (current != null && current.partition == partition && current.restarts == losses.restarts()) {
            return events(current, count);
        }
        return positions.scan(partition).begun()
                ? rows(partition, count)
                : head(partition).flatMap(head -> {
                    positions.beginScan(partition, head);
                    return rows(partition, count);
                });
    }

    private Mono<Position> head(int partition) {
        return FeedHeads.read(store, List.of(partition)).map(heads -> heads.get(0));
    }

    private Mono<List<FeedSignal<T>>> rows(int partition, int count) {
        byte[] after = positions.scan(partition).id();
        ByteRange rest = after.length == 0 ? ByteRange.ALL : new ByteRange(after, false, null);
        return store.executor()
                .execute(
                        Role.READ,
                        Requests.membersInRange(
                                store.keys().partition(partition).primary(), rest, Direction.ASCENDING, count))
                .flatMap(ids -> store.read(ids.stream()
                                .map(id -> new Located(partition, id))
                                .toList())
                        .flatMap(rows -> head(partition)
                                .map(head -> signals(new Chunk(partition, head, ids, ids.size() < count), rows))));
    }

    private List<FeedSignal<T>> signals(Chunk read, List<@Nullable Row> rows) {
        chunk = read;
        List<FeedSignal<T>> signals = new ArrayList<>(rows.size());
        for (int i = 0; i < rows.size(); i++) {
            positions.scannedTo(read.partition, read.ids.get(i));
            Row row = rows.get(i);
            if (row != null) {
                ChangeEvent<T> event = decoder.row(row, positions.token());
                read.versions.put(event.id(), row.version());
                if (filter.passes(event)) {
                    signals.add(new FeedSignal.Change<>(event));
                }
            }
        }
        if (positions.of(read.partition).number() >= read.until.number()) {
            finish(read, signals);
        }
        return signals;
    }

    private Mono<List<FeedSignal<T>>> events(Chunk read, int count) {
        Position place = positions.of(read.partition);
        return store.executor()
                .execute(
                        Role.FEED,
                        StreamRequests.entriesAfter(
                                store.keys().partition(read.partition).stream(),
                                place.version(),
                                place.number(),
                                count))
                .map(entries -> signals(read, entries, count));
    }

    private List<FeedSignal<T>> signals(Chunk read, List<StreamEntry> entries, int count) {
        List<FeedSignal<T>> signals = new ArrayList<>();
        if (entries.isEmpty() && positions.isAhead(read.partition, read.until)) {
            signals.addAll(losses.nothingToRead(read.partition));
        }
        for (StreamEntry entry : entries) {
            if (entry.sequence() > read.until.number()) {
                break;
            }
            Position place = new Position(entry.time(), entry.sequence());
            signals.addAll(losses.advance(read.partition, place));
            if (!positions.of(read.partition).equals(place) || read.restarts != losses.restarts()) {
                chunk = null;
                return signals;
            }
            ChangeEvent<T> event = decoder.decode(entry, positions.token());
            if (read.concerns(event) && filter.passes(event)) {
                signals.add(new FeedSignal.Change<>(event));
            }
        }
        if (entries.size() < count || positions.of(read.partition).number() >= read.until.number()) {
            finish(read, signals);
        }
        return signals;
    }

    private void finish(Chunk read, List<FeedSignal<T>> signals) {
        chunk = null;
        if (!read.last || read.restarts != losses.restarts()) {
            return;
        }
        positions.finishScan(read.partition);
        if (positions.scanned() < 0) {
            signals.add(new FeedSignal.SnapshotFinished<>(positions.token()));
        }
    }

    /** Rows that were read together, and until where events are to be read after them. */
    private final class Chunk {

        private final int partition;
        private final ScanPlace before;
        private final Position until;
        private final List<byte[]> ids;
        private final boolean last;
        private final int restarts = losses.restarts();
        private final Map<String, Long> versions = new HashMap<>();

        private Chunk(int partition, Position until, List<byte[]> ids, boolean last) {
            this.partition = partition;
            this.before = positions.scan(partition);
            this.until = until;
            this.ids = ids;
            this.last = last;
        }

        /**
         * Whether an event is to be signalled. An id of this chunk without a row was gone when the rows were read: nobody knows of it before it is created again.
         */
        private boolean concerns(ChangeEvent<T> event) {
            byte[] id = event.id().getBytes(StandardCharsets.UTF_8);
            if (before.covers(id)) {
                return true;
            }
            if (!last && !positions.scan(partition).covers(id)) {
                return false;
            }
            Long known = versions.get(event.id());
            if (known == null ? event.operation() != Operation.CREATED : event.version() <= known) {
                return false;
            }
            if (event.operation() == Operation.CREATED) {
                versions.put(event.id(), event.version());
            } else if (event.operation() != Operation.UPDATED) {
                versions.remove(event.id());
            }
            return true;
        }
    }
}
