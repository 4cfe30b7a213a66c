package dev.cress.entity;

import dev.cress.annotation.OnDelete;
import dev.cress.error.InvalidEntityException;
import dev.cress.mapping.ReferenceIndex;
import dev.cress.mapping.Row;
import dev.cress.page.Batch;
import dev.cress.page.FirstError;
import dev.cress.scan.Member;
import dev.cress.script.entity.Returning;
import dev.cress.script.entity.SaveMode;
import dev.cress.write.WriteOptions;
import dev.cress.write.WriteResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Those that refer to a removed entity by one rule, changed page by page.
 *
 * <p><b>Consistency</b> Each is changed in a version that was seen to refer before the note of the removal was seen: as long as that is there nothing is stored under the id, so whatever is changed referred to what
 * is gone, whoever else works on the same removal.
 */
final class ReferrerPages<R> {

    private static final int AT_A_TIME = 128;
    private static final int IN_FLIGHT = 64;

    private final ReferrerRule<R> rule;
    private final OpenStore<R> open;
    private final NotedRemoval removal;
    private final ReferrerScan<R> scan;

    ReferrerPages(ReferrerRule<R> rule, OpenStore<R> open, NotedRemoval removal) {
        this.rule = rule;
        this.open = open;
        this.removal = removal;
        this.scan = new ReferrerScan<>(rule, open, removal.id());
    }

    /**
     * Something restricts a deletion that was done all the same.
     *
     * @param model name of the model of the deleted entity
     * @param id its id
     */
    record Dangling(String model, String id, String referrerModel, String referrerId) {}

    /**
     * @param removed those that were deleted, and whose own referrers are to be changed
     * @param dangling the first found that refers to one of them and should have kept it from being deleted
     * @param last whether no page follows
     * @param over whether nothing at all is to be done any more
     */
    record Page(List<NotedRemoval> removed, @Nullable Dangling dangling, boolean last, boolean over) {

        boolean isLast() {
            return last || over;
        }
    }

    /** What became of one. */
    private record Changed(Optional<NotedRemoval> removal, Optional<Dangling> dangling) {}

    /** Changes the next page. */
    Mono<Page> next() {
        return scan.next(AT_A_TIME)
                .flatMap(batch -> rule.rows(open, batch.items(), removal.id())
                        .collectList()
                        .flatMap(rows -> rows.isEmpty()
                                ? Mono.just(new Page(List.of(), null, batch.last(), false))
                                : removal.isOver()
                                        .flatMap(over -> over
                                                ? Mono.just(new Page(List.of(), null, true, true))
                                                : changed(batch, rows))));
    }

    private Mono<Page> changed(Batch<Member> batch, List<Row> rows) {
        return FirstError.of(Flux.fromIterable(rows).flatMap(this::change, IN_FLIGHT))
                .collectList()
                .map(all -> {
                    List<NotedRemoval> removed = new ArrayList<>();
                    all.forEach(one -> one.removal().ifPresent(removed::add));
                    Dangling dangling = all.stream()
                            .flatMap(one -> one.dangling().stream())
                            .findFirst()
                            .orElse(null);
                    return new Page(removed, dangling, batch.last(), false);
                });
    }

    /** In the version that was seen to refer; when it was changed meanwhile, what it is now decides. */
    private Mono<Changed> change(Row row) {
        Mono<WriteResult<R>> written = rule.onDelete() == OnDelete.CASCADE ? delete(row) : nullify(row);
        return written.flatMap(result -> {
            if (result instanceof WriteResult.VersionConflict) {
                return open.read(row.id())
                        .filter(now -> rule.index().refers(now, removal.id()))
                        .filterWhen(now -> removal.isOver().map(over -> !over))
                        .flatMap(this::change);
            }
            if (!(result instanceof WriteResult.Missing)) {
                result.orThrow();
            }
            return result instanceof WriteResult.Removed<R> removed ? removed(row.id(), removed) : Mono.empty();
        });
    }

    private Mono<WriteResult<R>> delete(Row row) {
        return rule.store()
                .lifecycle()
                .deleting(row.id(), new EntityWriter<>(rule.store()).deleteAlone(row.id(), row.version()));
    }

    private Mono<Changed> removed(byte[] id, WriteResult.Removed<R> result) {
        Optional<NotedRemoval> noted = open.noted()
                ? Optional.of(new NotedRemoval(open, open.locate(id), Long.toString(result.version())))
                : Optional.empty();
        return open.referrers()
                .restrictingStill(id, open)
                .map(found -> new Dangling(found.model(), found.id(), found.referrerModel(), found.referrerId()))
                .singleOptional()
                .map(dangling -> new Changed(noted, dangling));
    }

    private Mono<WriteResult<R>> nullify(Row row) {
        ReferenceIndex index = rule.index();
        PatchPlan<R> change = new PatchPlan<>(rule.store().model())
                .set(index.property().name(), index.isInside() ? without(row) : null);
        WriteOptions options = rule.options().ifVersion(row.version());
        return new PatchWriter<>(rule.store()).patch(row.id(), change, SaveMode.UPDATE, Returning.NOTHING, options);
    }

    private Object without(Row row) {
        try {
            return rule.index().replaced(row, removal.id(), null);
        } catch (IllegalArgumentException e) {
            throw new InvalidEntityException(
                    open.model().name(),
                    List.of(rule.index().name()
                            + " cannot be null, and what it refers to is gone; choose CASCADE or RESTRICT"));
        }
    }
}
