package dev.cress.script.entry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cress.script.Bytes;
import dev.cress.script.ScriptServer;
import dev.cress.script.TestScripts;
import dev.cress.testing.RedisEnvironment;
import dev.cress.testing.RedisTest;
import dev.cress.testing.RedisTopology;
import io.lettuce.core.Limit;
import io.lettuce.core.Range;
import io.lettuce.core.ScoredValue;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Client and server make the same entries, and the server's order of the entries is the order of the values. With
 * {@code -Dcress.test.values=1000000} at length, with {@code -Dcress.test.seed=…} again.
 */
@RedisTest(RedisTopology.STANDALONE)
class EntryTypeIT {

    private static final Logger LOG = LoggerFactory.getLogger(EntryTypeIT.class);
    private static final int VALUES = Integer.getInteger("cress.test.values", 10_000);
    private static final long SEED = Long.getLong("cress.test.seed", System.nanoTime());
    private static final int BATCH = 1_000;
    private static final int FIRST_ID = 10_000_000; // ids of equal length sort as numbers

    private static final byte[] ENCODE_ALL = TestScripts.resolve("""
            -- @include fragment/encode
            local entries = {}
            for i = 2, #ARGV do entries[#entries + 1] = encode(ARGV[1], ARGV[i]) or false end
            return entries
            """);

    private final ScriptServer server;
    private final byte[] key;

    EntryTypeIT(RedisEnvironment redis) {
        server = ScriptServer.of(redis);
        key = Bytes.utf8(redis.newNamespace());
    }

    @AfterEach
    void close() {
        server.commands().del(key);
        server.close();
    }

    static Stream<ValueFamily<?>> families() {
        return ValueFamily.all();
    }

