package dev.cress.testing.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RespFramesTests {

    private static final List<String> FRAMES = List.of(
            "+OK\r\n",
            "-ERR no\r\n",
            ":-1\r\n",
            "$5\r\na\r\nb\n\r\n",
            "$0\r\n\r\n",
            "$-1\r\n",
            "*-1\r\n",
            "*0\r\n",
            "*2\r\n*1\r\n$1\r\na\r\n%1\r\n+k\r\n~2\r\n:1\r\n:2\r\n",
            ">2\r\n+message\r\n$3\r\n*9\r\r\n",
            "_\r\n",
            "#t\r\n",
            ",1.5\r\n",
            "(123456789012345678901234567890\r\n",
            "=7\r\ntxt:a\r\n\r\n",
            "!3\r\nERR\r\n",
            "|1\r\n+ttl\r\n:5\r\n+OK\r\n",
            "PING\r\n",
            "$300000\r\n" + "x".repeat(300_000) + "\r\n");

    private static List<String> frames(String stream, int size) {
        EmbeddedChannel channel = new EmbeddedChannel(new RespFrames());
        byte[] bytes = stream.getBytes(StandardCharsets.ISO_8859_1);
        for (int from = 0; from < bytes.length; from += size) {
            channel.writeInbound(Unpooled.copiedBuffer(bytes, from, Math.min(size, bytes.length - from)));
        }
        List<String> frames = new ArrayList<>();
        for (ByteBuf frame = channel.readInbound(); frame != null; frame = channel.readInbound()) {
            frames.add(frame.toString(StandardCharsets.ISO_8859_1));
            frame.release();
        }
        channel.finishAndReleaseAll();
        return frames;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 64, 4096, 1 << 20})
    void findsWholeFramesHoweverTheyArrive(int size) {
        assertThat(frames(String.join("", FRAMES), size)).isEqualTo(FRAMES);
    }

    @Test
    void keepsAFrameThatIsNotWhole() {
        for (String frame : FRAMES.subList(0, FRAMES.size() - 1)) {
            assertThat(frames(frame.substring(0, frame.length() - 1), 100))
                    .as(frame)
                    .isEmpty();
        }
    }

    @Test
    void readsTheWordsOfACommand() {
        ProxiedCommand command = RespFrames.command(
                Unpooled.copiedBuffer("*3\r\n$3\r\nset\r\n$5\r\n\r\n*2\n\r\n$0\r\n\r\n", StandardCharsets.ISO_8859_1));
        assertThat(command.name()).isEqualTo("SET");
        assertThat(command.is("GET", "SET")).isTrue();
        assertThat(command.words()).hasSize(3);
        assertThat(command.words().get(1)).containsExactly('\r', '\n', '*', '2', '\n');
        assertThat(command.mentions("*2")).isTrue();
        assertThat(command.mentions("set")).isFalse();
        assertThat(command).hasToString("SET with 2 arguments");
    }

    @Test
    void readsInlineCommands() {
        assertThat(RespFrames.command(Unpooled.copiedBuffer("ping hello\r\n", StandardCharsets.ISO_8859_1))
                        .name())
                .isEqualTo("PING");
        assertThat(RespFrames.command(Unpooled.copiedBuffer("\r\n", StandardCharsets.ISO_8859_1))
                        .words())
                .isEmpty();
    }
}
