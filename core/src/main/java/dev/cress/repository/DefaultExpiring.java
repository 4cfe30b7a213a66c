package dev.cress.repository;

import static java.util.Objects.requireNonNull;

import dev.cress.entity.EntityLives;
import dev.cress.entity.EntityStore;
import dev.cress.entity.Lifespan;
import dev.cress.write.Expiry;
import reactor.core.publisher.Mono;

/** The lives of the entities of one store. */
final class DefaultExpiring<T, ID> implements Expiring<T, ID> {

    private final EntityStore<T> store;
    private final EntityLives<T> lives;

    DefaultExpiring(EntityStore<T> store) {
        this.store = store;
        this.lives = new EntityLives<>(store);
    }

    @Override
    public Mono<Lifespan> lifespan(ID id) {
        requireNonNull(id, "id");
        return Mono.defer(() -> lives.lifespan(store.model().encodeId(id)));
    }

    @Override
    public Mono<Lifespan> touch(ID id) {
        return touch(id, Expiry.restarted());
    }

    @Override
    public Mono<Lifespan> touch(ID id, Expiry expiry) {
        requireNonNull(id, "id");
        lives.requireTouchable(requireNonNull(expiry, "expiry"));
        return Mono.defer(() -> lives.touch(store.model().encodeId(id), expiry));
    }

    @Override
    public Mono<Long> sweep() {
        return lives.sweep();
    }
}
