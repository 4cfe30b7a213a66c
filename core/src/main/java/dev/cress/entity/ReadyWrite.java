package dev.cress.entity;

import dev.cress.script.LuaScript;
import dev.cress.script.entity.UnitCall;
import dev.cress.script.entity.UnitReply;
import dev.cress.write.WriteResult;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import reactor.core.publisher.Mono;

/**
 * One write of a unit that is about to be sent.
 *
 * @param <T> the entity type
 * @param <R> what its script answers
 */
final class ReadyWrite<T, R> {

    private final UnitWrite<T> write;
    private final UnitDraft<T, R> draft;

    ReadyWrite(UnitWrite<T> write, UnitDraft<T, R> draft) {
        this.write = write;
        this.draft = draft;
    }

    UnitWrite<T> write() {
        return write;
    }

    OpenStore<T> open() {
        return draft.open();
    }

    Located located() {
        return draft.located();
    }

    UnitPlace place() {
        return new UnitPlace(name(), located().partition());
    }

    /** Model and id, for messages. */
    String name() {
        return open().model().name() + " " + id();
    }

    String id() {
        return new String(located().id(), StandardCharsets.UTF_8);
    }

    /** As the script of the unit is told of it, with the permit of a token. */
    UnitCall call(String token) {
        return new UnitCall(draft.kind(), draft.keys(token), draft.arguments());
    }

    /** Sends the unit, with reservations where this write asks for them. */
    Mono<UnitReply> claiming(int place, Function<String, Mono<UnitReply>> send) {
        Claims claims = open().claims();
        return claims == null ? send.apply("") : claims.writing(located(), send, claiming(place));
    }

    private ClaimingReply<UnitReply> claiming(int place) {
        LuaScript<R> script = draft.script();
        ClaimingReply<R> own = draft.claiming();
        return new ClaimingReply<>(
                reply -> reply instanceof UnitReply.Refused refused && refused.write() == place
                        ? own.needed().apply(refused.reply(script))
                        : List.of(),
                reply -> reply instanceof UnitReply.Done done && own.written().test(done.reply(place, script)),
                reply -> reply instanceof UnitReply.Done done && own.givesUp().test(done.reply(place, script)),
                (key, holder) -> UnitReply.uniqueConflict(place, key, holder));
    }

    Optional<Endings.Obstacle> obstacle(UnitReply.Refused refused) {
        return open().hasObstacles() ? draft.obstacle(refused.reply(draft.script())) : Optional.empty();
    }

    Mono<WriteResult<T>> refused(UnitReply.Refused refused) {
        return draft.result(refused.reply(draft.script()));
    }

    Mono<WriteResult<T>> done(UnitReply.Done done, int place) {
        return draft.result(done.reply(place, draft.script()));
    }

    Mono<WriteResult<T>> after(WriteResult<T> result) {
        return write.after(result);
    }
}
