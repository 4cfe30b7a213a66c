package dev.cress.feed;

import dev.cress.connection.Request;
import dev.cress.connection.Requests;
import dev.cress.connection.Role;
import dev.cress.entity.OpenStore;
import dev.cress.error.StoredDataException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Asks partitions for the place of their last event: one {@code HMGET} each, in one round trip. */
final class FeedHeads {

    private static final byte[] VERSION = {'v'};
    private static final byte[] NUMBER = {'n'};

    private FeedHeads() {}

    static Mono<List<Position>> read(OpenStore<?> store, List<Integer> partitions) {
        List<Request<List<byte @Nullable []>>> requests = partitions.stream()
                .map(p -> Requests.hashFields(store.keys().partition(p).meta(), VERSION, List.of(NUMBER)))
                .toList();
        return store.executor()
                .executeAll(Role.FEED, requests)
                .map(replies -> replies.stream().map(FeedHeads::position).toList());
    }

    private static Position position(List<byte @Nullable []> reply) {
        return new Position(number(reply.get(0)), number(reply.get(1)));
    }

    private static long number(byte @Nullable [] text) {
        try {
            return text == null ? 0 : Long.parseLong(new String(text, StandardCharsets.US_ASCII));
        } catch (NumberFormatException e) {
            throw new StoredDataException("the meta hash of a partition holds no numbers", e);
        }
    }
}
