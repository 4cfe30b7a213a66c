package dev.cress.entity;

import dev.cress.connection.Requests;
import dev.cress.connection.Role;
import dev.cress.error.NonTransientRedisDataException;
import dev.cress.error.OutcomeUnknownException;
import dev.cress.error.RedisDataException;
import dev.cress.error.RedisTimeoutException;
import dev.cress.script.claim.ClaimScripts;
import dev.cress.script.claim.ClaimedValue;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Function;
import reactor.core.publisher.Mono;

/**
 * Writes entities that claim values in all partitions.
 *
 * <p><b>Consistency</b> The hash of an entity tells whether it has a value, and the claims of its own partition with it. Where the value is, a reservation tells for whom, with a token that is never used
 * again. A write that gives an entity a value needs a permit of its token beside the entity, and uses it up. Who wants a value that is reserved asks the entity that it is reserved for: if that does
 * not have the value, and there is no such permit or the reservation is older than the lease, the permit is taken away in the same script, so that the entity will not get the value by it,
 * and then the reservation. So at most one entity has a value, whenever messages arrive and whoever dies; the lease only keeps writers from getting into each other's way.
 *
 * <p><b>Failure</b> A writer that dies leaves a permit, which the server removes, or a reservation, which is taken over when somebody wants the value.
 */
final class Claims {

    private static final long PERMIT_MILLIS = 30_000;
    private static final int MOST_ATTEMPTS = 16;

    private final OpenStore<?> store;
    private final Reservations reservations;
    private final Outboxes outboxes;

    Claims(OpenStore<?> store) {
        this.store = store;
        this.reservations = new Reservations(store);
        this.outboxes = new Outboxes(store, reservations);
    }

    private record Write<R>(Located one, Function<String, Mono<R>> send, ClaimingReply<R> kind) {}

    /**
     * Writes, with reservations where the script asks for them.
     *
     * @param send sends the write, given its token; empty for none
     */
    <R> Mono<R> writing(Located one, Function<String, Mono<R>> send, ClaimingReply<R> kind) {
        return send.apply("").flatMap(reply -> decided(new Write<>(one, send, kind), reply, 0));
    }

    /** Frees what the entities of a partition have given up, without anybody waiting for it. */
    void tidy(int partition) {
        outboxes.tidy(partition);
    }

    private <R> Mono<R> decided(Write<R> write, R reply, int before) {
        List<ClaimedValue> needed = write.kind().needed().apply(reply);
        if (!needed.isEmpty()) {
            return before < MOST_ATTEMPTS ? reserved(write, needed, before) : Mono.error(overtaken());
        }
        boolean endsALife = store.model().expires() && write.kind().written().test(reply);
        if (endsALife || write.kind().givesUp().test(reply)) {
            tidy(write.one().partition());
        }
        return Mono.just(reply);
    }

    private <R> Mono<R> reserved(Write<R> write, List<ClaimedValue> needed, int before) {
        return permit(write.one(), needed, 0)
                .flatMap(token -> reservations
                        .reserve(needed, token, write.one())
                        .flatMap(conflict -> conflict.isPresent()
                                ? reservations
                                        .undo(needed, token, write.one())
                                        .then(Mono.defer(() -> refused(write, conflict.get(), before)))
                                : write.send()
                                        .apply(token)
                                        .onErrorResume(
                                                NonTransientRedisDataException.class,
                                                refusal -> givenBack(write, needed, token, refusal))
                                        .flatMap(reply -> sent(write, needed, token, reply, before))));
    }

    /** The server has refused the write, perhaps after it had used the permit up. */
    private <R> Mono<R> givenBack(
            Write<R> write, List<ClaimedValue> needed, String token, NonTransientRedisDataException refusal) {
        return reservations
                .undo(needed, token, write.one())
                .onErrorResume(RedisDataException.class, failure -> {
                    refusal.addSuppressed(failure); // who wants the values takes them over
                    return Mono.empty();
                })
                .then(Mono.error(refusal));
    }

    private <R> Mono<R> sent(Write<R> write, List<ClaimedValue> needed, String token, R reply, int before) {
        if (write.kind().written().test(reply)) {
            reservations.confirm(needed, token);
            return decided(write, reply, before);
        }
        return reservations.undo(needed, token, write.one()).then(Mono.defer(() -> decided(write, reply, before + 1)));
    }

    /** An entity that has the value already needs no permit; one whose permit went with the reservation of another write could use it when the value is somebody else's by then. */
    private <R> Mono<R> refused(Write<R> write, Reservations.Conflict conflict, int before) {
        return conflict.isOwn(write.one())
                ? write.send().apply("").flatMap(reply -> decided(write, reply, before + 1))
                : Mono.just(write.kind()
                        .conflict()
                        .apply(conflict.index(), new String(conflict.holder(), StandardCharsets.UTF_8)));
    }

    /** A permit is made once, so one that may or may not be there is left alone. Emits its token. */
    private Mono<String> permit(Located one, List<ClaimedValue> needed, int before) {
        String token = WriteIds.next();
        return store.executor()
                .execute(
                        Role.WRITE,
                        Requests.script(
                                ClaimScripts.PERMIT,
                                List.of(store.keys().partition(one.partition()).permit(token)),
                                ClaimScripts.permitArguments(PERMIT_MILLIS, needed)))
                .thenReturn(token)
                .onErrorResume(
                        OutcomeUnknownException.class,
                        unknown -> before < MOST_ATTEMPTS
                                ? permit(one, needed, before + 1)
                                : Mono.error(new RedisTimeoutException(
                                        "values that are unique in all partitions could not be reserved; nothing was written",
                                        unknown)));
    }

    private RedisTimeoutException overtaken() {
        return new RedisTimeoutException(
                "a write of " + store.model().name() + " was overtaken " + MOST_ATTEMPTS
                        + " times by others of the same entity or its unique values; nothing was written",
                null);
    }
}
