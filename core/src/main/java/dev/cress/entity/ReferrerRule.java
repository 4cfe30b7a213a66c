package dev.cress.entity;

import dev.cress.annotation.OnDelete;
import dev.cress.connection.ByteRange;
import dev.cress.connection.Direction;
import dev.cress.mapping.Life;
import dev.cress.mapping.ReferenceIndex;
import dev.cress.mapping.Row;
import dev.cress.page.Batch;
import dev.cress.page.FirstError;
import dev.cress.page.PagedFlux;
import dev.cress.scan.Member;
import dev.cress.scan.MemberScan;
import dev.cress.write.Expiry;
import dev.cress.write.WriteOptions;
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

    /** The entries of what refers to an entity. */
    MemberScan scan(OpenStore<R> open, byte[] id) {
        byte[] prefix = index.prefix(id);
        byte[] upper = prefix.clone();
        upper[upper.length - 1]++;
        List<byte[]> keys = IntStream.range(0, open.keys().partitioning().count())
                .mapToObj(partition -> open.keys()
                        .partition(partition)
                        .index(index.index().form(), index.index().name()))
                .toList();
        return new MemberScan(open.executor(), keys, List.of(ByteRange.of(prefix, upper)), Direction.ASCENDING);
    }

    private Located located(Member member, int prefix) {
        return new Located(member.partition(), Arrays.copyOfRange(member.bytes(), prefix, member.bytes().length));
    }

    /** Places of what refers to an entity, a page at a time; the next page is fetched when one is done with. */
    private Flux<List<Located>> referrers(OpenStore<R> open, byte[] id) {
        int prefix = index.prefix(id).length;
        return PagedFlux.of(() -> {
            ReferrerScan<R> scan = new ReferrerScan<>(this, open, id);
            return demand -> scan.next(AT_A_TIME).map(batch -> new Batch<>(pages(batch.items(), prefix), batch.last()));
        });
    }

    private List<List<Located>> pages(List<Member> members, int prefix) {
        return members.isEmpty()
                ? List.of()
                : List.of(
                        members.stream().map(member -> located(member, prefix)).toList());
    }

    /** What refers to a removed entity now, of some of its entries. */
    Flux<Row> rows(OpenStore<R> open, List<Member> members, byte[] id) {
        return Flux.fromIterable(pages(members, index.prefix(id).length))
                .concatMap(open::read)
                .flatMapIterable(rows -> rows.stream()
                        .filter(row -> row != null && index.refers(row, id))
                        .toList());
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
     * Bytes of the ids of all that refer to an entity.
     *
     * @param id bytes of the entity's id
     * @param target its type
     */
    Flux<byte[]> all(byte[] id, Class<?> target) {
        return store.withMany(open -> referrers(open, id)
                .concatMap(located -> rows(open, located, id, target), 0)
                .map(Row::id));
    }

    /** Those that refer to a removed entity, page by page. */
    Mono<ReferrerPages<R>> pages(NotedRemoval removal) {
        return store.open().map(open -> new ReferrerPages<>(this, open, removal));
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
    WriteOptions options() {
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
}
