package dev.cress.entity;

import dev.cress.connection.HashFields;
import dev.cress.connection.Request;
import dev.cress.connection.Requests;
import dev.cress.connection.Role;
import dev.cress.error.StoredDataException;
import dev.cress.script.entity.RemovalScripts;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Has references follow the renames that are noted, and forgets these. For one use.
 *
 * <p><b>Consistency</b> What refers to an id that an entity had before the last one follows first, so that nobody who goes on from an id leaves behind what is still on its way there. Where another entity has the
 * old id by now, or the new one, references mean that, and nothing follows. Where none has the new id they follow nevertheless: whoever has removed the entity, or renamed it further, looks for them there.
 */
final class FollowedRenames<T> {

    private static final HashFields NAMES = HashFields.of(List.of(new byte[] {0, 'v'}, new byte[] {0, 'r'}));

    private final OpenStore<T> open;
    private final Set<String> met = new HashSet<>();

    FollowedRenames(OpenStore<T> open) {
        this.open = open;
    }

    /** The field of the note that an entity has got an id. */
    private static byte[] field(byte[] id) {
        byte[] field = new byte[id.length + 1];
        field[0] = '=';
        System.arraycopy(id, 0, field, 1, id.length);
        return field;
    }

    /** Those by which some entities have got their ids; emits how many there were. */
    Mono<Long> finish(List<Located> entities) {
        if (!open.followed()) {
            return Mono.just(0L);
        }
        List<Request<List<byte @Nullable []>>> asked = new ArrayList<>(entities.size());
        for (Located entity : entities) {
            asked.add(Requests.hashFields(ways(entity), HashFields.of(List.of(field(entity.id())))));
        }
        return open.executor()
                .executeAll(Role.WRITE, asked)
                .flatMapMany(notes -> Flux.range(0, notes.size()).concatMap(i -> {
                    byte[] note = notes.get(i).get(0);
                    return note == null
                            ? Mono.empty()
                            : finish(entities.get(i), note).thenReturn(1L);
                }))
                .reduce(0L, Long::sum);
    }

    /** A circle of renames ends where it began. */
    private Mono<Void> finish(Located entity, byte[] note) {
        byte[] before = before(entity, note);
        return met.add(new String(entity.id(), StandardCharsets.ISO_8859_1))
                ? finish(List.of(open.locate(before)))
                        .then(Mono.defer(() -> open.referrers().follow(before, entity.id(), overtaken(before, entity))))
                        .then(Mono.defer(() -> settle(entity, note)))
                : Mono.empty();
    }

    /** What follows the version and a colon. */
    private byte[] before(Located entity, byte[] note) {
        for (int i = 0; i < note.length; i++) {
            if (note[i] == ':') {
                return Arrays.copyOfRange(note, i + 1, note.length);
            }
        }
        throw new StoredDataException(
                "the note that " + open.model().name() + " " + RenameDraft.text(entity.id())
                        + " was renamed has another form",
                null);
    }

    private Mono<Boolean> overtaken(byte[] before, Located entity) {
        Mono<Boolean> another = open.executor()
                .execute(Role.WRITE, Requests.hashFields(open.entityKey(entity), NAMES))
                .map(names -> names.get(0) != null && !Arrays.equals(names.get(1), before));
        return Mono.zip(open.exists(before), another, (again, other) -> again || other);
    }

    private Mono<Void> settle(Located entity, byte[] note) {
        return open.executor()
                .execute(
                        Role.WRITE,
                        Requests.repeatableScript(
                                RemovalScripts.SETTLE,
                                List.of(ways(entity)),
                                RemovalScripts.settleArguments(field(entity.id()), note)))
                .then();
    }

    private byte[] ways(Located entity) {
        return open.keys().partition(entity.partition()).ways();
    }
}
