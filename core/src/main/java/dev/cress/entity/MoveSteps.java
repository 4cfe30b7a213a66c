package dev.cress.entity;

import dev.cress.connection.HashFields;
import dev.cress.connection.Request;
import dev.cress.connection.Requests;
import dev.cress.connection.Role;
import dev.cress.error.StoredDataException;
import dev.cress.key.PartitionKeys;
import dev.cress.script.entity.MoveReply;
import dev.cress.script.entity.MoveScripts;
import dev.cress.script.entity.WriteContext;
import dev.cress.write.Durability;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * The requests of a rename over partitions, one for each step. What is kept under an id is no entity before it has arrived.
 *
 * @param there what is written to the new partition
 * @param left what is written to the old one
 */
record MoveSteps(OpenStore<?> open, Acknowledged there, Acknowledged left) {

    private static final long PERMIT_MILLIS = 30_000;
    private static final HashFields FIELDS = HashFields.of(List.of(
            new byte[] {0, 'v'}, new byte[] {0, 'r'}, new byte[] {0, 'm'}, new byte[] {0, 'w'}, new byte[] {0, 'c'}));

    /**
     * @param asked how many replicas are to have each step that writes the entity; null to ask none
     */
    MoveSteps(OpenStore<?> open, @Nullable Durability asked) {
        this(open, new Acknowledged(open.executor(), asked), new Acknowledged(open.executor(), asked));
    }

    /** Steps that wait for no replicas. */
    MoveSteps(OpenStore<?> open) {
        this(open, null);
    }

    /**
     * What is kept under an id says of the rename.
     *
     * @param token its token
     * @param source where the entity is or was
     * @param writeId its write id, null for none
     * @param handed values that are unique in all partitions
     */
    record Mark(String token, Located source, @Nullable String writeId, List<HandOver.Handed> handed) {

        /** What its outcome is remembered by. */
        String name() {
            return writeId == null ? token : writeId;
        }

        Mark with(List<HandOver.Handed> values) {
            return new Mark(token, source, writeId, values);
        }
    }

    /**
     * What is stored under the new id.
     *
     * @param version of an entity, null where none is
     * @param mark of what is kept for one, null where nothing is
     * @param lastId the id that the entity had before, null for none
     */
    record Target(@Nullable Long version, @Nullable Mark mark, byte @Nullable [] lastId) {}

