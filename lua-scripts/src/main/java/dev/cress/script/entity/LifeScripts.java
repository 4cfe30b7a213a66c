package dev.cress.script.entity;

import dev.cress.script.LuaScript;
import dev.cress.script.ScriptReply;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The scripts of entities that can expire, beside those that save and delete; and their arguments. */
public final class LifeScripts {

    /** Changes the end of a life. */
    public static final LuaScript<TouchReply> TOUCH = LuaScript.load("entity/touch", TouchReply::decode);

    /** Removes what is left of an entity whose hash is gone. */
    public static final LuaScript<ForgetReply> FORGET = LuaScript.load("entity/forget", ForgetReply::decode);

    /** Tells which lives are over. */
    public static final LuaScript<DueReply> DUE = LuaScript.load("entity/due", DueReply::decode);

    /** Counts the entities whose life is not over. */
    public static final LuaScript<Long> COUNT = LuaScript.load("entity/count", reply -> number(reply, "COUNT"));

    /** Tells the time of a server as a hash of one field would, so that it can be asked together with hashes. */
    public static final LuaScript<List<byte @Nullable []>> CLOCK = LuaScript.load("entity/clock", LifeScripts::clock);

    private final LuaScript<TouchReply> touch;
    private final LuaScript<ForgetReply> forget;

    /**
     * The scripts for a type.
     *
     * @param schema the type, whose entities can expire
     */
    public LifeScripts(WriteSchema schema) {
        this.touch = TOUCH.withConstants(schema.constants().forTouch());
        this.forget = FORGET.withConstants(schema.constants().forForget());
    }

    /** {@return what changes the end of a life} */
    public LuaScript<TouchReply> touch() {
        return touch;
    }

    /** {@return what removes what is left of an entity whose hash is gone} */
    public LuaScript<ForgetReply> forget() {
        return forget;
    }

    /**
     * Arguments of {@link #touch}.
     *
     * @param epoch epoch of the layout that the client works with
     * @param id id of the entity
     * @param life what is to become of its life, as the script's contract has it
     * @return the arguments after the keys
     */
    public static List<byte[]> touchArguments(long epoch, byte[] id, String life) {
        return new Arguments(3).add(epoch).add(id).add(life).toList();
    }

    /**
     * Arguments of {@link #forget}.
     *
     * @param context partition, epoch, retention and doorbell
     * @param id id of the entity
     * @param entries what was found of it in indexes
     * @return the arguments after the keys
     */
    public static List<byte[]> forgetArguments(WriteContext context, byte[] id, List<Entry> entries) {
        Arguments arguments = new Arguments(5 + 2 * entries.size())
                .add(context.epoch())
                .add(id)
                .add(context.retention())
                .add(context.channel())
                .add(context.partition());
        entries.forEach(entry -> arguments.add(entry.index() + 1L).add(entry.member()));
        return arguments.toList();
    }

    /**
     * Arguments of {@link #DUE}.
     *
     * @param sweeper name of who sweeps; empty for one that takes no lease
     * @param millis how long it has the partition
     * @param skip entities to pass over
     * @param most entities to tell at most
     * @return the arguments after the keys
     */
    public static List<byte[]> dueArguments(String sweeper, long millis, int skip, int most) {
        return new Arguments(4).add(sweeper).add(millis).add(skip).add(most).toList();
    }

    private static List<byte @Nullable []> clock(ScriptReply reply) {
        List<byte @Nullable []> values = new ArrayList<>();
        values.add(Long.toString(number(reply, "NOW")).getBytes(StandardCharsets.US_ASCII));
        return values;
    }

    private static long number(ScriptReply reply, String tag) {
        if (!reply.tag().equals(tag)) {
            throw reply.unexpected();
        }
        return reply.number(1);
    }

    /**
     * Something in an index that belongs to an entity.
     *
     * @param index position of the index among those of the type
     * @param member member of a sorted set, or field of a claim
     */
    public record Entry(int index, byte[] member) {}
}
