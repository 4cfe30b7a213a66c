package dev.cress.integration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cress.error.EntityExistsException;
import dev.cress.error.EntityNotFoundException;
import dev.cress.error.VersionConflictException;
import dev.cress.repository.UnitOfWork;
import dev.cress.script.entity.Returning;
import dev.cress.write.UnitResult;
import dev.cress.write.WriteOptions;
import dev.cress.write.WriteResult;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.Supplier;
import reactor.core.publisher.Mono;

/** Random units of work on parcels that nobody else touches: each write must answer as if those before it were done, and a refused unit must have done nothing. */
final class RandomUnits {

    private static final int MOST_WRITES = 6;

    private final Random random;
    private final RandomParcels parcels;
    private final Worker.Partitions partitions;
    private final Parcels repository;
    private final Lockers lockers;
    private final Supplier<UnitOfWork> units;
    private final Consumer<String> onRemoved;

    RandomUnits(
            Random random,
            RandomParcels parcels,
            Worker.Partitions partitions,
            Parcels repository,
            Supplier<UnitOfWork> units,
            Consumer<String> onRemoved) {
        this.random = random;
        this.parcels = parcels;
        this.partitions = partitions;
        this.lockers = new Lockers(partitions);
        this.repository = repository;
        this.units = units;
        this.onRemoved = onRemoved;
    }

    /** A unit under construction: what is stored after its writes, and what refuses it. */
    private final class Draft {

        private final ReferenceModel<Parcel> model;
        private final List<Parcel> sent = new ArrayList<>();
        private UnitOfWork unit = units.get();
        private int refused = -1;
        private Class<?> failure;

        Draft(ReferenceModel<Parcel> model) {
            this.model = model;
        }

        void write(UnitOfWork more, Parcel parcel, Class<?> expected) {
            unit = more;
            sent.add(parcel);
            if (failure == null && expected != null) {
                failure = expected;
                refused = sent.size() - 1;
            } else if (failure == null) {
                model.put(parcel);
            }
        }

        void delete(UnitOfWork more, String id, Class<?> expected) {
            write(more, model.contains(id) ? model.get(id) : parcels.parcel(id, 0), expected);
            if (failure == null) {
                model.remove(id);
            }
            sent.set(sent.size() - 1, null);
        }
    }

    /** Does a unit of some ids of one partition, and brings the model to what it leaves. */
    Mono<Void> unit(ReferenceModel<Parcel> model, List<String> together) {
        Draft draft = new Draft(model.copy());
        for (String id : together) {
            switch (random.nextInt(6)) {
                case 0 -> insert(draft, id);
                case 1 -> update(draft, id);
                case 2 -> delete(draft, id);
                case 3 -> patch(draft, id);
                default -> save(draft, id);
            }
        }
        if (random.nextInt(4) > 0) {
            return draft.unit
                    .result()
                    .doOnNext(result -> compare(draft, result, model))
                    .then();
        }
        UnitOfWork named = draft.unit.options(WriteOptions.DEFAULT.writeId("unit-" + random.nextLong(Long.MAX_VALUE)));
        return named.result()
                .doOnNext(result -> compare(draft, result, model))
                .flatMap(first -> named.result()
                        .doOnNext(again -> assertThat(again).as("sent again").isEqualTo(first)))
                .then();
    }

    /** Some ids of one partition. */
    List<String> together(List<String> ids) {
        String first = ids.get(random.nextInt(ids.size()));
        List<String> same = new ArrayList<>(ids.stream()
                .filter(id -> partitions.of(id) == partitions.of(first))
                .toList());
        Collections.shuffle(same, random);
        return same.subList(0, 1 + random.nextInt(Math.min(MOST_WRITES, same.size())));
    }

    private Parcel candidate(Draft draft, String id) {
        Parcel stored = draft.model.get(id);
        if (stored == null) {
            return parcels.parcel(id, 0);
        }
        return random.nextBoolean() ? parcels.changed(stored) : parcels.parcel(id, stored.version());
    }

