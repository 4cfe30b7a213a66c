package dev.cress.feed;

import dev.cress.connection.Request;
import dev.cress.connection.Role;
import dev.cress.entity.OpenStore;
import dev.cress.scan.EventPlace;
import java.util.List;
import reactor.core.publisher.Mono;

/** Asks partitions for the place of their last event: one {@code HMGET} each, in one round trip. */
final class FeedHeads {

    private FeedHeads() {}

    static Mono<List<Position>> read(OpenStore<?> store, List<Integer> partitions) {
        List<Request<EventPlace>> requests = partitions.stream()
                .map(p -> EventPlace.last(store.keys().partition(p).meta()))
                .toList();
        return store.executor()
                .executeAll(Role.FEED, requests)
                .map(places -> places.stream()
                        .map(place -> new Position(place.version(), place.number()))
                        .toList());
    }
}
