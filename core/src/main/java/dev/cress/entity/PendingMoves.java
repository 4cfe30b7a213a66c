package dev.cress.entity;

import dev.cress.connection.HashPage;
import dev.cress.connection.Requests;
import dev.cress.connection.Role;
import dev.cress.error.StoredDataException;
import dev.cress.script.entity.MoveReply;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Brings renames over partitions to an end that nobody may be working on any more: forward where the entity has left its partition, else back. Whoever works on one finds it fenced, and begins anew.
 */
final class PendingMoves {

    private static final int AT_A_TIME = 512;
    private static final int CONCURRENCY = 16;

    private final OpenStore<?> open;
    private final MoveSteps steps;

    PendingMoves(OpenStore<?> open) {
        this.open = open;
        this.steps = new MoveSteps(open);
    }

    /** Brings the rename to an end that keeps something under an id; emits whether there was one. */
    Mono<Boolean> resolve(Located target) {
        return steps.look(target)
                .flatMap(found -> found.mark() == null
                        ? Mono.just(false)
                        : resolve(target, mark(target, found.mark())).thenReturn(true));
    }

    private MoveSteps.Mark mark(Located target, byte[] mark) {
        return steps.read(mark)
                .orElseThrow(() -> new StoredDataException(
                        open.model().name() + " " + RenameDraft.text(target.id())
                                + " is kept for a rename of another form",
                        null));
    }

    /** Brings one rename to an end. */
    Mono<Void> resolve(Located target, MoveSteps.Mark mark) {
        int source = mark.source().partition();
        return steps.fence(source, mark.token())
                .flatMap(reply -> reply instanceof MoveReply.Departed departed
                        ? arrived(target, mark.token(), departed.version()).then(steps.settle(source, mark.token()))
                        : steps.drop(target, mark.token()))
                .then();
    }

    /** Has what has left arrive; emits what came of it. */
    Mono<MoveReply> arrived(Located target, String token, long after) {
        return steps.arrive(target, token, after).doOnNext(reply -> {
            if (reply instanceof MoveReply.UniqueConflict conflict) {
                throw WriteResults.corrupt(conflict.key(), "gives a value to " + conflict.holder() + " that was kept");
            }
        });
    }

    /** Brings all renames of the model to an end; emits how many. */
    Mono<Long> resolveAll() {
        return open.moves()
                ? Flux.range(0, open.keys().partitioning().count())
                        .concatMap(this::resolveAll)
                        .reduce(0L, Long::sum)
                : Mono.just(0L);
    }

    private Mono<Long> resolveAll(int partition) {
        return pages(partition, "0")
                .flatMapIterable(PendingMoves::entries)
                .flatMap(entry -> resolve(partition, entry), CONCURRENCY)
                .filter(ended -> ended)
                .count();
    }

    private Flux<HashPage> pages(int partition, String cursor) {
        return open.executor()
                .execute(Role.WRITE, Requests.hashPage(steps.ways(partition), cursor, AT_A_TIME))
                .flatMapMany(page -> page.cursor().equals("0")
                        ? Flux.just(page)
                        : Flux.concat(Flux.just(page), Flux.defer(() -> pages(partition, page.cursor()))));
    }

    private record Entry(byte[] name, byte[] value) {

        boolean isArriving() {
            return name[0] == '<';
        }

        String token() {
            return new String(name, 1, name.length - 1, StandardCharsets.US_ASCII);
        }

        /** Of what has left: its version, a colon and the new id. */
        byte[] other() {
            int colon = 0;
            while (value[colon] != ':') {
                colon++;
            }
            return Arrays.copyOfRange(value, colon + 1, value.length);
        }
    }

    private static List<Entry> entries(HashPage page) {
        List<Entry> entries = new ArrayList<>();
        for (int i = 0; i < page.fields().size(); i += 2) {
            entries.add(new Entry(
                    page.fields().get(i), Objects.requireNonNull(page.fields().get(i + 1))));
        }
        return entries;
    }

    private Mono<Boolean> resolve(int partition, Entry entry) {
        return entry.isArriving()
                ? resolve(new Located(partition, Arrays.copyOfRange(entry.name(), 1, entry.name().length)))
                : resolve(open.locate(entry.other()))
                        .then(steps.settle(partition, entry.token()))
                        .thenReturn(true);
    }
}