    @ParameterizedTest
    @MethodSource("families")
    <V> void clientAndServerMakeTheSameEntry(ValueFamily<V> family) {
        List<V> values = family.values(new SplittableRandom(SEED), VALUES);

        for (List<V> batch : batches(values)) {
            List<byte[]> arguments =
                    new ArrayList<>(List.of(Bytes.utf8("" + family.type().code())));
            batch.forEach(value -> arguments.add(family.text(value)));
            List<byte[]> entries = server.list(ENCODE_ALL, key, arguments);
            for (int i = 0; i < batch.size(); i++) {
                assertThat(entries.get(i))
                        .as("seed %d, %s %s", SEED, family, batch.get(i))
                        .isEqualTo(family.encode(batch.get(i)));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("families")
    <V> void entriesSortAsTheirValues(ValueFamily<V> family) {
        LOG.info("seed {}", SEED);
        List<V> values = family.values(new SplittableRandom(SEED), VALUES);
        for (List<Integer> batch :
                batches(IntStream.range(0, values.size()).boxed().toList())) {
            ScoredValue<byte[]>[] members = scored(batch.stream()
                    .map(i -> Entries.member(family.encode(values.get(i)), id(i)))
                    .toList());
            server.commands().zadd(key, members);
        }

        List<Integer> stored = new ArrayList<>();
        for (List<byte[]> page = page(Range.Boundary.unbounded());
                !page.isEmpty();
                page = page(Range.Boundary.excluding(page.get(page.size() - 1)))) {
            page.forEach(member -> stored.add(number(member)));
        }

        List<Integer> expected = IntStream.range(0, values.size())
                .boxed()
                .sorted(Comparator.comparing((Integer i) -> values.get(i), family.order())
                        .thenComparing(i -> i))
                .toList();
        assertThat(stored.equals(expected))
                .as("order of %s, seed %d: %s", family, SEED, firstDifference(values, expected, stored))
                .isTrue();
    }

    /** From the last member on: a limit with an offset has the server count from the first each time. */
    private List<byte[]> page(Range.Boundary<byte[]> from) {
        return server.commands().zrangebylex(key, Range.from(from, Range.Boundary.unbounded()), Limit.create(0, BATCH));
    }

    private static int number(byte[] member) {
        int id = Entries.entryLength(member) + 1;
        return Integer.parseInt(new String(member, id, member.length - id, StandardCharsets.US_ASCII)) - FIRST_ID;
    }

    /** What a foreign client may have stored: both sides refuse it, or both take it. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "-",
                "+1",
                "1-5",
                "1+5",
                "1e",
                "1E+",
                ".5",
                "5.",
                "1..2",
                "0x10",
                " 1",
                "1 ",
                "nan",
                "inf",
                "--1",
                "1_000",
                "abc",
                "2024-1-1",
                "20240101",
                "2024-01-01",
                "2024-01-01T00:00:00",
                "2024-01-01T00:00Z",
                "2024-01-01T00:00:00+01:00",
                "2024-01-01T00:00:00+01:00:01",
                "2024-01-01T00:00:00+01",
                "2024-01-01T00:00:00+18:00:01",
                "2024-01-01T00:00:00-99:99",
                "2024-01-01T00:00:00123Z",
                "2024-01-01T00:00:00.Z",
                "2024-01-01T24:00Z",
                "2024-01-01T23:60",
                "2024-01-01T23:59:60",
                "2024-01-01T",
                "T00:00",
                "2024-13-01T00:00+01:00",
                "2024-00-01T00:00+01:00",
                "2024-01-99T23:00-01:00",
                "2024-01-00T00:00+01:00",
                "2024-01-01T00:00+01:00[Europe/Berlin]",
                "2024-01-01T00:00[Europe/Berlin]",
                "2024-01-01T00:00Z[]",
                "2024-01-01T00:00Z[a]b",
                "2024-01-01T00:00Z\n",
                "-0000-01-01T00:00+01:00",
                "+999999999999-12-31T23:00-02:00",
                "1234567890123-01-01",
                "xT00:00:00Z",
                "1E+5000",
                "1E-5000",
                "1E+99999",
                "1E+9999999999",
                "0E+2147483647",
                "00",
                "-0",
                "007.50",
                "1.5E",
                "1.5E2",
                "-1E+5000",
                "1\0",
                "Infinity",
                "NaN"
            })
    void clientAndServerRefuseTheSameTexts(String text) {
        for (EntryType type : List.of(EntryType.DECIMAL, EntryType.DATE, EntryType.DATETIME, EntryType.INSTANT)) {
            byte[] onServer = server.list(ENCODE_ALL, key, List.of(Bytes.utf8("" + type.code()), Bytes.utf8(text)))
                    .get(0);
            assertThat(onServer).as("%s of %s", type, text).isEqualTo(encodeOrNull(type, text));
        }
    }

    /** A pattern that backtracks over runs of zeros would keep the server busy for minutes here. */
    @Test
    void longDecimalsTakeLinearTime() {
        String zeros = "0".repeat(200_000);
        for (String text : List.of("0." + zeros + "0", "1." + zeros + "1", "-1." + zeros)) {
            byte[] onServer = server.list(ENCODE_ALL, key, List.of(Bytes.utf8("n"), Bytes.utf8(text)))
                    .get(0);
            assertThat(onServer).isEqualTo(EntryType.DECIMAL.encode(Bytes.utf8(text)));
        }
    }

    private static byte[] encodeOrNull(EntryType type, String text) {
        try {
            return type.encode(Bytes.utf8(text));
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static <V> String firstDifference(List<V> values, List<Integer> expected, List<Integer> stored) {
        for (int i = 0; i < expected.size(); i++) {
            if (i >= stored.size() || !expected.get(i).equals(stored.get(i))) {
                return "at " + i + " expected " + values.get(expected.get(i)) + ", found "
                        + (i < stored.size() ? values.get(stored.get(i)) : "nothing");
            }
        }
        return "none";
    }

    private static byte[] id(int i) {
        return Bytes.utf8(String.valueOf(FIRST_ID + i));
    }

    @SuppressWarnings("unchecked")
    private static ScoredValue<byte[]>[] scored(List<byte[]> members) {
        return members.stream().map(member -> ScoredValue.just(0, member)).toArray(ScoredValue[]::new);
    }

    private static <E> List<List<E>> batches(List<E> all) {
        return IntStream.iterate(0, from -> from < all.size(), from -> from + BATCH)
                .mapToObj(from -> all.subList(from, Math.min(all.size(), from + BATCH)))
                .toList();
    }
}