    private void save(Draft draft, String id) {
        Parcel parcel = candidate(draft, id);
        boolean stale = random.nextInt(16) == 0;
        Parcel sent = stale ? parcel.withVersion(parcel.version() + 1) : parcel;
        draft.write(draft.unit.save(sent), sent, stale ? VersionConflictException.class : taken(draft, sent));
    }

    private void insert(Draft draft, String id) {
        Parcel sent = parcels.parcel(id, 0);
        boolean known = draft.model.contains(id);
        if (known && random.nextInt(4) > 0) {
            save(draft, id);
        } else {
            draft.write(draft.unit.insert(sent), sent, known ? EntityExistsException.class : taken(draft, sent));
        }
    }

    private void update(Draft draft, String id) {
        if (!draft.model.contains(id) && random.nextInt(4) > 0) {
            save(draft, id);
            return;
        }
        boolean known = draft.model.contains(id);
        Parcel sent = known ? candidate(draft, id) : parcels.parcel(id, 1);
        draft.write(draft.unit.update(sent), sent, known ? taken(draft, sent) : EntityNotFoundException.class);
    }

    private void delete(Draft draft, String id) {
        Parcel stored = draft.model.get(id);
        if (stored == null && random.nextInt(4) > 0) {
            save(draft, id);
        } else if (stored == null) {
            draft.delete(draft.unit.deleteById(Parcel.class, id), id, EntityNotFoundException.class);
        } else if (random.nextInt(16) == 0) {
            Parcel old = stored.withVersion(stored.version() - 1);
            draft.delete(draft.unit.delete(old), id, VersionConflictException.class);
        } else {
            draft.delete(draft.unit.delete(stored), id, null);
        }
    }

    private void patch(Draft draft, String id) {
        Parcel stored = draft.model.get(id);
        if (stored == null) {
            save(draft, id);
            return;
        }
        Parcel sent = candidate(draft, id);
        draft.write(
                draft.unit.patch(new RandomPatches(random).patch(repository, stored, sent), Returning.AFTER),
                sent,
                taken(draft, sent));
    }

    private Class<?> taken(Draft draft, Parcel sent) {
        return lockers.failure(draft.model, sent);
    }

    private void compare(Draft draft, UnitResult result, ReferenceModel<Parcel> model) {
        if (result instanceof UnitResult.Refused refused) {
            assertThat(refused.reason().failure()).as("%s", refused).isInstanceOf(draft.failure);
            assertThat(refused.write()).as("the write that is refused").isEqualTo(draft.refused);
            return;
        }
        assertThat(draft.failure).as("the unit should have failed").isNull();
        List<WriteResult<?>> writes = ((UnitResult.Done) result).writes();
        assertThat(writes).hasSameSizeAs(draft.sent);
        List<String> removed = model.entities().stream()
                .map(Parcel::id)
                .filter(id -> !draft.model.contains(id))
                .toList();
        assertThat(writes.stream().filter(WriteResult::isRemoved).count()).isEqualTo(removed.size());
        removed.forEach(model::remove);
        removed.forEach(onRemoved);
        for (int i = 0; i < writes.size(); i++) {
            if (draft.sent.get(i) != null) {
                store(draft.sent.get(i), (WriteResult.Written<?>) writes.get(i), model);
            }
        }
    }

    private static void store(Parcel sent, WriteResult.Written<?> written, ReferenceModel<Parcel> model) {
        Parcel saved = (Parcel) written.entity();
        Parcel before = model.get(sent.id());
        assertThat(saved.withVersion(0)).isEqualTo(sent.withVersion(0));
        assertThat(written.version()).isEqualTo(saved.version());
        if (before != null && before.sameContent(sent)) {
            assertThat(saved.version()).as("version after no change").isEqualTo(before.version());
        } else {
            assertThat(saved.version())
                    .as("version after a change")
                    .isGreaterThan(before == null ? 0 : before.version());
        }
        model.put(saved);
    }
}
