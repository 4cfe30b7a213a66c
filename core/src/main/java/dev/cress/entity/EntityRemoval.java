package dev.cress.entity;

import dev.cress.page.FirstError;
import dev.cress.scan.Member;
import dev.cress.scan.MemberScan;
import dev.cress.write.DropProgress;
import dev.cress.write.WriteOptions;
import dev.cress.write.WriteResult;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Removes entities, each by its own script between its callbacks.
 *
 * @param <T> the entity type
 */
public final class EntityRemoval<T> {

    private static final int WRITES_IN_FLIGHT = 256;

    private final EntityStore<T> store;
    private final EntityWriter<T> writer;

    /**
     * Removals from a store.
     *
     * @param store where the entities are
     */
    public EntityRemoval(EntityStore<T> store) {
        this.store = store;
        this.writer = new EntityWriter<>(store);
    }

    /**
     * Removes an entity.
     *
     * @param id bytes of its id
     * @param expected version that must be stored, null for any
     * @param options what else is asked for
     * @return a cold publisher of what came of it
     */
    public Mono<WriteResult<T>> one(byte[] id, @Nullable Long expected, WriteOptions options) {
        return store.lifecycle().deleting(id, writer.delete(id, expected, options));
    }

    /**
     * Removes all entities.
     *
     * @return a cold stream, one progress for each page of ids, the last one when all are removed
     */
    public Flux<DropProgress> all() {
        return new DropPages<T>(DropPlace.BEGINNING, MemberScan.MAX_PAGE, (open, page) -> remove(page)).of(store);
    }

    /**
     * Brings deletions to an end that were broken off.
     *
     * @return a cold publisher of how many
     */
    public Mono<Long> finish() {
        return store.with(open -> Settlement.all(open, ""));
    }

    private Mono<Long> remove(List<Member> members) {
        return FirstError.of(Flux.fromIterable(members)
                        .flatMap(member -> one(member.bytes(), null, WriteOptions.DEFAULT), WRITES_IN_FLIGHT))
                .filter(EntityRemoval::removed)
                .count();
    }

    /**
     * Whether a removal removed something.
     *
     * @param result what came of it
     * @return whether it did; an error for a refusal
     */
    public static boolean removed(WriteResult<?> result) {
        return !(result instanceof WriteResult.Missing) && result.orThrow().isRemoved();
    }
}
