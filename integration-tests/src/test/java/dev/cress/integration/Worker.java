package dev.cress.integration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cress.error.EntityExistsException;
import dev.cress.error.EntityNotFoundException;
import dev.cress.error.UniqueConflictException;
import dev.cress.error.VersionConflictException;
import dev.cress.repository.UnitOfWork;
import dev.cress.write.WriteOptions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.function.Supplier;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * One of the concurrent workers of the random test. Nobody else touches the parcels of its depot, so it knows what each operation on
 * them must answer while all others are at work. One operation after the other; not thread-safe beyond that.
 */
final class Worker {

    private final Random random;
    private final Parcels repository;
    private final List<Parcels> everybody;
    private final Contention contention;
    private final Lockers lockers;
    private final String depot;
    private final RandomParcels parcels;
    private final RandomParcels sharedParcels;
    private final List<String> ids;
    private final List<String> sharedIds;
    private final Trails trails;
    private final RandomUnits units;
    private final RandomRenames renames;
    private final RandomNamedWrites names;
    private final ReferenceModel<Parcel> model = new ReferenceModel<>(Parcel::id);
    private int begun;

    /** Which partition an id belongs to. */
    @FunctionalInterface
    interface Partitions {
        int of(String id);
    }

    Worker(
            long seed,
            String depot,
            List<Parcels> everybody,
            int client,
            Supplier<UnitOfWork> units,
            Partitions partitions,
            Contention contention) {
        this.random = new Random(seed);
        this.depot = depot;
        this.everybody = everybody;
        this.repository = everybody.get(client);
        this.lockers = new Lockers(partitions);
        this.contention = contention;
        this.parcels = new RandomParcels(random, depot);
        this.sharedParcels = new RandomParcels(random, Contention.DEPOT);
        this.ids = parcels.ids(30);
        this.sharedIds = sharedParcels.ids(12);
        this.trails = new Trails(random, repository);
        this.units = new RandomUnits(random, parcels, partitions, repository, units, trails::removed);
        this.names = new RandomNamedWrites(random, parcels, lockers, repository, depot, trails::removed);
        this.renames = new RandomRenames(random, partitions, repository, trails);
    }

    ReferenceModel<Parcel> model() {
        return model;
    }

    /** How many operations it has begun, each write of several that go together counted. */
    int begun() {
        return begun;
    }

    /** The next random operation; an error when its outcome is not the one that the model foresees. */
    Mono<Void> step() {
        begun++;
        int dice = random.nextInt(100);
        String name;
        Mono<Void> operation;
        if (dice < 13) {
            name = "save";
            operation = save();
        } else if (dice < 15) {
            name = "named";
            begun += 2;
            operation = names.step(model, anyId());
        } else if (dice < 25) {
            name = "patch";
            operation = patch();
        } else if (dice < 31) {
            name = "insert";
            operation = insert();
        } else if (dice < 37) {
            name = "update";
            operation = update();
        } else if (dice < 43) {
            name = "delete";
            operation = delete();
        } else if (dice < 45) {
            name = "rename";
            operation = renames.rename(model, anyId(), anyId());
        } else if (dice < 48) {
            name = "unit";
            List<String> together = units.together(ids);
            begun += together.size() - 1;
            operation = units.unit(model, together);
        } else if (dice < 50) {
            name = "saveAll";
            operation = saveAll();
        } else if (dice < 57) {
            name = "attach";
            operation = trails.step(oneOf(ids), model::contains);
        } else if (dice < 75) {
            name = "find";
            operation = find();
        } else if (dice < 82) {
            name = "query";
            operation = query();
        } else if (dice < 95) {
            name = "contend";
            operation = contend();
        } else {
            name = "race";
            operation = race();
        }
        return operation.onErrorMap(
                e -> new AssertionError("worker " + depot + ", " + name + ": " + e.getMessage(), e));
    }

    private String anyId() {
        return oneOf(ids);
    }

    private <V> V oneOf(List<V> values) {
        return values.get(random.nextInt(values.size()));
    }

    /** The stored parcel changed, or a new one. */
    private Parcel candidate(String id) {
        Parcel stored = model.get(id);
        if (stored == null) {
            return parcels.parcel(id, 0);
        }
        return random.nextBoolean() ? parcels.changed(stored) : parcels.parcel(id, stored.version());
    }

