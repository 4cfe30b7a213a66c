package dev.cress.entity;

import dev.cress.connection.Requests;
import dev.cress.connection.Role;
import dev.cress.script.entity.RemovalScripts;
import java.nio.charset.StandardCharsets;
import java.util.List;
import reactor.core.publisher.Mono;

/**
 * The removal of an entity that its script has noted, since others that refer to it are to be changed. As long as the note is there, nothing is stored under the id.
 *
 * @param open where the entity was
 * @param entity its place
 * @param version of the removal
 */
record NotedRemoval(OpenStore<?> open, Located entity, String version) {

    private byte[] ways() {
        return open.keys().partition(entity.partition()).ways();
    }

    /** The field of its note. */
    static byte[] field(byte[] id) {
        byte[] field = new byte[id.length + 1];
        field[0] = '-';
        System.arraycopy(id, 0, field, 1, id.length);
        return field;
    }

    byte[] id() {
        return entity.id();
    }

    /** Model and id, which name one of all that is under way. */
    String name() {
        return open.model().name() + ':' + new String(id(), StandardCharsets.ISO_8859_1);
    }

    /**
     * Whether nothing is to be done any more. What was seen to refer before this says no refers to what is gone, and to nothing that was stored under the id later. Programs that do not know the rules may
     * store there although there is a note: what refers to that is left alone as well.
     */
    Mono<Boolean> isOver() {
        Mono<Boolean> noted = open.executor().execute(Role.WRITE, Requests.hashFieldExists(ways(), field(id())));
        return Mono.zip(noted, open.exists(id()), (is, stored) -> !is || stored);
    }

    /** Takes the note away; that of a later removal stays. */
    Mono<Void> settle() {
        return open.executor()
                .execute(
                        Role.WRITE,
                        Requests.repeatableScript(
                                RemovalScripts.SETTLE,
                                List.of(ways()),
                                RemovalScripts.settleArguments(
                                        field(id()), version.getBytes(StandardCharsets.US_ASCII))))
                .then();
    }
}
