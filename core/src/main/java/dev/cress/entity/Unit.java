package dev.cress.entity;

import dev.cress.script.entity.UnitCall;
import dev.cress.script.entity.UnitReply;
import dev.cress.script.entity.UnitScript;
import dev.cress.write.UnitResult;
import dev.cress.write.WriteOptions;
import dev.cress.write.WriteResult;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** A unit of work on its way to the server, once. */
final class Unit {

    private static final byte[] NO_ID = {};

    private final UnitWriter writer;
    private final List<ReadyWrite<?, ?>> writes;
    private final WriteCall<?> call;
    private final UnitReferences references;

    Unit(UnitWriter writer, List<ReadyWrite<?, ?>> writes, WriteOptions options) {
        this.writer = writer;
        this.writes = writes;
        ReadyWrite<?, ?> first = writes.get(0);
        this.call = new WriteCall<>(first.open(), new Located(first.located().partition(), NO_ID), options);
        this.references = new UnitReferences(writes);
    }

    /** Emits what came of it. */
    Mono<UnitResult> result() {
        return references.refusal().switchIfEmpty(Mono.defer(() -> attempt(0).flatMap(this::result)));
    }

    /** Sends it, and again after removing what was in the way although its life was over. */
    private Mono<UnitReply> attempt(int before) {
        return claiming(0, List.of(), before)
                .flatMap(reply -> cleared(reply)
                        .flatMap(cleared ->
                                cleared && before < Endings.MOST_ATTEMPTS ? attempt(before + 1) : Mono.just(reply)));
    }

    private Mono<Boolean> cleared(UnitReply reply) {
        if (!(reply instanceof UnitReply.Refused refused)) {
            return Mono.just(false);
        }
        ReadyWrite<?, ?> write = writes.get(refused.write());
        return new Endings(write.open()).cleared(write.obstacle(refused), write.located());
    }

    /** Each write may need values reserved: those of one are reserved while the others of the unit are asked again. */
    private Mono<UnitReply> claiming(int place, List<String> tokens, int before) {
        return place == writes.size()
                ? send(tokens, before)
                : writes.get(place).claiming(place, token -> claiming(place + 1, with(tokens, token), before));
    }

    private static List<String> with(List<String> tokens, String token) {
        List<String> more = new ArrayList<>(tokens);
        more.add(token);
        return more;
    }

    private Mono<UnitReply> send(List<String> tokens, int before) {
        List<UnitCall> calls = IntStream.range(0, writes.size())
                .mapToObj(place -> writes.get(place).call(tokens.get(place)))
                .toList();
        UnitScript script = writer.script(calls);
        return call.send(script.script(), script.keys(calls), script.arguments(calls), before);
    }

    private Mono<UnitResult> result(UnitReply reply) {
        if (reply instanceof UnitReply.Refused refused) {
            return writes.get(refused.write())
                    .refused(refused)
                    .map(result -> new UnitResult.Refused(refused.write(), (WriteResult.Refused<?>) result));
        }
        UnitReply.Done done = (UnitReply.Done) reply;
        return references
                .settle()
                .thenMany(Flux.range(0, writes.size()))
                .<WriteResult<?>>concatMap(place -> finished(writes.get(place), done, place))
                .collectList()
                .map(UnitResult.Done::new);
    }

    private <T> Mono<WriteResult<T>> finished(ReadyWrite<T, ?> write, UnitReply.Done done, int place) {
        return write.done(done, place)
                .map(result -> call.replicated(
                        result, write.open().model().name(), write.located().id()))
                .flatMap(write::after);
    }
}
