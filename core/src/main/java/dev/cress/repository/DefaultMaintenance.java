package dev.cress.repository;

import static java.util.Objects.requireNonNull;

import dev.cress.entity.EntityRemoval;
import dev.cress.entity.EntityRename;
import dev.cress.entity.EntityStore;
import dev.cress.entity.FieldDrop;
import dev.cress.write.DropProgress;
import dev.cress.write.FieldSelection;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Work on the whole of one store. */
final class DefaultMaintenance<T> implements Maintenance<T> {

    private final EntityStore<T> store;

    DefaultMaintenance(EntityStore<T> store) {
        this.store = store;
    }

    @Override
    public Flux<DropProgress> dropFields(FieldSelection fields, String token) {
        return FieldDrop.of(store, requireNonNull(fields, "fields"), requireNonNull(token, "token"));
    }

    @Override
    public Mono<Long> finishRenames() {
        return new EntityRename<>(store).finish();
    }

    @Override
    public Mono<Long> finishDeletions() {
        return new EntityRemoval<>(store).finish();
    }

    @Override
    public Flux<DropProgress> dropAll() {
        return new EntityRemoval<>(store).all();
    }
}
