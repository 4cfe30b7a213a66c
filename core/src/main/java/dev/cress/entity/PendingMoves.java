package dev.cress.entity;

import dev.cress.connection.HashPage;
import dev.cress.connection.Request;
import dev.cress.connection.Requests;
import dev.cress.connection.Role;
import dev.cress.error.NonTransientRedisDataException;
import dev.cress.error.RedisDataException;
import dev.cress.error.StoredDataException;
import dev.cress.script.entity.MoveReply;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Brings renames over partitions to an end that nobody may be working on any more: forward where the entity has left its partition, else back. Whoever works on one finds it fenced, and begins anew.
 */
final class PendingMoves {

    private static final int AT_A_TIME = 512;
    private static final int CONCURRENCY = 16;
    private static final int PARTITIONS_AT_A_TIME = 256;

    private final OpenStore<?> open;
    private final MoveSteps steps;
    private final HandOver handOver;

    PendingMoves(OpenStore<?> open) {
        this(open, new MoveSteps(open));
    }

    PendingMoves(OpenStore<?> open, MoveSteps steps) {
        this.open = open;
        this.steps = steps;
        this.handOver = new HandOver(open);
    }

    /**
     * A rename that was brought to an end.
     *
     * @param mark what was kept
     * @param reply what the last step said
     */
    record Ended(MoveSteps.Mark mark, MoveReply reply) {

        /** Whether the entity that had this id has arrived. */
        boolean hasArrived(byte[] id) {
            return reply instanceof MoveReply.Arrived
                    && Arrays.equals(mark.source().id(), id);
        }
    }

    /** Brings the rename to an end that keeps something under an id; empty where none does. */
    Mono<Ended> resolve(Located target) {
        return steps.look(target)
                .flatMap(found -> Mono.justOrEmpty(found.mark()))
                .flatMap(mark -> resolve(target, mark).map(reply -> new Ended(mark, reply)));
    }

    /** Brings one rename to an end; emits what the last step said. */
    Mono<MoveReply> resolve(Located target, MoveSteps.Mark mark) {
        int source = mark.source().partition();
        return steps.fence(source, mark.token())
                .flatMap(reply -> reply instanceof MoveReply.Departed departed
                        ? arrived(target, mark, departed.version())
                                .delayUntil(done -> steps.settle(source, mark.token()))
                                .delayUntil(done -> new FollowedRenames<>(open).finish(List.of(target)))
                        : back(target, mark));
    }

    /**
     * Drops what is kept. Where there is no note it has never left, or it has arrived and the note is settled: then nothing is kept any more, and its values stay where they are.
     */
    private Mono<MoveReply> back(Located target, MoveSteps.Mark mark) {
        Mono<Void> handedBack = mark.handed().isEmpty()
                ? Mono.empty()
                : steps.look(target)
                        .filter(found ->
                                found.mark() != null && found.mark().token().equals(mark.token()))
                        .flatMap(kept -> handOver.back(mark));
        return handedBack.then(Mono.defer(() -> steps.drop(target, mark.token())));
    }

    /** Has what has left arrive; emits what came of it. */
    Mono<MoveReply> arrived(Located target, MoveSteps.Mark mark, long after) {
        return steps.arrive(target, mark, after).doOnNext(reply -> {
            if (reply instanceof MoveReply.UniqueConflict conflict) {
                throw WriteResults.corrupt(conflict.key(), "gives a value to " + conflict.holder() + " that was kept");
            }
        });
    }

    /**
     * What came of some renames.
     *
     * @param ended how many were brought to an end
     * @param failure why one of the others was not, null for none
     */
    private record Tally(long ended, @Nullable RedisDataException failure) {

        Tally plus(Tally more) {
            return new Tally(ended + more.ended, failure == null ? more.failure : failure);
        }

        Mono<Long> orFailure() {
            return failure == null ? Mono.just(ended) : Mono.error(failure);
        }
    }

