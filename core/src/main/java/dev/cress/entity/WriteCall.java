package dev.cress.entity;

import dev.cress.connection.Request;
import dev.cress.connection.Requests;
import dev.cress.connection.Role;
import dev.cress.error.OutcomeUnknownException;
import dev.cress.key.KeyLayout;
import dev.cress.mapping.Attachment;
import dev.cress.script.LuaScript;
import dev.cress.write.Durability;
import dev.cress.write.Repetition;
import dev.cress.write.WriteOptions;
import dev.cress.write.WriteResult;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import reactor.core.publisher.Mono;

/** One write on its way to the server, once: with a token and a question for replicas where the options ask for them. */
final class WriteCall<T> {

    private final OpenStore<T> open;
    private final Located located;
    private final WriteOptions options;
    private volatile int replicas;

    WriteCall(OpenStore<T> open, Located located, WriteOptions options) {
        this.open = open;
        this.located = located;
        boolean asksAgain = options.durability() != null && options.repetition() == Repetition.BY_KIND;
        this.options = asksAgain ? options.once() : options;
    }

    /** Sends a write, and again after removing what was in the way although its life was over. */
    <R> Mono<R> send(Draft<T, R> draft) {
        return open.model().expires()
                ? new Endings(open).writing(attempt -> send(draft, attempt), draft::obstacle, located)
                : send(draft, 0);
    }

    private <R> Mono<R> send(Draft<T, R> draft, int attempt) {
        Claims claims = open.claims();
        return claims == null
                ? send(draft.script(), draft.keys(""), draft.arguments(), attempt)
                : claims.writing(
                        located,
                        token -> send(draft.script(), draft.keys(token), draft.arguments(), attempt),
                        draft.claiming());
    }

    /** Sends what an earlier attempt was refused for that is out of the way now: a token keeps the refusal, so each attempt has one of its own. */
    <R> Mono<R> send(LuaScript<R> script, List<byte[]> keys, List<byte[]> arguments, int attempt) {
        return send(script, keys, arguments, attempt == 0 ? "" : "#" + attempt);
    }

    /** Sends what changes an attachment of the entity. A write id names it beside a write of the entity, and hides none. */
    <R> Mono<R> grow(LuaScript<R> script, Attachment attachment, List<byte[]> arguments) {
        KeyLayout.PartitionKeys partition = open.keys().partition(located.partition());
        byte[] attached = partition.attachment(attachment, located.id());
        List<byte[]> keys = List.of(partition.entity(located.id()), partition.meta(), attached);
        return send(script, keys, arguments, "/" + attachment.name());
    }

    private <R> Mono<R> send(LuaScript<R> script, List<byte[]> keys, List<byte[]> arguments, String part) {
        if (options.repetition() != Repetition.ONCE) {
            return execute(Requests.script(script, keys, arguments));
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
        return execute(request)
                .onErrorMap(
                        OutcomeUnknownException.class,
                        unknown -> new OutcomeUnknownException(writeId.replaceFirst("[#/].*", ""), unknown));
    }

    private <R> Mono<R> execute(Request<R> request) {
        Durability durability = options.durability();
        if (durability == null) {
            return open.executor().execute(Role.WRITE, request);
        }
        return open.executor()
                .execute(Role.WRITE, request.replicated(durability))
                .map(told -> {
                    replicas = told.replicas();
                    return told.reply();
                });
    }

    /** The same result, or that too few replicas have what it tells. */
    WriteResult<T> replicated(WriteResult<T> result) {
        return replicated(result, open.model().name(), located.id());
    }

    /** The same of one of the entities of a unit. */
    <E> WriteResult<E> replicated(WriteResult<E> result, String model, byte[] id) {
        Durability durability = options.durability();
        if (durability == null || replicas >= durability.replicas() || result instanceof WriteResult.Refused) {
            return result;
        }
        return new WriteResult.NotReplicated<>(
                result, model, new String(id, StandardCharsets.UTF_8), durability.replicas(), replicas);
    }
}
