package dev.cress.entity;

import dev.cress.annotation.OnDelete;
import dev.cress.connection.ByteRange;
import dev.cress.connection.Direction;
import dev.cress.error.VersionConflictException;
import dev.cress.mapping.Life;
import dev.cress.mapping.ReferenceIndex;
import dev.cress.mapping.Row;
import dev.cress.page.FirstError;
import dev.cress.page.PagedFlux;
import dev.cress.scan.Member;
import dev.cress.scan.MemberScan;
import dev.cress.script.entity.PatchStep.Comparison;
import dev.cress.script.entity.Returning;
import dev.cress.script.entity.SaveMode;
import dev.cress.write.Expiry;
import dev.cress.write.WriteOptions;
import dev.cress.write.WriteResult;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** What becomes of the entities of one type that refer to a deleted one by one property. */
record ReferrerRule<R>(EntityStore<R> store, ReferenceIndex index, OnDelete onDelete) {

    private static final int AT_A_TIME = 128;
    private static final int IN_FLIGHT = 64;

    /** Places of what refers to an entity, a page at a time. */
    private Flux<List<Located>> referrers(OpenStore<R> open, byte[] id) {
        byte[] prefix = index.prefix(id);
        byte[] upper = prefix.clone();
        upper[upper.length - 1]++;
        List<byte[]> keys = IntStream.range(0, open.keys().partitioning().count())
                .mapToObj(partition -> open.keys()
                        .partition(partition)
                        .index(index.index().form(), index.index().name()))
                .toList();
        return PagedFlux.<Member>of(() -> {
                    MemberScan scan = new MemberScan(
                            open.executor(), keys, List.of(ByteRange.of(prefix, upper)), Direction.ASCENDING);
                    return demand -> scan.next((int) Math.min(AT_A_TIME, demand));
                })
                .map(member -> new Located(
                        member.partition(), Arrays.copyOfRange(member.bytes(), prefix.length, member.bytes().length)))
                .buffer(AT_A_TIME);
    }

    /** What refers to an entity now, apart from itself; of those whose lives are over none. */
    private Flux<Row> rows(OpenStore<R> open, List<Located> located, byte[] id, Class<?> target) {
        return open.read(located)
                .flatMapIterable(rows -> rows.stream()
                        .filter(row -> row != null && index.refers(row, id))
                        .filter(row -> store.model().type() != target || !Arrays.equals(row.id(), id))
                        .toList());
    }

    /**
     * Bytes of the id of one that refers to an entity; empty when none does.
     *
     * @param id bytes of the entity's id
     * @param target its type
     * @param going which of them do not count
     */
    Mono<byte[]> first(byte[] id, Class<?> target, Predicate<byte[]> going) {
        return store.with(open -> referrers(open, id)
                .concatMap(located -> rows(open, located, id, target), 0)
                .map(Row::id)
                .filter(going.negate())
                .next());
    }

    /**
     * Changes all that refer to an entity, until it is stored again.
     *
     * @param id bytes of the entity's id
     * @param target where it was
     */
    Mono<Void> settle(byte[] id, OpenStore<?> target) {
        return untilOver(id, target.exists(id), (open, located) -> change(open, located, id, target));
    }

    /**
     * Has all that refer to an entity refer to another one.
     *
     * @param id bytes of the entity's id
     * @param other bytes of the other's id
     * @param over whether what is left is to be left alone; asked for each page
     */
    Mono<Void> follow(byte[] id, byte[] other, Mono<Boolean> over) {
        FollowedReference<R> followed = new FollowedReference<>(store, index, options(), id, other);
        return untilOver(
                id,
                over,
                (open, located) -> Flux.fromIterable(located)
                        .flatMap(one -> followed.change(open, one), IN_FLIGHT)
                        .then());
    }

    /** What becomes of another entity is no use of this one: it lives as long as it would have. */
    private WriteOptions options() {
        Life life = store.model().life();
        return life != null && life.property() == null
                ? WriteOptions.DEFAULT.expiry(Expiry.kept())
                : WriteOptions.DEFAULT;
    }

    private Mono<Void> untilOver(
            byte[] id, Mono<Boolean> over, BiFunction<OpenStore<R>, List<Located>, Mono<Void>> page) {
        return store.with(open -> FirstError.of(referrers(open, id)
                        .concatMap(
                                located -> over.flatMap(is -> is
                                        ? Mono.just(true)
                                        : page.apply(open, located).thenReturn(false)),
                                0))
                .takeUntil(is -> is)
                .then());
    }

    private Mono<Void> change(OpenStore<R> open, List<Located> located, byte[] id, OpenStore<?> target) {
        return onDelete == OnDelete.CASCADE
                ? rows(open, located, id, target.model().type())
                        .flatMap(row -> delete(open, row, id), IN_FLIGHT)
                        .then()
                : Flux.fromIterable(located)
                        .flatMap(one -> nullify(one.id(), id), IN_FLIGHT)
                        .then();
    }

    /** In the version that was seen to refer; when it was changed meanwhile, what it is now decides. */
    private Mono<Void> delete(OpenStore<R> open, Row row, byte[] id) {
        return store.lifecycle()
                .deleting(row.id(), new EntityWriter<>(store).delete(row.id(), row.version(), WriteOptions.DEFAULT))
                .doOnNext(result -> {
                    if (!(result instanceof WriteResult.Missing)) {
                        result.orThrow();
                    }
                })
                .then()
                .onErrorResume(
                        VersionConflictException.class,
                        changed -> open.read(row.id())
                                .filter(now -> index.refers(now, id))
                                .flatMap(now -> delete(open, now, id)));
    }

    private Mono<Void> nullify(byte[] referrer, byte[] id) {
        String name = index.property().name();
        Object reference = index.reference(id);
        PatchPlan<R> plan = new PatchPlan<>(store.model());
        PatchPlan<R> change = index.isMany()
                ? plan.remove(name, List.of(reference))
                : plan.require(name, Comparison.EQUAL, reference).set(name, null);
        return new PatchWriter<>(store)
                .patch(referrer, change, SaveMode.UPDATE, Returning.NOTHING, options())
                .doOnNext(result -> {
                    if (!(result instanceof WriteResult.Missing || result instanceof WriteResult.ConditionNotMet)) {
                        result.orThrow();
                    }
                })
                .then();
    }
}
