package dev.cress.integration;

import static dev.cress.integration.PropertySchema.indexed;
import static dev.cress.integration.PropertySchema.plain;
import static dev.cress.integration.PropertySchema.unique;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cress.testing.RedisEnvironment;
import dev.cress.testing.RedisTest;
import dev.cress.testing.RedisTopology;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Checks the checker: a store written by hand has no violation, and each damage to it has exactly its own. That it reads clusters too is seen in {@link RandomOperationsIT}. */
@RedisTest(RedisTopology.STANDALONE)
class InvariantCheckerIT {

    private static final ModelSchema SCHEMA = ModelSchema.of(
                    "city",
                    4,
                    indexed("name", StoredType.STRING),
                    unique("code", StoredType.STRING),
                    indexed("capital", StoredType.BOOLEAN),
                    indexed("height", StoredType.DOUBLE),
                    indexed("population", StoredType.LONG),
                    indexed("budget", StoredType.BIG_DECIMAL),
                    indexed("founded", StoredType.DATE),
                    indexed("seen", StoredType.INSTANT),
                    indexed("location", StoredType.GEO),
                    plain("note", StoredType.STRING),
                    plain("tags", StoredType.JSON))
            .withTuple(false, "founded", "seen")
            .withTuple(true, "founded", "code")
            .withAttachment("q:visits", 2)
            .withAttachment("b:guide", 3);

    private static final int CITIES = 120;

    private final RawRedis redis;
    private final String namespace;
    private final RawStore store;

    InvariantCheckerIT(RedisEnvironment environment) {
        redis = RawRedis.connect(environment.uri());
        namespace = environment.newNamespace();
        store = new RawStore(redis, namespace, SCHEMA);
    }

    @BeforeEach
    void write() {
        IntStream.range(0, CITIES).forEach(i -> store.put("city-" + i, city(i)));
        IntStream.range(0, CITIES).filter(i -> i % 3 == 0).forEach(i -> store.put("city-" + i, city(i + 1_000)));
        IntStream.range(0, CITIES).filter(i -> i % 10 == 9).forEach(i -> store.delete("city-" + i));
        IntStream.range(0, CITIES).filter(i -> i % 20 == 9).forEach(i -> store.put("city-" + i, city(i + 2_000)));
        Stream.of("", "{}", ":", "\0", "a:e:b", "\r\n", "\u00ff")
                .forEach(odd -> store.put("odd" + odd, Map.of("name", "odd")));
        Stream.of("city-1", "odd:", "odda:e:b").forEach(id -> {
            store.run("XADD", store.keyFor(id, "q:visits:" + id), "*", "e", "\u00ff");
            store.run("XADD", store.keyFor(id, "q:visits:" + id), "*", "e", "");
            store.run("SET", store.keyFor(id, "b:guide:" + id), "\0\u00ff:");
        });
        store.flush();
    }

    @AfterEach
    void close() {
        redis.keys(namespace)
                .forEach((master, keys) -> master.pipeline(
                        keys.stream().map(key -> new String[] {"DEL", key}).toList()));
        redis.close();
    }

    @Test
    void findsNothingInACorrectStore() {
        assertThat(check()).isEmpty();
    }

    @Test
    void findsNothingInAnEmptyNamespace() {
        assertThat(new InvariantChecker(redis, namespace + ".empty", SCHEMA).check())
                .isEmpty();
    }

    @Test
    void findsNothingInATrimmedStream() {
        List<String> ids = cities().toList();
        ids.forEach(id -> store.put(id, city(id.hashCode())));
        store.flush();
        IntStream.range(0, 4).forEach(partition -> redis.call("XTRIM", store.key(partition, "v"), "MAXLEN", "40"));
        assertThat(new InvariantChecker(redis, namespace, SCHEMA.withRetention(40)).check())
                .isEmpty();
    }

    @Test
    void checksThousandsOfEntitiesInAMoment() {
        IntStream.range(0, 5_000).forEach(i -> store.put("more-" + i, city(10_000 + i)));
        store.flush();
        long start = System.nanoTime();
        assertThat(check()).isEmpty();
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
    }

    @ParameterizedTest
    @MethodSource("damages")
    void findsDamage(Damage damage) {
        damage.inflict().accept(new Victims(store, redis));
        store.flush();
        assertThat(check()).extracting(Violation::rule).containsExactlyInAnyOrderElementsOf(damage.expected());
    }

    @Test
    void namesRuleAndPlaceAndIds() {
        redis.call("ZADD", store.key(2, "i:name"), "0", store.entry("name", "x") + "\2ghost\n");
        assertThat(check())
                .singleElement()
                .hasToString(
                        "ENTRY_TRUE in city partition 2 index name: entry '\\x03x\\x00\\x02ghost\\x0a' is that of no entity");
    }

    static Stream<Damage> damages() {
        return Damages.all();
    }

    private List<Violation> check() {
        return new InvariantChecker(redis, namespace, SCHEMA).check();
    }

    private static Stream<String> cities() {
        return IntStream.range(0, CITIES)
                .filter(i -> i % 10 != 9 || i % 20 == 9)
                .mapToObj(i -> "city-" + i);
    }

    /** Each value is sometimes null, but for the code, which is of this city alone. */
    private static Map<String, String> city(int i) {
        Map<String, String> values = new HashMap<>();
        values.put(
                "name",
                ByteStrings.utf8(List.of("", "Zürich", "a\0b", "🌍", "Köln").get(Math.floorMod(i, 5))));
        values.put("code", "code-" + i);
        values.put("capital", Boolean.toString(i % 2 == 0));
        values.put("height", Double.toString(i % 7 == 0 ? -0.0 : i / 3.0));
        values.put("population", Long.toString(Long.MAX_VALUE - i));
        values.put("budget", "-" + Math.abs(i % 100) + ".50");
        values.put("founded", i % 2 == 0 ? "-0044-03-15" : "2026-11-21");
        values.put("seen", "2026-11-21T02:39:07." + (100 + Math.floorMod(i, 900)) + "Z");
        values.put("location", Math.floorMod(i, 180) + ".25," + Math.floorMod(i, 85) + ".125");
        values.put("note", "note " + i);
        values.put("tags", "[\"" + i + "\"]");
        if (i % 4 == 0) {
            List.of("name", "height", "location", "note", "seen").forEach(values::remove);
        }
        return values;
    }
}