    Mono<MoveReply> pack(Located source, @Nullable Long expected, String token) {
        PartitionKeys partition = open.keys().partition(source.partition());
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

    Mono<MoveReply> stage(Located target, Mark mark, String life, MoveReply.Packed packed) {
        List<byte[]> keys = keysOf(target, outcome(target, mark.name()));
        WriteContext context = open.writeContext(target.partition()).named(mark.writeId());
        return there.execute(Requests.script(
                        open.scripts().moves().stage(),
                        keys,
                        MoveScripts.stageArguments(
                                context,
                                bytes(mark),
                                target.id(),
                                life,
                                HandOver.Handed.toBytes(mark.handed()),
                                under(target, packed))))
                .doOnNext(this::requireSound);
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

    Mono<MoveReply> depart(Mark mark, Located target, byte[] digest) {
        Located source = mark.source();
        List<byte[]> keys =
                keysOf(source, open.keys().partition(source.partition()).permit(mark.token()));
        WriteContext context = open.writeContext(source.partition()).named(mark.writeId());
        return left.execute(Requests.repeatableScript(
                        open.scripts().moves().depart(),
                        keys,
                        MoveScripts.departArguments(context, mark.token(), digest, source.id(), target.id())))
                .doOnNext(this::requireSound);
    }

    Mono<MoveReply> arrive(Located target, Mark mark, long after) {
        List<byte[]> keys = entityKeys(target);
        keys.add(outcome(target, mark.name()));
        keys.add(ways(target.partition()));
        WriteContext context = open.writeContext(target.partition());
        return there.execute(Requests.repeatableScript(
                        open.scripts().moves().arrive(),
                        keys,
                        MoveScripts.arriveArguments(context, mark.token(), after, target.id(), open.writeIdMillis())))
                .doOnNext(this::requireSound);
    }

    /** Asks what came of a rename. */
    Mono<MoveReply> ask(Located target, Mark mark) {
        return tell(target, mark.name(), MoveScripts.askArguments(mark.name()));
    }

    /** Has it remembered what came of a named rename, unless something else came of it before. */
    Mono<MoveReply> remember(Located target, String writeId, List<String> outcome) {
        return tell(target, writeId, MoveScripts.outcomeArguments(writeId, open.writeIdMillis(), outcome));
    }

    private Mono<MoveReply> tell(Located target, String name, List<byte[]> arguments) {
        List<byte[]> keys = List.of(open.entityKey(target), outcome(target, name));
        return send(Requests.repeatableScript(MoveScripts.TELL, keys, arguments));
    }

    private byte[] outcome(Located target, String name) {
        return open.keys().partition(target.partition()).token(name, target.id());
    }

    Mono<MoveReply> fence(int partition, String token) {
        List<byte[]> keys = List.of(open.keys().partition(partition).permit(token), ways(partition));
        return send(Requests.repeatableScript(MoveScripts.FENCE, keys, MoveScripts.tokenArguments(token)));
    }

    Mono<MoveReply> drop(Located target, String token) {
        List<byte[]> keys = entityKeys(target);
        keys.addAll(open.attachmentKeys(target));
        keys.add(ways(target.partition()));
        return send(Requests.repeatableScript(
                open.scripts().moves().drop(), keys, MoveScripts.dropArguments(token, target.id())));
    }

    Mono<MoveReply> settle(int partition, String token) {
        return send(settling(partition, token));
    }

    private Request<MoveReply> settling(int partition, String token) {
        return Requests.repeatableScript(
                MoveScripts.SETTLE, List.of(ways(partition)), MoveScripts.tokenArguments(token));
    }

    /** Asks the replicas of a partition to which this call has sent nothing that matters, since an earlier one did. */
    Mono<Void> acknowledged(Located source, Located target) {
        return asked(left, source).then(Mono.defer(() -> asked(there, target)));
    }

    private Mono<Void> asked(Acknowledged side, Located one) {
        return side.isDue()
                ? side.execute(settling(one.partition(), WriteIds.next())).then()
                : Mono.empty();
    }

    private List<byte[]> keysOf(Located one, byte[] more) {
        List<byte[]> keys = entityKeys(one);
        keys.addAll(open.attachmentKeys(one));
        keys.add(more);
        keys.add(ways(one.partition()));
        return keys;
    }

    /** Those of a write without what frees or reserves values that are unique in all partitions: these are handed over. */
    private List<byte[]> entityKeys(Located one) {
        PartitionKeys partition = open.keys().partition(one.partition());
        List<byte[]> keys = partition.all(one.id());
        if (open.model().expires()) {
            keys.add(partition.expiry());
        }
        return keys;
    }

    byte[] ways(int partition) {
        return open.keys().partition(partition).ways();
    }

    Mono<Target> look(Located target) {
        return open.executor()
                .execute(Role.WRITE, Requests.hashFields(open.entityKey(target), FIELDS))
                .map(values -> new Target(version(values.get(0)), mark(target, values), values.get(1)));
    }

    private static @Nullable Long version(byte @Nullable [] text) {
        return text == null ? null : (Long) Long.parseLong(new String(text, StandardCharsets.US_ASCII));
    }

    /** A mark as the layout has it: token and old id, with a colon between. */
    private static byte[] bytes(Mark mark) {
        byte[] id = mark.source().id();
        byte[] begin = (mark.token() + ":").getBytes(StandardCharsets.US_ASCII);
        byte[] bytes = Arrays.copyOf(begin, begin.length + id.length);
        System.arraycopy(id, 0, bytes, begin.length, id.length);
        return bytes;
    }

    private @Nullable Mark mark(Located target, List<byte @Nullable []> values) {
        byte[] mark = values.get(2);
        if (mark == null) {
            return null;
        }
        int colon = 0;
        while (colon < mark.length && mark[colon] != ':') {
            colon++;
        }
        if (colon == mark.length) {
            throw new StoredDataException(
                    open.model().name() + " " + RenameDraft.text(target.id()) + " is kept for a rename of another form",
                    null);
        }
        byte[] name = values.get(3);
        return new Mark(
                new String(mark, 0, colon, StandardCharsets.US_ASCII),
                open.locate(Arrays.copyOfRange(mark, colon + 1, mark.length)),
                name == null ? null : new String(name, StandardCharsets.US_ASCII),
                HandOver.Handed.ofBytes(values.get(4)));
    }

    private Mono<MoveReply> send(Request<MoveReply> request) {
        return open.executor().execute(Role.WRITE, request).doOnNext(this::requireSound);
    }

    private void requireSound(MoveReply reply) {
        if (reply instanceof MoveReply.EpochChanged changed) {
            throw WriteResults.epochChanged(open.model().name(), changed.actual());
        }
        if (reply instanceof MoveReply.Corrupt corrupt) {
            throw WriteResults.corrupt(corrupt.key(), corrupt.detail());
        }
    }
}