    private Mono<Void> save() {
        Parcel parcel = candidate(anyId());
        Parcel sent = random.nextInt(8) == 0 ? parcel.withVersion(staleVersion(parcel.version())) : parcel;
        return expect(repository.save(sent), sent, failureOfSave(sent));
    }

    private Mono<Void> insert() {
        Parcel sent = parcels.parcel(anyId(), 0);
        Class<?> failure = model.contains(sent.id()) ? EntityExistsException.class : uniqueFailure(sent);
        return expect(repository.insert(sent), sent, failure);
    }

    private Mono<Void> update() {
        Parcel parcel = candidate(anyId());
        Parcel sent = parcel.version() == 0
                ? parcel.withVersion(1)
                : random.nextInt(6) == 0 ? parcel.withVersion(parcel.version() - 1) : parcel;
        Class<?> failure = model.contains(sent.id()) ? failureOfSave(sent) : EntityNotFoundException.class;
        return expect(repository.update(sent), sent, failure);
    }

    /** A patch that leads to where a save would. */
    private Mono<Void> patch() {
        String id = anyId();
        Parcel stored = model.get(id);
        if (stored == null) {
            return expect(
                    repository.patch(id).set(Parcel::note, "x").after(),
                    parcels.parcel(id, 0),
                    EntityNotFoundException.class);
        }
        Parcel sent = candidate(id);
        boolean stale = random.nextInt(8) == 0;
        WriteOptions options = stale ? WriteOptions.DEFAULT.ifVersion(stored.version() - 1) : WriteOptions.DEFAULT;
        Mono<Parcel> patched = new RandomPatches(random)
                .patch(repository, stored, sent)
                .options(options)
                .after();
        return expect(patched, sent, stale ? VersionConflictException.class : uniqueFailure(sent));
    }

    private long staleVersion(long version) {
        return random.nextBoolean() ? 0 : Math.max(1, version - 1 - random.nextInt(3));
    }

    /** Null when it must succeed. */
    private Class<?> failureOfSave(Parcel sent) {
        Parcel stored = model.get(sent.id());
        boolean conflict = sent.version() != (stored == null ? 0 : stored.version());
        return conflict ? VersionConflictException.class : uniqueFailure(sent);
    }

    private Class<?> uniqueFailure(Parcel sent) {
        return lockers.failure(model, sent);
    }

    private Mono<Void> expect(Mono<Parcel> write, Parcel sent, Class<?> failure) {
        return write.map(saved -> {
                    assertThat(failure).as("%s should have failed", sent).isNull();
                    store(sent, saved);
                    return saved;
                })
                .switchIfEmpty(Mono.error(() -> new AssertionError("a save completes with the saved entity")))
                .onErrorResume(e -> failure != null && failure.isInstance(e), e -> Mono.empty())
                .then();
    }

    private void store(Parcel sent, Parcel saved) {
        Parcel before = model.get(sent.id());
        assertThat(saved.withVersion(0)).isEqualTo(sent.withVersion(0));
        if (before != null && before.sameContent(sent)) {
            assertThat(saved.version()).as("version after no change").isEqualTo(before.version());
        } else {
            assertThat(saved.version()).as("version after a change").isGreaterThan(sent.version());
        }
        model.put(saved);
    }

    private Mono<Void> saveAll() {
        List<Parcel> sent = distinctIds(1 + random.nextInt(8)).stream()
                .map(id -> withoutLocker(candidate(id)))
                .toList();
        begun += sent.size() - 1;
        Flux<Parcel> saving =
                random.nextBoolean() ? repository.saveAll(sent) : repository.saveAll(Flux.fromIterable(sent));
        return saving.collectList()
                .doOnNext(saved -> {
                    assertThat(saved).hasSameSizeAs(sent);
                    for (int i = 0; i < sent.size(); i++) {
                        store(sent.get(i), saved.get(i));
                    }
                })
                .then();
    }

    private static Parcel withoutLocker(Parcel p) {
        return new Parcel(
                p.id(),
                p.depot(),
                p.recipient(),
                p.express(),
                p.pieces(),
                p.floor(),
                p.barcode(),
                p.weight(),
                p.volume(),
                p.price(),
                p.customs(),
                p.size(),
                p.zone(),
                p.tracking(),
                p.accepted(),
                p.due(),
                p.position(),
                null,
                p.attempts(),
                p.note(),
                p.tags(),
                p.version());
    }

