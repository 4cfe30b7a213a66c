package dev.cress.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.lettuce.core.protocol.CommandArgs;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class HashFieldsTests {

    private static final byte[] KEY = "k\0😀".getBytes(StandardCharsets.UTF_8);
    private static final List<byte[]> NAMES =
            List.of(new byte[] {0, 'v'}, new byte[0], "größe\r\n".getBytes(StandardCharsets.UTF_8), new byte[70_000]);

    private static byte[] encoded(CommandArgs<byte[], byte[]> arguments) {
        ByteBuf buffer = Unpooled.buffer();
        arguments.encode(buffer);
        return ByteBufUtil.getBytes(buffer);
    }

    @Test
    void areWrittenAsIfEachWereAnArgument() {
        CommandArgs<byte[], byte[]> each = Request.arguments().addKey(KEY);
        NAMES.forEach(each::add);

        CommandArgs<byte[], byte[]> together = HashFields.of(NAMES).of(KEY);

        assertThat(encoded(together)).isEqualTo(encoded(each));
        assertThat(together.count()).isEqualTo(each.count());
        assertThat(together.getFirstEncodedKey()).isEqualTo(each.getFirstEncodedKey()); // which tells the slot
    }

    @Test
    void serveManyHashes() {
        HashFields fields = HashFields.of(NAMES);
        fields.of(KEY);

        assertThat(encoded(fields.of(new byte[] {'x'})))
                .startsWith("$1\r\nx\r\n$2\r\n\0v".getBytes(StandardCharsets.US_ASCII));
    }
}