    /** Brings all renames of the model to an end; emits how many. One that cannot be, whoever tries, is told after the others. */
    Mono<Long> resolveAll() {
        return open.moves() || open.followed()
                ? Flux.range(0, open.keys().partitioning().count())
                        .buffer(PARTITIONS_AT_A_TIME)
                        .concatMap(this::resolveAll, 0)
                        .reduce(new Tally(0, null), Tally::plus)
                        .flatMap(Tally::orFailure)
                : Mono.just(0L);
    }

    private Flux<Tally> resolveAll(List<Integer> partitions) {
        List<Request<HashPage>> asked =
                partitions.stream().map(partition -> page(partition, "0")).toList();
        return open.executor()
                .executeAll(Role.WRITE, asked)
                .map(pages -> IntStream.range(0, pages.size())
                        .mapToObj(i -> resolveAll(partitions.get(i), pages.get(i)))
                        .toList())
                .onErrorResume(
                        NonTransientRedisDataException.class,
                        failure -> Mono.just(
                                partitions.stream().map(this::resolveAlone).toList()))
                .flatMapMany(Flux::concat);
    }

    /** What cannot be read of one partition is no reason to leave the others. */
    private Flux<Tally> resolveAlone(int partition) {
        return open.executor()
                .execute(Role.WRITE, page(partition, "0"))
                .flatMapMany(page -> resolveAll(partition, page))
                .onErrorResume(NonTransientRedisDataException.class, failure -> Mono.just(new Tally(0, failure)));
    }

    private Flux<Tally> resolveAll(int partition, HashPage page) {
        Flux<Tally> ended = Flux.fromIterable(entries(page)).flatMap(entry -> tally(partition, entry), CONCURRENCY);
        return page.cursor().equals("0")
                ? ended
                : ended.concatWith(open.executor()
                        .execute(Role.WRITE, page(partition, page.cursor()))
                        .flatMapMany(next -> resolveAll(partition, next)));
    }

    private Request<HashPage> page(int partition, String cursor) {
        return Requests.hashPage(steps.ways(partition), cursor, AT_A_TIME);
    }

    private record Entry(byte[] name, byte[] value) {

        boolean isRemoval() {
            return name[0] == '-';
        }

        boolean isArriving() {
            return name[0] == '<';
        }

        boolean isFollowed() {
            return name[0] == '=';
        }

        byte[] id() {
            return Arrays.copyOfRange(name, 1, name.length);
        }

        String token() {
            return new String(name, 1, name.length - 1, StandardCharsets.US_ASCII);
        }

        /** Of what has left: its version, a colon and the new id. */
        byte[] other() {
            int colon = 0;
            while (colon < value.length && value[colon] != ':') {
                colon++;
            }
            if (colon == value.length) {
                throw new StoredDataException("a note of a rename has another form", null);
            }
            return Arrays.copyOfRange(value, colon + 1, value.length);
        }
    }

    private static List<Entry> entries(HashPage page) {
        List<Entry> entries = new ArrayList<>();
        for (int i = 0; i < page.fields().size(); i += 2) {
            Entry entry = new Entry(
                    page.fields().get(i), Objects.requireNonNull(page.fields().get(i + 1)));
            if (!entry.isRemoval()) {
                entries.add(entry);
            }
        }
        return entries;
    }

    private Mono<Tally> tally(int partition, Entry entry) {
        return Mono.defer(() -> resolve(partition, entry))
                .map(ended -> new Tally(ended ? 1 : 0, null))
                .onErrorResume(NonTransientRedisDataException.class, failure -> Mono.just(new Tally(0, failure)));
    }

    /** Emits whether there was one: whoever has met it at its other end may have been faster. */
    private Mono<Boolean> resolve(int partition, Entry entry) {
        if (entry.isFollowed()) {
            return new FollowedRenames<>(open)
                    .finish(List.of(new Located(partition, entry.id())))
                    .map(noted -> noted > 0);
        }
        return entry.isArriving()
                ? resolve(new Located(partition, entry.id())).hasElement()
                : resolve(open.locate(entry.other()))
                        .hasElement()
                        .delayUntil(ended -> steps.settle(partition, entry.token()));
    }
}
