package dev.cress.entity;

import dev.cress.connection.HashFields;
import dev.cress.connection.Request;
import dev.cress.connection.Requests;
import dev.cress.connection.Role;
import dev.cress.key.KeyLayout;
import dev.cress.script.entity.MoveReply;
import dev.cress.script.entity.MoveScripts;
import dev.cress.script.entity.WriteContext;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** The requests of a rename over partitions, one for each step. What is kept under an id is no entity before it has arrived. */
record MoveSteps(OpenStore<?> open) {

    private static final long PERMIT_MILLIS = 30_000;
    private static final HashFields VERSION_MARK_AND_LAST_ID =
            HashFields.of(List.of(new byte[] {0, 'v'}, new byte[] {0, 'm'}, new byte[] {0, 'r'}));

    /**
     * What is kept under an id says of the rename.
     *
     * @param token its token
     * @param source where the entity is or was
     */
    record Mark(String token, Located source) {}

    /**
     * What is stored under the new id.
     *
     * @param version of an entity, null where none is
     * @param mark of what is kept for one, null where nothing is
     * @param lastId the id that the entity had before, null for none
     */
    record Target(@Nullable Long version, byte @Nullable [] mark, byte @Nullable [] lastId) {}

    Mono<MoveReply> pack(Located source, @Nullable Long expected, String token) {
        KeyLayout.PartitionKeys partition = open.keys().partition(source.partition());
        List<byte[]> keys =
                new ArrayList<>(List.of(partition.entity(source.id()), partition.meta(), partition.permit(token)));
        if (open.model().expires()) {
            keys.add(partition.expiry());
        }
        keys.addAll(open.attachmentKeys(source));
        return send(Requests.script(
                open.scripts().moves().pack(),
                keys,
                MoveScripts.packArguments(open.epoch(), expected, source.id(), PERMIT_MILLIS)));
    }

    Mono<MoveReply> stage(Located target, byte[] mark, String life, MoveReply.Packed packed) {
        return send(Requests.script(
                open.scripts().moves().stage(),
                keysOf(target),
                MoveScripts.stageArguments(open.epoch(), mark, target.id(), life, under(target, packed))));
    }

    /** The same with what the new id says of properties that are parts of it. */
    private MoveReply.Packed under(Located target, MoveReply.Packed packed) {
        List<byte[]> fields = new ArrayList<>(packed.fields());
        open.model().completion().idTexts(target.id()).forEach((ordinal, text) -> {
            fields.add(open.model().fieldNames().get(ordinal)); // the last of a name counts
            fields.add(text);
        });
        return new MoveReply.Packed(packed.version(), packed.digest(), fields, packed.dumps());
    }

    Mono<MoveReply> depart(Located source, Located target, String token, byte[] digest) {
        List<byte[]> keys = open.removalKeys(source, "");
        keys.add(open.keys().partition(source.partition()).permit(token));
        keys.add(ways(source.partition()));
        WriteContext context = open.writeContext(source.partition());
        return send(Requests.repeatableScript(
                open.scripts().moves().depart(),
                keys,
                MoveScripts.departArguments(context, token, digest, source.id(), target.id())));
    }

    Mono<MoveReply> arrive(Located target, String token, long after) {
        List<byte[]> keys = open.writeKeys(target, "");
        keys.add(ways(target.partition()));
        return send(Requests.repeatableScript(
                open.scripts().moves().arrive(),
                keys,
                MoveScripts.arriveArguments(open.writeContext(target.partition()), token, after, target.id())));
    }

    Mono<MoveReply> fence(int partition, String token) {
        List<byte[]> keys = List.of(open.keys().partition(partition).permit(token), ways(partition));
        return send(Requests.repeatableScript(MoveScripts.FENCE, keys, MoveScripts.tokenArguments(token)));
    }

    Mono<MoveReply> drop(Located target, String token) {
        return send(Requests.repeatableScript(
                open.scripts().moves().drop(), keysOf(target), MoveScripts.dropArguments(token, target.id())));
    }

    Mono<MoveReply> settle(int partition, String token) {
        return send(Requests.repeatableScript(
                MoveScripts.SETTLE, List.of(ways(partition)), MoveScripts.tokenArguments(token)));
    }

    private List<byte[]> keysOf(Located target) {
        List<byte[]> keys = open.removalKeys(target, "");
        keys.add(ways(target.partition()));
        return keys;
    }

    byte[] ways(int partition) {
        return open.keys().partition(partition).ways();
    }

    Mono<Target> look(Located target) {
        return open.executor()
                .execute(Role.WRITE, Requests.hashFields(open.entityKey(target), VERSION_MARK_AND_LAST_ID))
                .map(values -> new Target(version(values.get(0)), values.get(1), values.get(2)));
    }

    private static @Nullable Long version(byte @Nullable [] text) {
        return text == null ? null : (Long) Long.parseLong(new String(text, StandardCharsets.US_ASCII));
    }

    /** A mark as the layout has it: token and old id, with a colon between. */
    static byte[] mark(String token, byte[] id) {
        byte[] begin = (token + ":").getBytes(StandardCharsets.US_ASCII);
        byte[] mark = Arrays.copyOf(begin, begin.length + id.length);
        System.arraycopy(id, 0, mark, begin.length, id.length);
        return mark;
    }

    /** What a mark says; empty for one of another form. */
    Optional<Mark> read(byte[] mark) {
        int colon = 0;
        while (colon < mark.length && mark[colon] != ':') {
            colon++;
        }
        return colon == mark.length
                ? Optional.empty()
                : Optional.of(new Mark(
                        new String(mark, 0, colon, StandardCharsets.US_ASCII),
                        open.locate(Arrays.copyOfRange(mark, colon + 1, mark.length))));
    }

    private Mono<MoveReply> send(Request<MoveReply> request) {
        return open.executor().execute(Role.WRITE, request).doOnNext(reply -> {
            if (reply instanceof MoveReply.EpochChanged changed) {
                throw WriteResults.epochChanged(open.model().name(), changed.actual());
            }
            if (reply instanceof MoveReply.Corrupt corrupt) {
                throw WriteResults.corrupt(corrupt.key(), corrupt.detail());
            }
        });
    }
}
