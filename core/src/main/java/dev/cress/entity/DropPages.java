package dev.cress.entity;

import dev.cress.connection.ByteRange;
import dev.cress.connection.Direction;
import dev.cress.page.Batch;
import dev.cress.page.BatchSource;
import dev.cress.page.PagedFlux;
import dev.cress.scan.Member;
import dev.cress.scan.MemberScan;
import dev.cress.write.DropProgress;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Does something to all entities of a store, page by page on demand, in the order of the bytes of ids: so one id tells how far all partitions are.
 *
 * @param begin where to begin
 * @param size entities of a page
 * @param work what to do with a page; emits how many entities it changed
 */
record DropPages<T>(DropPlace begin, int size, BiFunction<OpenStore<T>, List<Member>, Mono<Long>> work) {

    /** One progress for each page, and at least one. */
    Flux<DropProgress> of(EntityStore<T> store) {
        return store.withMany(open -> open.count().flatMapMany(stored -> PagedFlux.of(() -> pages(open, stored))));
    }

    private BatchSource<DropProgress> pages(OpenStore<T> open, long stored) {
        ByteRange rest = begin.id().length == 0 ? ByteRange.ALL : new ByteRange(begin.id(), false, null);
        List<byte[]> keys = IntStream.range(0, open.keys().partitioning().count())
                .mapToObj(partition -> open.keys().partition(partition).primary())
                .toList();
        MemberScan scan = new MemberScan(open.executor(), keys, List.of(rest), Direction.ASCENDING);
        AtomicReference<DropPlace> place = new AtomicReference<>(begin);
        return demand -> scan.next(size)
                .flatMap(members -> work.apply(open, members.items())
                        .map(changed -> place.updateAndGet(now -> beyond(now, members.items(), changed)))
                        .map(now -> new Batch<>(List.of(now.progress(stored)), members.last())));
    }

    private static DropPlace beyond(DropPlace place, List<Member> done, long changed) {
        byte[] last = done.isEmpty() ? place.id() : done.get(done.size() - 1).bytes();
        return new DropPlace(place.examined() + done.size(), place.changed() + changed, last);
    }
}
