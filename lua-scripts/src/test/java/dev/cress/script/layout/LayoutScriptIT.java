package dev.cress.script.layout;

import static dev.cress.script.Bytes.utf8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cress.script.BothDialects;
import dev.cress.script.Bytes;
import dev.cress.script.Dialect;
import dev.cress.script.ScriptServer;
import dev.cress.script.layout.LayoutReply.Corrupt;
import dev.cress.script.layout.LayoutReply.Layout;
import dev.cress.testing.RedisEnvironment;
import dev.cress.testing.RedisTest;
import io.lettuce.core.RedisFuture;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;

@RedisTest
class LayoutScriptIT {

    private final ScriptServer server;
    private final String namespace;
    private final byte[] key;

    LayoutScriptIT(RedisEnvironment redis) {
        server = ScriptServer.of(redis);
        namespace = redis.newNamespace();
        key = utf8(namespace + ":{06}:person:layout");
    }

    @AfterEach
    void close() {
        server.close();
    }

    private LayoutReply open(Dialect dialect, int partitions, String indexes) {
        return server.run(
                LayoutScript.SCRIPT, dialect, List.of(key), LayoutScript.arguments(partitions, "crc32c", "1", indexes));
    }

    @BothDialects
    void writesTheRecordOfTheFirstCaller(Dialect dialect) {
        Layout first = new Layout(4, "crc32c", "1", 1, "age=double,name=text");

        assertThat(open(dialect, 4, "age=double,name=text")).isEqualTo(first);
        assertThat(server.dump(namespace).values())
                .containsExactly(Map.of(
                        "partitions",
                        "4",
                        "hash",
                        "crc32c",
                        "encoding",
                        "1",
                        "epoch",
                        "1",
                        "indexes",
                        "age=double,name=text"));
    }

    @BothDialects
    void answersEveryLaterCallerWithTheRecord(Dialect dialect) {
        LayoutReply first = open(dialect, 4, "name=text");
        Map<String, Object> before = server.dump(namespace);

        assertThat(open(dialect, 4, "name=text")).isEqualTo(first);
        assertThat(open(dialect, 16, "")).isEqualTo(first);
        assertThat(server.dump(namespace)).isEqualTo(before);
    }

    @BothDialects
    void takesAModelWithoutIndexes(Dialect dialect) {
        assertThat(open(dialect, 1, "")).isEqualTo(new Layout(1, "crc32c", "1", 1, ""));
    }

    @BothDialects
    void refusesAKeyOfAnotherType(Dialect dialect) {
        server.commands().set(key, utf8("foreign"));
        Map<String, Object> before = server.dump(namespace);

        assertThat(open(dialect, 1, "")).isEqualTo(new Corrupt(Bytes.show(key), "holds a string where a hash belongs"));
        assertThat(server.dump(namespace)).isEqualTo(before);
    }

    @BothDialects
    void refusesARecordThatLacksAField(Dialect dialect) {
        for (String field : List.of("partitions", "hash", "encoding", "epoch", "indexes")) {
            server.commands().del(key);
            open(dialect, 1, "");
            server.commands().hdel(key, utf8(field));
            Map<String, Object> before = server.dump(namespace);

            assertThat(open(dialect, 1, ""))
                    .isEqualTo(new Corrupt(Bytes.show(key), "lacks a field of the layout record"));
            assertThat(server.dump(namespace)).isEqualTo(before);
        }
    }

    @BothDialects
    void allOfManyCallersGetTheSameRecord(Dialect dialect) throws Exception {
        Set<String> partitions = new HashSet<>();
        for (RedisFuture<List<Object>> reply : IntStream.range(0, 15)
                .parallel()
                .mapToObj(i -> server.send(
                        LayoutScript.SCRIPT, dialect, List.of(key), LayoutScript.arguments(1 << i, "crc32c", "1", "")))
                .toList()) {
            partitions.add(Bytes.show((byte[]) reply.get().get(1)));
        }

        assertThat(partitions).hasSize(1);
    }
}
