package dev.cress.entity;

import dev.cress.script.LuaScript;
import dev.cress.write.WriteResult;
import java.util.List;
import java.util.Optional;
import reactor.core.publisher.Mono;

/**
 * One write of one entity as its script is told of it.
 *
 * @param <T> the entity type
 * @param <R> what the script answers
 */
interface Draft<T, R> {

    /** Where the entity's type is. */
    OpenStore<T> open();

    /** Where the entity is. */
    Located located();

    /** The script that does it alone. */
    LuaScript<R> script();

    /** Keys of the script, with the permit of a token. */
    default List<byte[]> keys(String token) {
        return open().withNotes(open().writeKeys(located(), token), located().partition());
    }

    /** Arguments of the script. */
    List<byte[]> arguments();

    /** What a reply says of values that are unique in all partitions. */
    ClaimingReply<R> claiming();

    /** What a reply says is in the way although its life may be over. */
    Optional<Endings.Obstacle> obstacle(R reply);

    /** What came of it; an error where a reply is no outcome. */
    Mono<WriteResult<T>> result(R reply);
}
