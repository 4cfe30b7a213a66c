package dev.cress.connection;

import dev.cress.codec.Doubles;
import dev.cress.geo.GeoPoint;
import dev.cress.script.LuaScript;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.output.CommandOutput;
import io.lettuce.core.output.DoubleListOutput;
import io.lettuce.core.output.IntegerOutput;
import io.lettuce.core.output.NestedMultiOutput;
import io.lettuce.core.output.StatusOutput;
import io.lettuce.core.output.ValueListOutput;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.CommandType;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The commands that Cress sends, but for {@linkplain StreamRequests those for streams}. */
public final class Requests {

    private static final ByteArrayCodec CODEC = ByteArrayCodec.INSTANCE;
    private static final byte[] LIMIT = ascii("LIMIT");
    private static final byte[] ZERO = ascii("0");

    private Requests() {}

    /**
     * A script. Sent once at most if it writes: see {@link RedisExecutor#execute}.
     *
     * @param script the script
     * @param keys every key that it touches, all in one slot
     * @param arguments its arguments
     * @param <R> decoded reply
     * @return the request
     */
    public static <R> Request<R> script(LuaScript<R> script, List<byte[]> keys, List<byte[]> arguments) {
        return script(script, keys, arguments, script.readOnly(), !script.readOnly());
    }

    /**
     * A script whose effect shows once however often it runs, so that a lost reply is no reason to give up.
     *
     * @param script the script
     * @param keys every key that it touches, all in one slot
     * @param arguments its arguments
     * @param <R> decoded reply
     * @return the request
     */
    public static <R> Request<R> repeatableScript(LuaScript<R> script, List<byte[]> keys, List<byte[]> arguments) {
        return script(script, keys, arguments, true, false);
    }

    /**
     * A script with a token, {@link LuaScript#once}: sent again when its reply was lost, and of unknown outcome if no reply comes until the deadline.
     *
     * @param script the wrapped script
     * @param keys every key that it touches, all in one slot, the token's last
     * @param arguments its arguments, the last being for how many milliseconds the token is kept
     * @param <R> decoded reply
     * @return the request
     */
    public static <R> Request<R> onceScript(LuaScript<R> script, List<byte[]> keys, List<byte[]> arguments) {
        return script(script, keys, arguments, true, true);
    }

    private static <R> Request<R> script(
            LuaScript<R> script, List<byte[]> keys, List<byte[]> arguments, boolean idempotent, boolean writes) {
        return Request.script(
                new ScriptCall<>(script, keys, arguments),
                () -> new NestedMultiOutput<>(CODEC),
                reply -> script.decode((List<?>) reply),
                idempotent,
                writes);
    }

    /**
     * {@code HMGET}.
     *
     * @param key hash
     * @param fields what to ask for
     * @return their values in this order, null for a missing one
     */
    public static Request<List<byte @Nullable []>> hashFields(byte[] key, HashFields fields) {
        return Request.read(CommandType.HMGET, fields.of(key), Requests::valueList, values -> values);
    }

    /**
     * {@code HSCAN}.
     *
     * @param key hash
     * @param cursor "0" for the first page
     * @param count about how many fields
     * @return a page
     */
    public static Request<HashPage> hashPage(byte[] key, String cursor, int count) {
        return Request.read(
                CommandType.HSCAN,
                Request.arguments().addKey(key).add(cursor).add("COUNT").add(count),
                () -> new NestedMultiOutput<>(CODEC),
                Requests::hashPage);
    }

    private static HashPage hashPage(List<Object> reply) {
        List<byte[]> fields = new ArrayList<>();
        ((List<?>) Objects.requireNonNull(reply.get(1))).forEach(field -> fields.add((byte[]) field));
        return new HashPage(
                new String((byte[]) Objects.requireNonNull(reply.get(0)), StandardCharsets.US_ASCII), fields);
    }

    /**
     * {@code HEXISTS}.
     *
     * @param key hash
     * @param field a field
     * @return whether it exists
     */
    public static Request<Boolean> hashFieldExists(byte[] key, byte[] field) {
        return Request.read(
                CommandType.HEXISTS,
                Request.arguments().addKey(key).add(field),
                () -> new IntegerOutput<>(CODEC),
                n -> n == 1);
    }

    /**
     * {@code TYPE}.
     *
     * @param key any key
     * @return whether there is something
     */
    public static Request<Boolean> keyExists(byte[] key) {
        return Request.read(
                CommandType.TYPE,
                Request.arguments().addKey(key),
                () -> new StatusOutput<>(CODEC),
                type -> !type.equals("none"));
    }

    /**
     * {@code ZCARD}.
     *
     * @param key sorted set
     * @return number of members
     */
    public static Request<Long> sortedSetSize(byte[] key) {
        return Request.read(
                CommandType.ZCARD, Request.arguments().addKey(key), () -> new IntegerOutput<>(CODEC), n -> n);
    }

