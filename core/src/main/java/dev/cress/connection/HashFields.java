package dev.cress.connection;

import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.protocol.CommandArgs;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.util.List;

/** Names of fields that are asked of many hashes: encoded once, and not for each of them. Immutable. */
public final class HashFields {

    private final int count;
    private final byte[] encoded;

    private HashFields(int count, byte[] encoded) {
        this.count = count;
        this.encoded = encoded;
    }

    /**
     * Names of fields.
     *
     * @param names at least one
     * @return the fields, in this order
     */
    public static HashFields of(List<byte[]> names) {
        CommandArgs<byte[], byte[]> arguments = Request.arguments();
        names.forEach(arguments::add);
        ByteBuf buffer = Unpooled.buffer();
        arguments.encode(buffer);
        return new HashFields(names.size(), ByteBufUtil.getBytes(buffer));
    }

    CommandArgs<byte[], byte[]> of(byte[] key) {
        return new Arguments(this).addKey(key);
    }

    /** A key, then the fields. */
    private static final class Arguments extends CommandArgs<byte[], byte[]> {

        private final HashFields fields;

        private Arguments(HashFields fields) {
            super(ByteArrayCodec.INSTANCE);
            this.fields = fields;
        }

        @Override
        public int count() {
            return super.count() + fields.count;
        }

        @Override
        public void encode(ByteBuf buffer) {
            super.encode(buffer);
            buffer.writeBytes(fields.encoded);
        }
    }
}
