package dev.cress.script.entry;

import static dev.cress.script.Bytes.utf8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cress.script.BothDialects;
import dev.cress.script.Dialect;
import dev.cress.script.ScriptServer;
import dev.cress.script.query.CountsScript;
import dev.cress.script.query.EntryCount;
import dev.cress.testing.RedisEnvironment;
import dev.cress.testing.RedisTest;
import io.lettuce.core.RedisCommandExecutionException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;

/** {@code query/counts} on entries of every type. */
@RedisTest
class CountsScriptIT {

    private final ScriptServer server;
    private final byte[] key;
    private final Random random = new Random(51);

    CountsScriptIT(RedisEnvironment redis) {
        server = ScriptServer.of(redis);
        key = utf8(redis.newNamespace() + ":{06}:person:i:name");
    }

    @AfterEach
    void close() {
        server.close();
    }

    private List<EntryCount> counts(Dialect dialect, CountsScript parts) {
        return server.run(CountsScript.SCRIPT, dialect, List.of(key), parts.arguments());
    }

    private void add(byte[] entry, int copies) {
        for (int i = 0; i < copies; i++) {
            byte[] id = new byte[1 + random.nextInt(6)];
            random.nextBytes(id);
            server.commands().zadd(key, 0, Entries.member(entry, append(id, i)));
        }
    }

    private static byte[] append(byte[] id, int number) {
        byte[] longer = Arrays.copyOf(id, id.length + 2);
        longer[id.length] = (byte) (number >> 8);
        longer[id.length + 1] = (byte) number;
        return longer;
    }

    private <V> void addRandom(ValueFamily<V> family, Map<byte[], Long> expected) {
        List<V> values = new java.util.ArrayList<>(family.extremes());
        IntStream.range(0, 20).forEach(i -> values.add(family.random().apply(random)));
        for (V value : values) {
            byte[] entry = family.encode(value);
            if (!expected.containsKey(entry)) {
                int copies = 1 + random.nextInt(4);
                add(entry, copies);
                expected.put(entry, (long) copies);
            }
        }
    }

    private static void assertSame(List<EntryCount> found, Map<byte[], Long> expected) {
        assertThat(found.stream().map(EntryCount::count).toList()).isEqualTo(List.copyOf(expected.values()));
        List<byte[]> entries = List.copyOf(expected.keySet());
        for (int i = 0; i < entries.size(); i++) {
            assertThat(found.get(i).entry()).isEqualTo(entries.get(i));
        }
    }

    @BothDialects
    void tellsEachValueOfEachType(Dialect dialect) {
        ValueFamily.all().forEach(family -> {
            server.commands().unlink(key);
            Map<byte[], Long> expected = new TreeMap<>(Arrays::compareUnsigned);
            expected.put(Entries.ofNull(), 3L);
            add(Entries.ofNull(), 3);
            addRandom(family, expected);

            assertSame(counts(dialect, CountsScript.most(expected.size() + 1).part(new byte[0], null)), expected);
        });
    }

    @BothDialects
    void stopsAtTheMostAndGoesOnBehindIt(Dialect dialect) {
        Map<byte[], Long> expected = new TreeMap<>(Arrays::compareUnsigned);
        for (int i = 0; i < 50; i++) {
            byte[] entry = EntryType.TEXT.encode(utf8("v" + i));
            add(entry, 1 + i % 3);
            expected.put(entry, 1L + i % 3);
        }
        byte[] from = new byte[0];
        Map<byte[], Long> found = new TreeMap<>(Arrays::compareUnsigned);
        for (int page = 0; page < 8; page++) {
            List<EntryCount> counts = counts(dialect, CountsScript.most(7).part(from, null));
            assertThat(counts).hasSize(page < 7 ? 7 : 1);
            counts.forEach(count -> found.put(count.entry(), count.count()));
            from = Entries.after(counts.get(counts.size() - 1).entry());
        }
        assertThat(counts(dialect, CountsScript.most(7).part(from, null))).isEmpty();
        assertThat(List.copyOf(found.values())).isEqualTo(List.copyOf(expected.values()));
    }

    @BothDialects
    void looksAtThePartsOnly(Dialect dialect) {
        List<byte[]> entries = IntStream.range(0, 9)
                .mapToObj(i -> EntryType.DECIMAL.encode(utf8("" + i)))
                .toList();
        entries.forEach(entry -> add(entry, 2));
        CountsScript parts = CountsScript.most(100)
                .part(Entries.before(entries.get(1)), Entries.after(entries.get(1)))
                .part(Entries.after(entries.get(1)), Entries.before(entries.get(4)))
                .part(Entries.before(entries.get(8)), null);

        assertThat(counts(dialect, parts))
                .extracting(EntryCount::entry)
                .containsExactly(entries.get(1), entries.get(2), entries.get(3), entries.get(8));
    }

    @BothDialects
    void answersForAnIndexThatIsNotThere(Dialect dialect) {
        assertThat(counts(dialect, CountsScript.most(5).part(new byte[0], null)))
                .isEmpty();
        assertThat(counts(dialect, CountsScript.most(5))).isEmpty();
        assertThat(counts(dialect, CountsScript.most(0).part(new byte[0], null)))
                .isEmpty();
    }

    @BothDialects
    void refusesHalfAPartAndKeysOfAnotherKind(Dialect dialect) {
        List<byte[]> half = List.of(utf8("5"), utf8("-"));
        assertThatThrownBy(() -> server.run(CountsScript.SCRIPT, dialect, List.of(key), half))
                .isInstanceOf(RedisCommandExecutionException.class)
                .hasMessageStartingWith("FW_ARGUMENT");
        assertThatThrownBy(() -> server.run(
                        CountsScript.SCRIPT, dialect, List.of(key), List.of(utf8("many"), utf8("-"), utf8("+"))))
                .hasMessageStartingWith("FW_ARGUMENT");
        server.commands().set(key, utf8("text"));
        assertThatThrownBy(() -> counts(dialect, CountsScript.most(5).part(new byte[0], null)))
                .isInstanceOf(RedisCommandExecutionException.class);
    }
}
