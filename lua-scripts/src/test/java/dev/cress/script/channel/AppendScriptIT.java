package dev.cress.script.channel;

import static dev.cress.script.Bytes.utf8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cress.script.BothDialects;
import dev.cress.script.Bytes;
import dev.cress.script.Dialect;
import dev.cress.script.ScriptServer;
import dev.cress.script.channel.AppendReply.Appended;
import dev.cress.script.channel.AppendReply.Corrupt;
import dev.cress.testing.RedisEnvironment;
import dev.cress.testing.RedisTest;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;

@RedisTest
class AppendScriptIT {

    private final ScriptServer server;
    private final String namespace;
    private final byte[] key;

    AppendScriptIT(RedisEnvironment redis) {
        server = ScriptServer.of(redis);
        namespace = redis.newNamespace();
        key = utf8(namespace + "::orders");
    }

    @AfterEach
    void close() {
        server.commands().del(key);
        server.close();
    }

    private AppendReply append(Dialect dialect, long retention, String payload) {
        return server.run(
                AppendScript.SCRIPT,
                dialect,
                List.of(key),
                AppendScript.arguments(retention, namespace + "::orders", utf8(payload)));
    }

    private List<Long> numbers() {
        return server.events(key).stream()
                .map(entry -> Long.parseLong(entry.get(0).substring(entry.get(0).indexOf('-') + 1)))
                .toList();
    }

    @BothDialects
    void numbersMessagesDenselyAndRings(Dialect dialect) throws Exception {
        BlockingQueue<String> rung = server.subscribe(namespace + "::orders");
        for (String payload : List.of("", "a\u0000b", "x".repeat(100_000))) {
            assertThat(append(dialect, 100, payload)).isInstanceOf(Appended.class);
            assertThat(rung.poll(5, TimeUnit.SECONDS)).isEmpty();
        }

        assertThat(numbers()).containsExactly(1L, 2L, 3L);
        assertThat(server.events(key))
                .allSatisfy(entry -> assertThat(entry.get(1)).isEqualTo("m"));
        assertThat(server.events(key).get(1).get(2)).isEqualTo(Bytes.show(utf8("a\u0000b")));
    }

    @BothDialects
    void keepsItsNumbersWhenTheStreamIsTrimmed(Dialect dialect) {
        for (int i = 1; i <= 900; i++) {
            append(dialect, 10, "m");
        }
        List<Long> kept = numbers();
        assertThat(kept).hasSizeBetween(10, 400).isSorted();
        assertThat(kept.get(kept.size() - 1)).isEqualTo(900);
        assertThat(kept.get(0)).isEqualTo(901 - kept.size());
    }

    @BothDialects
    void takesAnEntryFromTheFutureAsItsPredecessor(Dialect dialect) {
        server.commands()
                .xadd(key, new io.lettuce.core.XAddArgs().id("9007199254740000-41"), Map.of(utf8("m"), utf8("1")));

        append(dialect, 10, "2");

        assertThat(server.events(key).get(1).get(0)).isEqualTo("9007199254740000-42");
    }

    @BothDialects
    void refusesAKeyOfAnotherType(Dialect dialect) {
        server.commands().set(key, utf8("foreign"));
        Map<String, Object> before = server.dump(namespace);

        assertThat(append(dialect, 10, "m"))
                .isEqualTo(new Corrupt(Bytes.show(key), "holds a string where a stream belongs"));
        assertThat(server.dump(namespace)).isEqualTo(before);
    }

    @BothDialects
    void numbersRacingMessagesDensely(Dialect dialect) throws Exception {
        for (var reply : IntStream.range(0, 200)
                .parallel()
                .mapToObj(i -> server.send(
                        AppendScript.SCRIPT,
                        dialect,
                        List.of(key),
                        AppendScript.arguments(1_000, namespace + "::orders", utf8("m" + i))))
                .toList()) {
            assertThat(Bytes.show((byte[]) reply.get().get(0))).isEqualTo("APPENDED");
        }
        assertThat(numbers())
                .isEqualTo(
                        java.util.stream.LongStream.rangeClosed(1, 200).boxed().toList());
    }
}
