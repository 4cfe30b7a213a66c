package dev.cress.entity;

import dev.cress.error.InvalidUnitException;
import dev.cress.error.RedisDataException;
import dev.cress.error.ScriptContractException;
import dev.cress.script.ScriptReplyException;
import dev.cress.script.entity.UnitCall;
import dev.cress.script.entity.UnitReply;
import dev.cress.script.entity.UnitScript;
import dev.cress.write.UnitResult;
import dev.cress.write.WriteOptions;
import dev.cress.write.WriteResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** A unit of work on its way to the server, once. */
final class Unit {

    private static final byte[] NO_ID = {};

    private final UnitWriter writer;
    private final List<ReadyWrite<?, ?>> writes;
    private final WriteCall<?> call;
    private final UnitReferences references;
    private final @Nullable String writeId;

    Unit(UnitWriter writer, List<ReadyWrite<?, ?>> writes, WriteOptions options) {
        this.writer = writer;
        this.writes = writes;
        ReadyWrite<?, ?> first = writes.get(0);
        this.call = new WriteCall<>(first.open(), new Located(first.located().partition(), NO_ID), options);
        this.references = new UnitReferences(writes);
        this.writeId = options.writeId();
    }

    /** Emits what came of it. */
    Mono<UnitResult> result() {
        return references
                .refusal()
                .switchIfEmpty(Mono.defer(() -> attempt(0).flatMap(this::result)))
                .onErrorMap(ScriptReplyException.class, this::foreign);
    }

    /** Sends it, and again after removing what was in the way although its life was over. */
    private Mono<UnitReply> attempt(int before) {
        return claiming(0, List.of())
                .flatMap(reply -> cleared(reply)
                        .flatMap(cleared ->
                                cleared && before < mostAttempts() ? attempt(before + 1) : Mono.just(reply)));
    }

    /** Each of the writes may have something in its way. */
    private int mostAttempts() {
        return Endings.MOST_ATTEMPTS + writes.size();
    }

    private Mono<Boolean> cleared(UnitReply reply) {
        if (!(reply instanceof UnitReply.Refused refused)) {
            return Mono.just(false);
        }
        ReadyWrite<?, ?> write = writes.get(refused.write());
        Optional<Endings.Obstacle> obstacle =
                write.obstacle(refused).filter(one -> !isOfUnit(one, write, refused.write()));
        return call.cleared(obstacle, reply, new Endings(write.open()), write.located());
    }

    /** What a write before has claimed lives, whatever is stored. */
    private boolean isOfUnit(Endings.Obstacle obstacle, ReadyWrite<?, ?> write, int place) {
        return obstacle instanceof Endings.Obstacle.Holder holder
                && writes.subList(0, place).stream()
                        .anyMatch(before ->
                                before.write().store() == write.write().store()
                                        && before.id().equals(holder.id()));
    }

    /** Each write may need values reserved: those of one are reserved while the others of the unit are asked again. */
    private Mono<UnitReply> claiming(int place, List<String> tokens) {
        return place == writes.size()
                ? send(tokens)
                : writes.get(place).claiming(place, token -> claiming(place + 1, with(tokens, token)));
    }

    private static List<String> with(List<String> tokens, String token) {
        List<String> more = new ArrayList<>(tokens);
        more.add(token);
        return more;
    }

    private Mono<UnitReply> send(List<String> tokens) {
        List<UnitCall> calls = IntStream.range(0, writes.size())
                .mapToObj(place -> writes.get(place).call(tokens.get(place)))
                .toList();
        UnitScript script = writer.script(writes);
        return call.send(script.script(), script.keys(calls), script.arguments(calls))
                .doOnNext(this::requireOwn);
    }

    private void requireOwn(UnitReply reply) {
        boolean own = reply instanceof UnitReply.Refused refused
                ? refused.write() < writes.size()
                : ((UnitReply.Done) reply).writes() == writes.size();
        if (!own) {
            throw foreign(null);
        }
    }

    /** The server gives the reply of the first unit with a write id, whatever the others ask for. */
    private RedisDataException foreign(@Nullable ScriptReplyException cause) {
        if (writeId == null) {
            return new ScriptContractException(
                    "a unit of work got a reply that is not its own; check its entities", cause);
        }
        return new InvalidUnitException(
                "the write id " + writeId
                        + " is that of an earlier, other unit of work, and nothing of this one was written; give each unit a write id of its own",
                writes.stream().<String>map(ReadyWrite::name).toList());
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