    /**
     * {@code ZLEXCOUNT}.
     *
     * @param key sorted set of one score
     * @param range bytes of the members
     * @return number of members in the range
     */
    public static Request<Long> countInRange(byte[] key, ByteRange range) {
        return Request.read(
                CommandType.ZLEXCOUNT,
                Request.arguments()
                        .addKey(key)
                        .add(bound(range.lowerInclusive(), range.lower()))
                        .add(upper(range)),
                () -> new IntegerOutput<>(CODEC),
                n -> n);
    }

    /**
     * {@code ZRANGEBYLEX}, or {@code ZREVRANGEBYLEX}.
     *
     * @param key sorted set of one score
     * @param range bytes of the members
     * @param direction which end comes first
     * @param count most members to return
     * @return the first members of the range
     */
    public static Request<List<byte[]>> membersInRange(byte[] key, ByteRange range, Direction direction, int count) {
        byte[] lower = bound(range.lowerInclusive(), range.lower());
        boolean ascending = direction == Direction.ASCENDING;
        CommandArgs<byte[], byte[]> args = Request.arguments()
                .addKey(key)
                .add(ascending ? lower : upper(range))
                .add(ascending ? upper(range) : lower)
                .add(LIMIT)
                .add(ZERO)
                .add(count);
        CommandType type = ascending ? CommandType.ZRANGEBYLEX : CommandType.ZREVRANGEBYLEX;
        return Request.read(type, args, () -> new ValueListOutput<>(CODEC), members -> members);
    }

    /**
     * {@code ZMSCORE}.
     *
     * @param key sorted set
     * @param members possible members
     * @return for each whether it is one
     */
    public static Request<boolean[]> contains(byte[] key, List<byte[]> members) {
        CommandArgs<byte[], byte[]> args = Request.arguments().addKey(key);
        members.forEach(args::add);
        return Request.read(CommandType.ZMSCORE, args, () -> new DoubleListOutput<>(CODEC), scores -> {
            boolean[] contained = new boolean[scores.size()];
            for (int i = 0; i < contained.length; i++) {
                contained[i] = scores.get(i) != null;
            }
            return contained;
        });
    }

    /**
     * {@code GEOSEARCH … BYRADIUS … ASC WITHDIST}.
     *
     * @param key geo set
     * @param center middle of the circle
     * @param metres radius
     * @param count most hits to return
     * @return the nearest members in the circle, nearest first
     */
    public static Request<List<GeoHit>> near(byte[] key, GeoPoint center, double metres, int count) {
        CommandArgs<byte[], byte[]> args = Request.arguments()
                .addKey(key)
                .add("FROMLONLAT")
                .add(center.longitude())
                .add(center.latitude())
                .add("BYRADIUS")
                .add(metres)
                .add("m")
                .add("ASC")
                .add("COUNT")
                .add(count)
                .add("WITHDIST");
        return Request.read(CommandType.GEOSEARCH, args, () -> new NestedMultiOutput<>(CODEC), Requests::geoHits);
    }

    /**
     * {@code PUBLISH}, or {@code SPUBLISH}. Sent once at most.
     *
     * @param topic a channel or a shard channel
     * @param message the message
     * @return number of subscribers that the node which took it has reached
     */
    public static Request<Long> publish(Topic topic, byte[] message) {
        byte[] channel = topic.name().getBytes(StandardCharsets.UTF_8);
        CommandType command = topic.kind() == Topic.Kind.SHARD ? CommandType.SPUBLISH : CommandType.PUBLISH;
        CommandArgs<byte[], byte[]> args = Request.arguments().addKey(channel).add(message);
        return Request.effect(command, args, () -> new IntegerOutput<>(CODEC), n -> n);
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private static CommandOutput<byte[], byte[], List<byte @Nullable []>> valueList() {
        return (CommandOutput) new ValueListOutput<>(CODEC);
    }

    private static List<GeoHit> geoHits(List<Object> reply) {
        List<GeoHit> hits = new ArrayList<>(reply.size());
        for (Object element : reply) {
            List<?> hit = (List<?>) element;
            Object distance = hit.get(1);
            double metres = distance instanceof Double d
                    ? d
                    : Doubles.parse(new String((byte[]) Objects.requireNonNull(distance), StandardCharsets.US_ASCII));
            hits.add(new GeoHit((byte[]) Objects.requireNonNull(hit.get(0)), metres));
        }
        return hits;
    }

    private static byte[] upper(ByteRange range) {
        return range.upper() == null ? new byte[] {'+'} : bound(false, range.upper());
    }

    private static byte[] bound(boolean inclusive, byte[] bytes) {
        byte[] bound = new byte[bytes.length + 1];
        bound[0] = (byte) (inclusive ? '[' : '(');
        System.arraycopy(bytes, 0, bound, 1, bytes.length);
        return bound;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
