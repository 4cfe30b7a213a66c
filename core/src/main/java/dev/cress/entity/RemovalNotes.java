package dev.cress.entity;

import dev.cress.connection.HashFields;
import dev.cress.connection.Request;
import dev.cress.connection.Requests;
import dev.cress.connection.Role;
import dev.cress.key.PartitionKeys;
import dev.cress.script.entity.RemovalScripts;
import dev.cress.script.entity.UnsettledReply;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The notes that removals of a type have left. */
record RemovalNotes(OpenStore<?> open) {

    private static final int AT_A_TIME = 128;

    /** How long one sweeper has a partition; what it does not finish meanwhile others may do too. */
    private static final Duration LEASE = Duration.ofSeconds(10);

    /** Those of some entities; none of one that has none. */
    Mono<List<NotedRemoval>> of(List<Located> entities) {
        List<Request<List<byte @Nullable []>>> requests = new ArrayList<>(entities.size());
        for (Located entity : entities) {
            byte[] ways = open.keys().partition(entity.partition()).ways();
            requests.add(Requests.hashFields(ways, HashFields.of(List.of(NotedRemoval.field(entity.id())))));
        }
        return open.executor().executeAll(Role.WRITE, requests).map(replies -> {
            List<NotedRemoval> noted = new ArrayList<>();
            for (int i = 0; i < replies.size(); i++) {
                byte[] version = replies.get(i).get(0);
                if (version != null) {
                    noted.add(new NotedRemoval(open, entities.get(i), new String(version, StandardCharsets.US_ASCII)));
                }
            }
            return noted;
        });
    }

    /**
     * All, page by page on demand. What cannot be read of one partition is no reason to leave the others.
     *
     * @param sweeper who asks; empty for one who does not mind others
     * @param page what is done with each
     * @param failed what comes of the failure of a partition, its error again where all is to end
     */
    <R> Flux<R> each(String sweeper, Function<List<NotedRemoval>, Mono<R>> page, Function<Throwable, Mono<R>> failed) {
        return Flux.range(0, open.keys().partitioning().count())
                .concatMap(
                        partition -> pages(partition, sweeper, "0")
                                .filter(notes -> !notes.isEmpty())
                                .concatMap(page, 0)
                                .onErrorResume(failed),
                        0);
    }

    private Flux<List<NotedRemoval>> pages(int partition, String sweeper, String cursor) {
        PartitionKeys keys = open.keys().partition(partition);
        return open.executor()
                .execute(
                        Role.WRITE,
                        Requests.repeatableScript(
                                RemovalScripts.UNSETTLED,
                                List.of(keys.sweeper(), keys.ways()),
                                RemovalScripts.unsettledArguments(sweeper, LEASE.toMillis(), cursor, AT_A_TIME)))
                .flatMapMany(reply -> {
                    if (reply instanceof UnsettledReply.Corrupt corrupt) {
                        throw WriteResults.corrupt(corrupt.key(), corrupt.detail());
                    }
                    return reply instanceof UnsettledReply.Page page
                            ? Flux.concat(
                                    Flux.just(noted(partition, page)),
                                    page.cursor().equals("0")
                                            ? Flux.empty()
                                            : Flux.defer(() -> pages(partition, sweeper, page.cursor())))
                            : Flux.empty();
                });
    }

    private List<NotedRemoval> noted(int partition, UnsettledReply.Page page) {
        return page.removals().stream()
                .map(removal -> new NotedRemoval(open, new Located(partition, removal.id()), removal.version()))
                .toList();
    }
}
