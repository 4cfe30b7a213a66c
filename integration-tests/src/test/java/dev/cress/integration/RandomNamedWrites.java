package dev.cress.integration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cress.error.EntityExistsException;
import dev.cress.error.EntityNotFoundException;
import dev.cress.error.VersionConflictException;
import dev.cress.script.entity.Returning;
import dev.cress.write.WriteOptions;
import dev.cress.write.WriteResult;
import java.util.Random;
import java.util.function.Consumer;
import reactor.core.publisher.Mono;

/** Writes with a name that are sent again when something else has been written to the same parcel: they answer what they have answered, refusals too, and do nothing. */
final class RandomNamedWrites {

    private final Random random;
    private final RandomParcels parcels;
    private final Lockers lockers;
    private final Parcels repository;
    private final String depot;
    private final Consumer<String> onRemoved;
    private int names;

    RandomNamedWrites(
            Random random,
            RandomParcels parcels,
            Lockers lockers,
            Parcels repository,
            String depot,
            Consumer<String> onRemoved) {
        this.random = random;
        this.parcels = parcels;
        this.lockers = lockers;
        this.repository = repository;
        this.depot = depot;
        this.onRemoved = onRemoved;
    }

    /** A write, and what it has to come to. */
    private record Named(String id, Parcel sent, Class<?> failure, Mono<WriteResult<Parcel>> write) {}

    Mono<Void> step(ReferenceModel<Parcel> model, String id) {
        Named named = named(model, id, WriteOptions.DEFAULT.writeId(depot + "-" + names++));
        return named.write()
                .doOnNext(first -> follow(model, named, first))
                .flatMap(first -> Mono.defer(() -> other(model, id))
                        .then(named.write())
                        .doOnNext(again ->
                                assertThat(again).as("%s sent again", named).isEqualTo(first)))
                .then();
    }

    private Named named(ReferenceModel<Parcel> model, String id, WriteOptions name) {
        Parcel stored = model.get(id);
        return switch (random.nextInt(4)) {
            case 0 ->
                new Named(
                        id,
                        null,
                        stored == null ? EntityNotFoundException.class : null,
                        repository.deleteById(id, name));
            case 1 -> patch(model, id, name);
            case 2 -> {
                Parcel sent = parcels.parcel(id, 0);
                Class<?> failure = stored == null ? lockers.failure(model, sent) : EntityExistsException.class;
                yield new Named(id, sent, failure, repository.save(sent, name.ifAbsent()));
            }
            default -> {
                Parcel sent = parcels.parcel(id, stored == null ? 0 : stored.version() - random.nextInt(2));
                boolean stale = stored != null && sent.version() != stored.version();
                Class<?> failure = stale ? VersionConflictException.class : lockers.failure(model, sent);
                yield new Named(id, sent, failure, repository.save(sent, name));
            }
        };
    }

    private Named patch(ReferenceModel<Parcel> model, String id, WriteOptions name) {
        Parcel stored = model.get(id);
        Parcel sent = stored == null ? parcels.parcel(id, 0) : parcels.changed(stored);
        Class<?> failure = stored == null ? EntityNotFoundException.class : lockers.failure(model, sent);
        return new Named(
                id,
                sent,
                failure,
                new RandomPatches(random)
                        .patch(repository, stored == null ? sent : stored, sent)
                        .options(name)
                        .result(Returning.AFTER));
    }

    private void follow(ReferenceModel<Parcel> model, Named named, WriteResult<Parcel> result) {
        if (named.failure() != null) {
            assertThat(result)
                    .as("%s", named)
                    .isInstanceOfSatisfying(
                            WriteResult.Refused.class,
                            refused -> assertThat(refused.failure()).isInstanceOf(named.failure()));
        } else if (named.sent() == null) {
            assertThat(result.isRemoved()).as("%s", named).isTrue();
            model.remove(named.id());
            onRemoved.accept(named.id());
        } else {
            Parcel saved = result.entity();
            assertThat(saved.withVersion(0)).isEqualTo(named.sent().withVersion(0));
            model.put(saved);
        }
    }

    /** What would show that the named write is done a second time. */
    private Mono<Void> other(ReferenceModel<Parcel> model, String id) {
        if (!model.contains(id)) {
            Parcel sent = parcels.parcel(id, 0);
            return lockers.failure(model, sent) == null
                    ? repository.insert(sent).doOnNext(model::put).then()
                    : Mono.empty();
        }
        return random.nextBoolean()
                ? repository
                        .deleteById(id)
                        .doOnNext(removed -> model.remove(id))
                        .doOnNext(removed -> onRemoved.accept(id))
                        .then()
                : repository
                        .patch(id)
                        .set(Parcel::pieces, random.nextInt())
                        .after()
                        .doOnNext(model::put)
                        .then();
    }
}
