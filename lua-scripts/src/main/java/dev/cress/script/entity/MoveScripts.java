package dev.cress.script.entity;

import dev.cress.script.LuaScript;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The scripts by which an entity gets an id of another partition, step by step; and their arguments. */
public final class MoveScripts {

    /** Tells everything that is stored of an entity. */
    public static final LuaScript<MoveReply> PACK =
            load("move/pack", Set.of("PACKED", "MISSING", "VERSION", "EPOCH", "ORPHANED", "ARRIVING", "CORRUPT"));

    /** Keeps it under the new id. */
    public static final LuaScript<MoveReply> STAGE = load(
            "move/stage",
            Set.of("STAGED", "TOLD", "RESERVE", "EXISTS", "ARRIVING", "UNIQUE", "EPOCH", "ORPHANED", "CORRUPT"));

    /** Removes it under the old id. */
    public static final LuaScript<MoveReply> DEPART =
            load("move/depart", Set.of("DEPARTED", "FENCED", "CHANGED", "EPOCH", "CORRUPT"));

    /** Makes an entity of what is kept. */
    public static final LuaScript<MoveReply> ARRIVE =
            load("move/arrive", Set.of("RENAMED", "GONE", "UNIQUE", "EPOCH", "CORRUPT"));

    /** Tells what came of a rename, or remembers it. */
    public static final LuaScript<MoveReply> TELL = load("move/tell", Set.of("TOLD", "NONE", "ARRIVING"));

    /** Tells whether it was removed under the old id, and sees to it that it will not be. */
    public static final LuaScript<MoveReply> FENCE = load("move/fence", Set.of("DEPARTED", "FENCED"));

    /** Removes what is kept. */
    public static final LuaScript<MoveReply> DROP = load("move/drop", Set.of("DONE"));

    /** Forgets that an entity has left. */
    public static final LuaScript<MoveReply> SETTLE = load("move/settle", Set.of("DONE"));

    /** Tells who came to a partition last, and what is kept there. */
    public static final LuaScript<ArrivalsReply> ARRIVALS = LuaScript.load("move/arrivals", ArrivalsReply::decode);

    private final LuaScript<MoveReply> pack;
    private final LuaScript<MoveReply> stage;
    private final LuaScript<MoveReply> depart;
    private final LuaScript<MoveReply> arrive;
    private final LuaScript<MoveReply> drop;

    /**
     * The scripts for a type.
     *
     * @param schema the type
     */
    public MoveScripts(WriteSchema schema) {
        this.pack = PACK.withConstants(schema.constants().forPack());
        this.stage = STAGE.withConstants(schema.constants().forStage());
        this.depart = DEPART.withConstants(schema.constants().forDeparture());
        this.arrive = ARRIVE.withConstants(schema.constants().forArrival());
        this.drop = DROP.withConstants(schema.constants().forStaged());
    }

    private static LuaScript<MoveReply> load(String name, Set<String> tags) {
        return LuaScript.load(name, reply -> MoveReply.decode(reply, tags));
    }

    /** {@return what tells everything that is stored of an entity} */
    public LuaScript<MoveReply> pack() {
        return pack;
    }

    /** {@return what keeps it under the new id} */
    public LuaScript<MoveReply> stage() {
        return stage;
    }

    /** {@return what removes it under the old id} */
    public LuaScript<MoveReply> depart() {
        return depart;
    }

    /** {@return what makes an entity of what is kept} */
    public LuaScript<MoveReply> arrive() {
        return arrive;
    }

    /** {@return what removes what is kept} */
    public LuaScript<MoveReply> drop() {
        return drop;
    }

    /**
     * Arguments of {@link #pack}.
     *
     * @param epoch epoch of the layout that the client works with
     * @param expected version that must be stored, null for any
     * @param id id of the entity
     * @param millis how long the entity is permitted to leave
     * @return the arguments after the keys
     */
    public static List<byte[]> packArguments(long epoch, @Nullable Long expected, byte[] id, long millis) {
        return new Arguments(4)
                .add(epoch)
                .add(expected == null ? "" : expected.toString())
                .add(id)
                .add(millis)
                .toList();
    }

    /**
     * Arguments of {@link #stage}.
     *
     * @param context epoch, and name of the rename
     * @param mark token and old id, as the script's contract has them
     * @param other the new id
     * @param life what is to become of its life, as the contract of a save has it; empty to keep it
     * @param handed values that are unique in all partitions with the tokens of their reservations, as the client wants it kept; empty to be told the values
     * @param packed what is stored of it
     * @return the arguments after the keys
     */
    public static List<byte[]> stageArguments(
            WriteContext context, byte[] mark, byte[] other, String life, byte[] handed, MoveReply.Packed packed) {
        Arguments arguments = new Arguments(7 + packed.fields().size())
                .add(context.epoch())
                .add(mark)
                .add(other)
                .add(life)
                .add(context.writeId())
                .add(handed)
                .add(packed.fields().size() / 2);
        packed.fields().forEach(arguments::add);
        packed.dumps().forEach(arguments::add);
        return arguments.toList();
    }

    /**
     * Arguments of {@link #depart}.
     *
     * @param context partition, epoch, retention, doorbell and name of the rename
     * @param token of the rename
     * @param digest of what is stored of the entity
     * @param id its id
     * @param other its new id
     * @return the arguments after the keys
     */
    public static List<byte[]> departArguments(
            WriteContext context, String token, byte[] digest, byte[] id, byte[] other) {
        return new Arguments(9)
                .add(context.epoch())
                .add(token)
                .add(digest)
                .add(id)
                .add(other)
                .add(context.writeId())
                .add(context.retention())
                .add(context.channel())
                .add(context.partition())
                .toList();
    }

    /**
     * Arguments of {@link #arrive}.
     *
     * @param context partition, epoch, retention and doorbell
     * @param token of the rename
     * @param after version with which the entity has left
     * @param id its new id
     * @param millis how long it is remembered
     * @return the arguments after the keys
     */
    public static List<byte[]> arriveArguments(WriteContext context, String token, long after, byte[] id, long millis) {
        return new Arguments(8)
                .add(context.epoch())
                .add(token)
                .add(after)
                .add(id)
                .add(millis)
                .add(context.retention())
                .add(context.channel())
                .add(context.partition())
                .toList();
    }

    /**
     * Arguments of {@link #drop}.
     *
     * @param token of the rename
     * @param id the new id
     * @return the arguments after the keys
     */
    public static List<byte[]> dropArguments(String token, byte[] id) {
        return new Arguments(2).add(token).add(id).toList();
    }

    /**
     * Arguments of {@link #TELL} that ask only.
     *
     * @param name write id, or token, of the rename
     * @return the arguments after the keys
     */
    public static List<byte[]> askArguments(String name) {
        return new Arguments(2).add(name).add(1).toList();
    }

    /**
     * Arguments of {@link #TELL} that have an outcome remembered.
     *
     * @param writeId of the rename
     * @param millis how long it is remembered
     * @param outcome what the script tells from then on
     * @return the arguments after the keys
     */
    public static List<byte[]> outcomeArguments(String writeId, long millis, List<String> outcome) {
        Arguments arguments = new Arguments(2 + outcome.size()).add(writeId).add(millis);
        outcome.forEach(arguments::add);
        return arguments.toList();
    }

    /**
     * Arguments of {@link #FENCE} and {@link #SETTLE}.
     *
     * @param token of the rename
     * @return the arguments after the keys
     */
    public static List<byte[]> tokenArguments(String token) {
        return new Arguments(1).add(token).toList();
    }
}
