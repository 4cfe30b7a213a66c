package dev.cress.connection;

import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.protocol.CommandArgs;
import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Arguments of a call of a script. The driver has an object for each of the first ones, to the first key, which chooses the node; all others are written as they are. */
final class CallArguments extends CommandArgs<byte[], byte[]> {

    private static final byte[] LINE = ascii("\r\n");
    /** What stands before an argument of so many bytes. */
    private static final byte[][] BEFORE =
            IntStream.range(0, 256).mapToObj(CallArguments::before).toArray(byte[][]::new);

    private final List<byte[]> more;

    /**
     * @param script text or name of the script
     * @param keys how many keys there are
     * @param key the first of them
     * @param most how many more arguments there are at most
     */
    CallArguments(String script, int keys, byte[] key, int most) {
        super(ByteArrayCodec.INSTANCE);
        add(script).add(keys).addKey(key);
        this.more = new ArrayList<>(most);
    }

    /** Adds keys or arguments. */
    CallArguments addMore(List<byte[]> values) {
        more.addAll(values);
        return this;
    }

    CallArguments addMore(byte[] value) {
        more.add(value);
        return this;
    }

    CallArguments addMore(int value) {
        return addMore(ascii(Integer.toString(value)));
    }

    @Override
    public int count() {
        return super.count() + more.size();
    }

    @Override
    public void encode(ByteBuf buffer) {
        super.encode(buffer);
        for (byte[] value : more) {
            buffer.writeBytes(value.length < BEFORE.length ? BEFORE[value.length] : before(value.length));
            buffer.writeBytes(value).writeBytes(LINE);
        }
    }

    private static byte[] before(int length) {
        return ascii("$" + length + "\r\n");
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
