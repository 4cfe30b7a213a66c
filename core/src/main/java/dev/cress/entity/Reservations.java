package dev.cress.entity;

import dev.cress.connection.Request;
import dev.cress.connection.Requests;
import dev.cress.connection.Role;
import dev.cress.key.PartitionKeys;
import dev.cress.script.LuaScript;
import dev.cress.script.claim.ClaimScripts;
import dev.cress.script.claim.ClaimedValue;
import dev.cress.script.claim.ProbeReply;
import dev.cress.script.claim.ReserveReply;
import dev.cress.script.entity.IndexForm;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Reserves values that are unique in all partitions, each where it is: see {@link Claims}. Every step may be repeated, and arrive late. */
final class Reservations {

    /** How old a reservation is before a write that has a permit is no longer waited for. A writer that is slower than that begins anew. */
    private static final long LEASE_MILLIS = 2_000;

    private static final Duration PATIENCE = Duration.ofMillis(2 * LEASE_MILLIS);
    private static final int LONGEST_PAUSE_MILLIS = 20;
    private static final Logger LOG = LoggerFactory.getLogger(Reservations.class);

    private final OpenStore<?> store;

    Reservations(OpenStore<?> store) {
        this.store = store;
    }

    /**
     * An entity has a value, or may get it, by a write that is not this one.
     *
     * @param index name of the index
     * @param holder bytes of its id
     */
    record Conflict(String index, byte[] holder) {

        /** Whether the write would give the value to the entity that has it, by the reservation of another write. */
        boolean isOwn(Located one) {
            return Arrays.equals(holder, one.id());
        }
    }

    /** Reserves values for an entity, until one of them is reserved by another write. */
    Mono<Optional<Conflict>> reserve(List<ClaimedValue> values, String token, Located one) {
        long begun = System.nanoTime();
        return Flux.fromIterable(values)
                .concatMap(value -> reserve(value, token, one, begun), 1)
                .takeUntil(Optional::isPresent)
                .last();
    }

    private Mono<Optional<Conflict>> reserve(ClaimedValue value, String token, Located one, long begun) {
        return ask(value, token, one.id()).flatMap(reply -> {
            if (!(reply instanceof ReserveReply.Taken taken)) {
                return Mono.just(Optional.empty());
            }
            return vacate(value, taken).flatMap(state -> {
                if (state instanceof ProbeReply.Held held) {
                    return Mono.just(Optional.of(new Conflict(value.index(), held.holder())));
                }
                if (System.nanoTime() - begun > PATIENCE.toNanos()) {
                    return Mono.just(Optional.of(new Conflict(value.index(), taken.id())));
                }
                Mono<Optional<Conflict>> again = Mono.defer(() -> reserve(value, token, one, begun));
                return state instanceof ProbeReply.Vacant
                        ? again
                        : Mono.delay(pause()).then(again);
            });
        });
    }

    private static Duration pause() {
        return Duration.ofMillis(1 + ThreadLocalRandom.current().nextLong(LONGEST_PAUSE_MILLIS));
    }

    /** Who has a value. */
    Mono<ReserveReply> look(ClaimedValue value) {
        return ask(value, "", new byte[0]);
    }

    private Mono<ReserveReply> ask(ClaimedValue value, String token, byte[] id) {
        return handOver(value, token, id, List.of());
    }

    /** Reserves a value, also one whose reservation has one of these tokens. */
    Mono<ReserveReply> handOver(ClaimedValue value, String token, byte[] id, List<String> from) {
        return store.executor()
                .execute(
                        Role.WRITE,
                        Requests.repeatableScript(
                                ClaimScripts.RESERVE,
                                List.of(claims(value)),
                                ClaimScripts.handArguments(value, token, id, from)))
                .doOnNext(reply -> {
                    if (reply instanceof ReserveReply.Corrupt corrupt) {
                        throw WriteResults.corrupt(corrupt.key(), corrupt.detail());
                    }
                });
    }

    /** Whether an entity of the partition that a value is reserved for has it, or may get it. If not, the reservation is taken back. */
    Mono<ProbeReply> vacate(ClaimedValue value, ReserveReply.Taken taken) {
        boolean wait = !taken.confirmed() && taken.ageMillis() < LEASE_MILLIS;
        List<byte[]> arguments = wait ? ClaimScripts.waitArguments(value) : ClaimScripts.fenceArguments(value);
        return probe(value, store.locate(taken.id()), taken.token(), arguments)
                .flatMap(state -> released(value, taken.token(), state));
    }

    private Mono<ProbeReply> released(ClaimedValue value, String token, ProbeReply state) {
        return state instanceof ProbeReply.Vacant
                ? store.executor()
                        .execute(Role.WRITE, withToken(ClaimScripts.RELEASE, value, token))
                        .thenReturn(state)
                : Mono.just(state);
    }

    /** Takes back what a write has reserved that was not done. */
    Mono<Void> undo(List<ClaimedValue> values, String token, Located one) {
        return Flux.fromIterable(values)
                .concatMap(value -> probe(value, one, token, ClaimScripts.fenceArguments(value))
                        .flatMap(state -> released(value, token, state)))
                .then();
    }

    private Mono<ProbeReply> probe(ClaimedValue value, Located holder, String token, List<byte[]> arguments) {
        PartitionKeys keys = store.keys().partition(holder.partition());
        return store.executor()
                .execute(
                        Role.WRITE,
                        Requests.repeatableScript(
                                ClaimScripts.PROBE,
                                List.of(keys.index(IndexForm.UNIQUE, value.index()), keys.permit(token)),
                                arguments));
    }

    /** Marks values as written, without anybody waiting for it: a mark that is missing costs whoever wants the value a question. */
    void confirm(List<ClaimedValue> values, String token) {
        List<Request<Boolean>> requests = values.stream()
                .map(value -> withToken(ClaimScripts.CONFIRM, value, token))
                .toList();
        store.executor()
                .executeAll(Role.WRITE, requests)
                .subscribe(done -> {}, failure -> LOG.debug("a reservation was not confirmed", failure));
    }

    private Request<Boolean> withToken(LuaScript<Boolean> script, ClaimedValue value, String token) {
        return Requests.repeatableScript(script, List.of(claims(value)), ClaimScripts.tokenArguments(value, token));
    }

    private byte[] claims(ClaimedValue value) {
        int partition = store.keys().partitioning().ofValue(value.entry());
        return store.keys().partition(partition).claims(value.index());
    }
}