    private List<String> distinctIds(int number) {
        List<String> shuffled = new ArrayList<>(ids);
        Collections.shuffle(shuffled, random);
        return shuffled.subList(0, number);
    }

    private Mono<Void> delete() {
        String id = anyId();
        Parcel stored = model.get(id);
        if (stored == null || random.nextBoolean()) {
            return repository
                    .deleteById(id)
                    .doOnNext(removed -> expectRemoved(id, removed))
                    .then();
        }
        if (random.nextInt(4) == 0) {
            return repository
                    .delete(stored.withVersion(stored.version() - 1))
                    .doOnNext(removed -> assertThat(removed)
                            .as("a delete of an old version fails")
                            .isNull())
                    .onErrorResume(VersionConflictException.class, e -> Mono.empty())
                    .then();
        }
        return repository
                .delete(stored)
                .doOnNext(removed -> expectRemoved(id, removed))
                .then();
    }

    private void expectRemoved(String id, boolean removed) {
        assertThat(removed).as("removed").isEqualTo(model.remove(id));
        trails.removed(id);
    }

    private Mono<Void> find() {
        String id = anyId();
        return switch (random.nextInt(4)) {
            case 0 ->
                repository
                        .existsById(id)
                        .doOnNext(found -> assertThat(found).isEqualTo(model.contains(id)))
                        .then();
            case 1 -> {
                List<String> wanted = distinctIds(random.nextInt(10));
                yield repository
                        .findAllById(wanted)
                        .collectList()
                        .doOnNext(found -> assertThat(found).isEqualTo(known(wanted)))
                        .then();
            }
            default ->
                repository
                        .findById(id)
                        .map(List::of)
                        .defaultIfEmpty(List.of())
                        .doOnNext(found -> assertThat(found).isEqualTo(known(List.of(id))))
                        .then();
        };
    }

    private List<Parcel> known(List<String> wanted) {
        return wanted.stream().map(model::get).filter(Objects::nonNull).toList();
    }

    private Mono<Void> query() {
        RandomFilters filters = new RandomFilters(random, () -> parcels.parcel("operand", 0));
        Filter<Parcel> own = Filter.of(ParcelAttributes.DEPOT, Operator.IS, depot);
        Filter<Parcel> filter = new Filter.AllOf<>(List.of(own, filters.filter()));
        return new QueryComparison(repository, model, random).compare(filter, filters.order());
    }

    /** Reads a shared parcel and changes it, unless somebody else was quicker. */
    private Mono<Void> contend() {
        begun++;
        String id = oneOf(sharedIds);
        return repository
                .findById(id)
                .map(stored -> random.nextInt(6) == 0
                        ? delete(stored)
                        : change(repository, sharedParcels.parcel(id, stored.version())))
                .defaultIfEmpty(change(repository, sharedParcels.parcel(id, 0)))
                .flatMap(attempt -> attempt);
    }

    /** All clients change the same version of a shared parcel at once. */
    private Mono<Void> race() {
        begun += everybody.size();
        String id = oneOf(sharedIds);
        return repository
                .findById(id)
                .map(Parcel::version)
                .defaultIfEmpty(0L)
                .flatMapMany(version -> Flux.fromIterable(everybody)
                        .map(client -> change(client, sharedParcels.parcel(id, version)))
                        .collectList()
                        .flatMapMany(Flux::merge))
                .then();
    }

    private Mono<Void> change(Parcels client, Parcel sent) {
        return client.save(sent)
                .doOnNext(saved -> contention.saved(sent.version(), saved))
                .onErrorResume(VersionConflictException.class, e -> lost(sent))
                .onErrorResume(UniqueConflictException.class, e -> Mono.empty())
                .then();
    }

    private Mono<Void> delete(Parcel stored) {
        return repository
                .delete(stored)
                .doOnNext(removed -> {
                    if (removed) {
                        contention.deleted(stored);
                    } else {
                        contention.lost(stored);
                    }
                })
                .onErrorResume(VersionConflictException.class, e -> lost(stored).map(parcel -> false))
                .then();
    }

    private Mono<Parcel> lost(Parcel parcel) {
        contention.lost(parcel);
        return Mono.empty();
    }
}
