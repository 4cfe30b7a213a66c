package dev.cress.connection;

import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.output.IntegerOutput;
import io.lettuce.core.output.NestedMultiOutput;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.CommandType;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** The commands for streams. */
public final class StreamRequests {

    private static final ByteArrayCodec CODEC = ByteArrayCodec.INSTANCE;

    private StreamRequests() {}

    /**
     * {@code XRANGE} after an entry.
     *
     * @param key stream
     * @param time first part of the id after which to start
     * @param sequence second part of it
     * @param count most entries to return
     * @return the entries that follow
     */
    public static Request<List<StreamEntry>> entriesAfter(byte[] key, long time, long sequence, int count) {
        CommandArgs<byte[], byte[]> args = Request.arguments()
                .addKey(key)
                .add("(" + time + "-" + sequence)
                .add("+")
                .add("COUNT")
                .add(count);
        return Request.read(CommandType.XRANGE, args, () -> new NestedMultiOutput<>(CODEC), StreamRequests::entries);
    }

    /**
     * The last entry of a stream: {@code XREVRANGE … COUNT 1}.
     *
     * @param key stream
     * @return one entry, none when the stream is empty
     */
    public static Request<List<StreamEntry>> lastEntry(byte[] key) {
        return lastEntry(key, "+");
    }

    /**
     * The last entry of a stream before a time: {@code XREVRANGE … COUNT 1}.
     *
     * @param key stream
     * @param time first part of an id
     * @return the last entry whose id begins with less, none when there is none
     */
    public static Request<List<StreamEntry>> lastEntryBefore(byte[] key, long time) {
        return lastEntry(key, "(" + Math.max(1, time) + "-0"); // before 1 there is nothing, and before 0 no range
    }

    private static Request<List<StreamEntry>> lastEntry(byte[] key, String end) {
        CommandArgs<byte[], byte[]> args =
                Request.arguments().addKey(key).add(end).add("-").add("COUNT").add(1);
        return Request.read(CommandType.XREVRANGE, args, () -> new NestedMultiOutput<>(CODEC), StreamRequests::entries);
    }

    /**
     * {@code XTRIM … MAXLEN}.
     *
     * @param key stream
     * @param count how many entries stay
     * @return number of entries removed
     */
    public static Request<Long> trimToCount(byte[] key, long count) {
        return trim(key, "MAXLEN", Long.toString(count));
    }

    /**
     * {@code XTRIM … MINID}.
     *
     * @param key stream
     * @param time first part of the least id that stays
     * @return number of entries removed
     */
    public static Request<Long> trimBefore(byte[] key, long time) {
        return trim(key, "MINID", time + "-0");
    }

    private static Request<Long> trim(byte[] key, String strategy, String threshold) {
        CommandArgs<byte[], byte[]> args =
                Request.arguments().addKey(key).add(strategy).add(threshold);
        return Request.read(CommandType.XTRIM, args, () -> new IntegerOutput<>(CODEC), n -> n);
    }

    /**
     * {@code XDEL}.
     *
     * @param key stream
     * @param time first part of the entry's id
     * @param sequence second part of it
     * @return number of entries removed
     */
    public static Request<Long> deleteEntry(byte[] key, long time, long sequence) {
        return Request.read(
                CommandType.XDEL,
                Request.arguments().addKey(key).add(time + "-" + sequence),
                () -> new IntegerOutput<>(CODEC),
                n -> n);
    }

    private static List<StreamEntry> entries(List<Object> reply) {
        List<StreamEntry> entries = new ArrayList<>(reply.size());
        for (Object element : reply) {
            List<?> entry = (List<?>) element;
            String id = new String((byte[]) Objects.requireNonNull(entry.get(0)), StandardCharsets.US_ASCII);
            int dash = id.indexOf('-');
            List<byte[]> fields = new ArrayList<>();
            ((List<?>) Objects.requireNonNull(entry.get(1))).forEach(field -> fields.add((byte[]) field));
            entries.add(new StreamEntry(
                    Long.parseLong(id.substring(0, dash)), Long.parseLong(id.substring(dash + 1)), fields));
        }
        return entries;
    }
}
