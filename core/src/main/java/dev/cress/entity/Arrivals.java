package dev.cress.entity;

import dev.cress.connection.Request;
import dev.cress.connection.Requests;
import dev.cress.connection.Role;
import dev.cress.key.PartitionKeys;
import dev.cress.script.entity.ArrivalsReply;
import dev.cress.script.entity.MoveScripts;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Which entities of a model have come to their partition last by a rename, and which may be on their way.
 *
 * @param last of each partition the version of the one that came last; empty for none
 * @param kept where something is kept for one that may still arrive
 */
record Arrivals(List<String> last, List<Located> kept) {

    private static final int PARTITIONS_AT_A_TIME = 256;

    /** What is so now: of each partition at one moment. */
    static Mono<Arrivals> of(OpenStore<?> open) {
        return Flux.fromStream(
                        IntStream.range(0, open.keys().partitioning().count()).boxed())
                .map(partition -> asking(open.keys().partition(partition)))
                .buffer(PARTITIONS_AT_A_TIME)
                .concatMap(asked -> open.executor().executeAll(Role.WRITE, asked), 0)
                .concatMapIterable(replies -> replies)
                .collectList()
                .map(Arrivals::of);
    }

    private static Request<ArrivalsReply> asking(PartitionKeys keys) {
        return Requests.repeatableScript(MoveScripts.ARRIVALS, List.of(keys.meta(), keys.ways()), List.of());
    }

    private static Arrivals of(List<ArrivalsReply> replies) {
        List<String> last = new ArrayList<>(replies.size());
        List<Located> kept = new ArrayList<>();
        for (int partition = 0; partition < replies.size(); partition++) {
            if (replies.get(partition) instanceof ArrivalsReply.Corrupt corrupt) {
                throw WriteResults.corrupt(corrupt.key(), corrupt.detail());
            }
            ArrivalsReply.Arrivals known = (ArrivalsReply.Arrivals) replies.get(partition);
            last.add(known.last());
            for (byte[] id : known.kept()) {
                kept.add(new Located(partition, id));
            }
        }
        return new Arrivals(last, kept);
    }
}
