package dev.cress.entity;

import dev.cress.connection.Request;
import dev.cress.connection.Requests;
import dev.cress.connection.Role;
import dev.cress.error.OutcomeUnknownException;
import dev.cress.key.PartitionKeys;
import dev.cress.mapping.Attachment;
import dev.cress.script.LuaScript;
import dev.cress.write.Repetition;
import dev.cress.write.WriteOptions;
import dev.cress.write.WriteResult;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** One write on its way to the server, once: with a token and a question for replicas where the options ask for them. */
final class WriteCall<T> {

    private final OpenStore<T> open;
    private final Located located;
    private final WriteOptions options;
    private final AtomicInteger refusals = new AtomicInteger();
    private final Acknowledged acknowledged;
    private volatile @Nullable Object last;

    WriteCall(OpenStore<T> open, Located located, WriteOptions options) {
        this.open = open;
        this.located = located;
        boolean asksAgain = options.durability() != null && options.repetition() == Repetition.BY_KIND;
        this.options = asksAgain ? options.once() : options;
        this.acknowledged = new Acknowledged(open.executor(), options.durability());
    }

    /** Sends a write, and again after removing what was in the way although its life was over. */
    <R> Mono<R> send(Draft<T, R> draft) {
        return open.hasObstacles()
                ? new Endings(open)
                        .writing(Mono.defer(() -> attempt(draft)), reply -> cleared(draft.obstacle(reply), reply))
                : attempt(draft);
    }

    private <R> Mono<R> attempt(Draft<T, R> draft) {
        Claims claims = open.claims();
        return claims == null
                ? send(draft.script(), draft.keys(""), draft.arguments())
                : claims.writing(
                        located, token -> send(draft.script(), draft.keys(token), draft.arguments()), draft.claiming());
    }

    /** Sends one attempt. */
    <R> Mono<R> send(LuaScript<R> script, List<byte[]> keys, List<byte[]> arguments) {
        int before = refusals.get();
        return send(script, keys, arguments, before == 0 ? "" : "#" + before);
    }

    /**
     * Notes what is in the way of an attempt. The token keeps a refusal for what another entity has, so the next attempt has another one; that is found again by who repeats the write, by the same way. Of a
     * conflict that was found by asking, and of what is left of the entity itself, it keeps nothing.
     */
    private Optional<Endings.Obstacle> met(Optional<Endings.Obstacle> obstacle, Object reply) {
        if (reply == last
                && obstacle.filter(Endings.Obstacle.Holder.class::isInstance).isPresent()) {
            refusals.incrementAndGet();
        }
        return obstacle;
    }

    private Mono<Boolean> cleared(Optional<Endings.Obstacle> obstacle, Object reply) {
        return cleared(obstacle, reply, new Endings(open), located);
    }

    /**
     * Removes what is in the way of an attempt, if it may be; emits whether another attempt is due. One is due as well where the same named write has gone on already: whatever has come in the way since
     * then was not in its way.
     */
    Mono<Boolean> cleared(Optional<Endings.Obstacle> obstacle, Object reply, Endings endings, Located one) {
        Optional<Endings.Obstacle> met = met(obstacle, reply);
        return endings.cleared(met, one)
                .flatMap(cleared -> cleared || met.isEmpty() ? Mono.just(cleared) : hasGoneOn());
    }

    private Mono<Boolean> hasGoneOn() {
        if (options.writeId() == null || refusals.get() == 0) {
            return Mono.just(false);
        }
        byte[] next = open.keys()
                .partition(located.partition())
                .token(options.writeId() + "#" + refusals.get(), located.id());
        return open.executor().execute(Role.WRITE, Requests.keyExists(next));
    }

    /** Sends what changes an attachment of the entity. A write id names it beside a write of the entity, and hides none. */
    <R> Mono<R> grow(LuaScript<R> script, Attachment attachment, List<byte[]> arguments) {
        PartitionKeys partition = open.keys().partition(located.partition());
        byte[] attached = partition.attachment(attachment, located.id());
        List<byte[]> keys = List.of(partition.entity(located.id()), partition.meta(), attached);
        return send(script, keys, arguments, "/" + attachment.name());
    }

    private <R> Mono<R> send(LuaScript<R> script, List<byte[]> keys, List<byte[]> arguments, String part) {
        if (options.repetition() != Repetition.ONCE) {
            return acknowledged.execute(Requests.script(script, keys, arguments));
        }
        String writeId = options.writeId();
        return writeId != null
                ? once(script, keys, arguments, writeId + part)
                : Mono.defer(() -> once(script, keys, arguments, WriteIds.next()));
    }

    private <R> Mono<R> once(LuaScript<R> script, List<byte[]> keys, List<byte[]> arguments, String writeId) {
        List<byte[]> withToken = new ArrayList<>(keys);
        withToken.add(open.keys().partition(located.partition()).token(writeId, located.id()));
        List<byte[]> withTime = new ArrayList<>(arguments);
        withTime.add(Long.toString(open.writeIdMillis()).getBytes(StandardCharsets.US_ASCII));
        Request<R> request = Requests.onceScript(script.once(), withToken, withTime);
        return acknowledged
                .execute(request)
                .doOnNext(reply -> last = reply)
                .onErrorMap(
                        OutcomeUnknownException.class,
                        unknown -> new OutcomeUnknownException(writeId.replaceFirst("[#/].*", ""), unknown));
    }

    /** The same result, or that too few replicas have what it tells. */
    WriteResult<T> replicated(WriteResult<T> result) {
        return replicated(result, open.model().name(), located.id());
    }

    /** The same of one of the entities of a unit. */
    <E> WriteResult<E> replicated(WriteResult<E> result, String model, byte[] id) {
        return acknowledged.replicated(result, model, id);
    }
}
