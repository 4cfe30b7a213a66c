package dev.cress.integration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cress.write.WriteOptions;
import dev.cress.write.WriteResult;
import java.util.Random;
import reactor.core.publisher.Mono;

/** Random renames of parcels that nobody else touches: what was stored of the old id is what is stored of the new one, or nothing has changed. */
final class RandomRenames {

    private final Random random;
    private final Worker.Partitions partitions;
    private final Parcels repository;
    private final Trails trails;

    RandomRenames(Random random, Worker.Partitions partitions, Parcels repository, Trails trails) {
        this.random = random;
        this.partitions = partitions;
        this.repository = repository;
        this.trails = trails;
    }

    /** Renames, and brings the model to what that leaves. */
    Mono<Void> rename(ReferenceModel<Parcel> model, String id, String other) {
        if (id.equals(other)) {
            return Mono.empty();
        }
        Parcel stored = model.get(id);
        boolean stale = stored != null && random.nextInt(8) == 0;
        WriteOptions options = stale ? WriteOptions.DEFAULT.ifVersion(stored.version() - 1) : WriteOptions.DEFAULT;
        boolean over = partitions.of(id) != partitions.of(other);
        boolean once = random.nextInt(4) == 0;
        Mono<WriteResult<Parcel>> rename = repository.rename(id, other, once ? options.once() : options);
        if (stored == null || stale || model.contains(other) || (over && isTaken(model, stored, other))) {
            Class<?> refusal = stored == null
                    ? WriteResult.Missing.class
                    : stale
                            ? WriteResult.VersionConflict.class
                            : model.contains(other) ? WriteResult.Exists.class : WriteResult.UniqueConflict.class;
            return rename.doOnNext(result -> assertThat(result).isInstanceOf(refusal))
                    .then();
        }
        return rename.doOnNext(result -> {
                    long version = ((WriteResult.Updated<Parcel>) result).version();
                    assertThat(version).as("version of the new id").isGreaterThan(stored.version());
                    model.remove(id);
                    model.put(stored.withId(other, version));
                    trails.renamed(id, other);
                })
                .then();
    }

    /** Whether another parcel of the new partition has the locker. */
    private boolean isTaken(ReferenceModel<Parcel> model, Parcel stored, String other) {
        return stored.locker() != null
                && model.entities().stream()
                        .anyMatch(one -> stored.locker().equals(one.locker())
                                && partitions.of(one.id()) == partitions.of(other));
    }
}
