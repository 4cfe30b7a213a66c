package dev.cress.feed;

import dev.cress.connection.Role;
import dev.cress.connection.StreamRequests;
import dev.cress.entity.OpenStore;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import reactor.core.publisher.Mono;

/** Finds where a feed begins. */
final class FeedPlaces {

    private FeedPlaces() {}

    static Mono<PartitionPositions> find(OpenStore<?> store, FeedStart start) {
        String model = store.model().name();
        if (start instanceof FeedStart.Now) {
            return heads(store).map(heads -> new PartitionPositions(model, heads, false));
        }
        if (start instanceof FeedStart.At at) {
            return before(store, at.instant()).map(places -> new PartitionPositions(model, places, false));
        }
        int partitions = store.keys().partitioning().count();
        if (start instanceof FeedStart.After after) {
            return after.token().positions().size() == partitions
                    ? Mono.just(new PartitionPositions(model, after.token()))
                    : Mono.error(new InvalidResumeTokenException(
                            "the resume token is of "
                                    + after.token().positions().size() + " partitions, " + model + " has " + partitions,
                            null));
        }
        boolean fromBeginning = start instanceof FeedStart.Beginning;
        PartitionPositions positions =
                new PartitionPositions(model, Collections.nCopies(partitions, Position.START), fromBeginning);
        if (!fromBeginning) {
            positions.scanEverything();
        }
        return Mono.just(positions);
    }

    static Mono<List<Position>> heads(OpenStore<?> store) {
        return FeedHeads.read(
                store,
                IntStream.range(0, store.keys().partitioning().count()).boxed().toList());
    }

    /** The place of the last event before a time. Where none is kept, the place before all: if that is not true, the first event shows that others are missing. */
    private static Mono<List<Position>> before(OpenStore<?> store, Instant instant) {
        long micros = Math.max(
                0,
                Math.addExact(
                        Math.multiplyExact(instant.getEpochSecond(), 1_000_000L), (instant.getNano() + 999L) / 1_000));
        return store.executor()
                .executeAll(
                        Role.FEED,
                        IntStream.range(0, store.keys().partitioning().count())
                                .mapToObj(
                                        p -> StreamRequests.lastEntryBefore(store.keys().partition(p).stream(), micros))
                                .toList())
                .map(entries -> entries.stream()
                        .map(found -> found.isEmpty()
                                ? Position.START
                                : new Position(found.get(0).time(), found.get(0).sequence()))
                        .toList());
    }
}
