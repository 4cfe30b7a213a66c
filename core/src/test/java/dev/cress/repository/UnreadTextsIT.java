package dev.cress.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cress.Cress;
import dev.cress.CressOptions;
import dev.cress.annotation.Id;
import dev.cress.annotation.Indexed;
import dev.cress.annotation.RedisEntity;
import dev.cress.codec.Utf8;
import dev.cress.convert.ValueConverter;
import dev.cress.entity.EntityOptions;
import dev.cress.error.StoredDataException;
import dev.cress.error.UnreadableEntityException;
import dev.cress.geo.GeoPoint;
import dev.cress.key.KeyLayout;
import dev.cress.key.Partitioning;
import dev.cress.mapping.EntityModel;
import dev.cress.mapping.Property;
import dev.cress.reference.Ref;
import dev.cress.testing.RedisEnvironment;
import dev.cress.testing.RedisTest;
import dev.cress.testing.RedisTopology;
import dev.cress.write.WriteOptions;
import dev.cress.write.WriteResult;
import io.lettuce.core.AbstractRedisClient;
import io.lettuce.core.RedisClient;
import io.lettuce.core.cluster.RedisClusterClient;
import io.lettuce.core.cluster.api.sync.RedisClusterCommands;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.codec.RedisCodec;
import io.lettuce.core.codec.StringCodec;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Saves of a type without version, over what the program has never read. */
@RedisTest
class UnreadTextsIT {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final long SEED = Long.getLong("cress.test.seed", System.nanoTime());
    private static final int TEXTS = 30;

    enum Shape {
        ROUND,
        $QUARE,
        ÉTOILE
    }

    record Money(BigDecimal amount) {}

    @RedisEntity(value = "page", partitions = 1)
    record Page(@Id long id) {}

    @RedisEntity(value = "sheet", partitions = 1)
    record Sheet(
            @Id String id,
            @Nullable String text,
            @Nullable Character sign,
            @Nullable Boolean flag,
            @Nullable UUID uuid,
            @Nullable Byte tiny,
            @Nullable Short small,
            @Nullable Integer number,
            @Nullable Float single,
            @Nullable Double real,
            @Indexed @Nullable Long large,
            @Nullable BigInteger huge,
            @Nullable BigDecimal exact,
            @Nullable URI uri,
            @Nullable LocalDate date,
            @Nullable LocalTime time,
            @Nullable LocalDateTime dateTime,
            @Nullable Instant instant,
            @Nullable OffsetDateTime offset,
            @Nullable Duration length,
            @Nullable Shape shape,
            @Nullable GeoPoint place,
            @Nullable Ref<Page> page,
            @Nullable ZonedDateTime zoned,
            @Nullable List<Integer> list,
            @Nullable Money money) {}

    interface Sheets extends ReactiveRepository<Sheet, String> {}

    private final RedisEnvironment redis;
    private final String namespace;
    private final EntityModel<Sheet> model =
            EntityModel.of(Sheet.class, options().build().converters());
    private final CopyOnWriteArrayList<String> calls = new CopyOnWriteArrayList<>();
    private AbstractRedisClient client;
    private RedisClusterCommands<String, byte[]> commands;
    private Cress cress;
    private Sheets sheets;

    UnreadTextsIT(RedisEnvironment redis) {
        this.redis = redis;
        this.namespace = redis.newNamespace();
    }

    private static EntityOptions.Builder options() {
        return EntityOptions.builder()
                .converter(ValueConverter.of(Money.class, BigDecimal.class, Money::amount, Money::new));
    }

    @BeforeEach
    void connect() {
        RedisCodec<String, byte[]> codec = RedisCodec.of(StringCodec.UTF8, ByteArrayCodec.INSTANCE);
        if (redis.topology() == RedisTopology.CLUSTER) {
            RedisClusterClient cluster = RedisClusterClient.create(redis.uri());
            client = cluster;
            commands = cluster.connect(codec).sync();
        } else {
            RedisClient standalone = RedisClient.create(redis.uri());
            client = standalone;
            commands = standalone.connect(codec).sync();
        }
        cress = Cress.connect(CressOptions.builder(redis.uri())
                        .namespace(namespace)
                        .commandTimeout(Duration.ofSeconds(10))
                        .entities(options().build())
                        .executor(RecordingExecutor.into(calls))
                        .build())
                .block(LIMIT);
        sheets = cress.repository(Sheets.class);
    }

    @AfterEach
    void close() {
        cress.closeLater().block(LIMIT);
        client.shutdown(Duration.ZERO, Duration.ofSeconds(2));
    }

    private static Sheet some(String id) {
        return new Sheet(
                id,
                "Zoë 😀",
                'a',
                true,
                new UUID(1, -2),
                (byte) -7,
                (short) 712,
                -12_345_678,
                1.5f,
                -2.5e-8,
                123_456_789_012L,
                BigInteger.ONE.shiftLeft(90),
                new BigDecimal("-12.50"),
                URI.create("https://example.org/a?b=c"),
                LocalDate.of(2024, 12, 31),
                LocalTime.of(23, 5, 10),
                LocalDateTime.of(2024, 2, 28, 10, 0),
                Instant.parse("2026-11-30T23:59:59.123456789Z"),
                OffsetDateTime.parse("2026-01-02T03:04:05.5+05:30"),
                Duration.ofMillis(-1_500),
                Shape.$QUARE,
                new GeoPoint(-122.25, 37.8),
                Ref.to(17L),
                null,
                null,
                null);
    }

    private static Sheet other(String id) {
        return new Sheet(
                id,
                "",
                'b',
                false,
                new UUID(3, 4),
                (byte) 1,
                (short) 1,
                1,
                2e30f,
                2e100,
                1L,
                BigInteger.ONE,
                new BigDecimal("1E+3"),
                URI.create("urn:x:y"),
                LocalDate.EPOCH,
                LocalTime.NOON,
                LocalDateTime.of(2020, 2, 29, 1, 1, 1, 1),
                Instant.EPOCH,
                OffsetDateTime.parse("2020-02-29T00:00:00Z"),
                Duration.ofHours(1),
                Shape.ROUND,
                new GeoPoint(1, 2),
                Ref.to(2L),
                ZonedDateTime.parse("2024-10-27T02:30+01:00[Europe/Berlin]"),
                List.of(1, 2),
                new Money(BigDecimal.TEN));
    }

    private String key(String id) {
        KeyLayout layout = new KeyLayout(
                namespace, model.name(), new Partitioning(1), model.indexes().all());
        byte[] bytes = Utf8.encode(id);
        return new String(layout.partition(0).entity(bytes), StandardCharsets.UTF_8);
    }

    private void damage(String id, String field, String text) {
        commands.hset(key(id), field, Utf8.encode(text));
    }

    private String stored(String id, String field) {
        return new String(commands.hget(key(id), field), StandardCharsets.UTF_8);
    }

    @Test
    void replacesNoTextThatItsTypeDoesNotHave() {
        Random random = new Random(SEED);
        Map<String, byte[]> written = new TreeMap<>();
        Map<String, Property> properties = new TreeMap<>();
        for (Property property : model.properties()) {
            List<byte[]> texts = texts(property, random);
            for (int i = 0; i < texts.size(); i++) {
                String id = property.name() + i;
                commands.hset(key(id), Map.of("\0v", Utf8.encode("1"), property.storedName(), texts.get(i)));
                written.put(id, texts.get(i));
                properties.put(id, property);
            }
        }
        Map<String, Boolean> refused = Flux.fromIterable(written.keySet())
                .flatMap(id -> sheets.save(other(id))
                        .map(saved -> Map.entry(id, false))
                        .onErrorResume(UnreadableEntityException.class, e -> Mono.just(Map.entry(id, true)))
                        .onErrorResume(
                                StoredDataException.class,
                                e -> Mono.just(Map.entry(id, true))
                                        .filter(entry -> isOfNoIndex(properties.get(id), written.get(id)))))
                .collectMap(Map.Entry::getKey, Map.Entry::getValue)
                .block(LIMIT);
        written.forEach((id, text) -> {
            Property property = properties.get(id);
            boolean unreadable = isUnreadable(property, text) || isOfNoIndex(property, text);
            assertThat(refused.get(id))
                    .as("seed %d: %s %s", SEED, id, new String(text, StandardCharsets.UTF_8))
                    .isEqualTo(unreadable);
            assertThat(commands.hget(key(id), property.storedName()))
                    .isEqualTo(unreadable ? text : model.texts(other(id))[property.ordinal()]);
        });
        assertThat(refused.values()).contains(true, false);
    }

    private List<byte[]> texts(Property property, Random random) {
        List<byte[]> usual = new ArrayList<>();
        for (Sheet sheet : List.of(some("1"), other("1"))) {
            byte[] text = model.texts(sheet)[property.ordinal()];
            if (text != null) {
                usual.add(text);
            }
        }
        List<byte[]> texts = new ArrayList<>(usual);
        for (String odd : List.of(
                "", "0", "-0", "NaN", "-Infinity", "2023-02-29", "24:00", "true ", "\n", "é", "99999999999", "+7")) {
            texts.add(Utf8.encode(odd));
        }
        while (texts.size() < TEXTS) {
            byte[] text = usual.get(random.nextInt(usual.size())).clone();
            for (int i = 0; i <= random.nextInt(2) && text.length > 0; i++) {
                text[random.nextInt(text.length)] =
                        (byte) "0123456789-+.:TZE /\u00e9\u0080%".charAt(random.nextInt(22));
            }
            texts.add(text);
        }
        return texts;
    }

    /** A number that Java reads, and no index holds: its entry cannot be found, so it is not replaced either. */
    private static boolean isOfNoIndex(Property property, byte[] text) {
        return property.name().equals("large") && text.length > 1 && text[0] == '+' && !isUnreadable(property, text);
    }

    private static boolean isUnreadable(Property property, byte[] text) {
        try {
            property.codec().decode(text);
            return false;
        } catch (IllegalArgumentException e) {
            return true;
        }
    }

    @Test
    void looksOnlyAtWhatTheServerCannotTell() {
        sheets.save(some("1")).block(LIMIT);
        calls.clear();
        sheets.save(other("1")).block(LIMIT);
        assertThat(calls).as("every text but nulls is replaced").hasSize(1);
        sheets.save(some("2")).block(LIMIT);
        assertThat(calls).as("nothing is replaced").hasSize(2);
        sheets.save(other("1")).block(LIMIT);
        assertThat(calls).as("nothing changes").hasSize(3);
        Sheet changed = some("1");
        sheets.save(changed).block(LIMIT);
        assertThat(calls).as("the list and the URI are read first").hasSize(5);
        assertThat(sheets.findById("1").block(LIMIT)).isEqualTo(changed);
    }

    @Test
    void whoSaysWhichVersionHasSeenIt() {
        long version = sheets.save(other("1"), WriteOptions.DEFAULT)
                .map(result -> ((WriteResult.Written<Sheet>) result).version())
                .block(LIMIT);
        damage("1", "list", "[true]");
        sheets.save(some("1"), WriteOptions.DEFAULT.ifVersion(version)).block(LIMIT);
        assertThat(sheets.findById("1").block(LIMIT)).isEqualTo(some("1"));
    }

    @Test
    void aNamedSaveIsRefusedUntilItCanBeRead() {
        sheets.save(other("1")).block(LIMIT);
        damage("1", "money", "much");
        WriteOptions named = WriteOptions.DEFAULT.writeId("w1");
        assertThatThrownBy(() -> sheets.save(some("1"), named).block(LIMIT))
                .isInstanceOf(UnreadableEntityException.class);
        assertThat(stored("1", "money")).isEqualTo("much");
        damage("1", "money", "7");
        sheets.save(some("1"), named).block(LIMIT);
        sheets.save(other("1")).block(LIMIT);
        sheets.save(some("1"), named).block(LIMIT);
        assertThat(sheets.findById("1").block(LIMIT)).as("the name was used").isEqualTo(other("1"));
    }

    @Test
    void unitsLookAsWell() {
        sheets.saveAll(Flux.just(other("1"), other("2"))).blockLast(LIMIT);
        damage("2", "shape", "HEXAGON");
        assertThatThrownBy(() -> cress.unitOfWork()
                        .save(some("1"))
                        .save(some("2"))
                        .commit()
                        .block(LIMIT))
                .isInstanceOf(UnreadableEntityException.class)
                .hasMessageContaining("shape");
        assertThat(stored("2", "shape")).isEqualTo("HEXAGON");
        assertThat(sheets.findById("1").block(LIMIT)).isEqualTo(other("1"));

        damage("2", "shape", "ÉTOILE");
        cress.unitOfWork().save(some("1")).save(some("2")).commit().block(LIMIT);
        assertThat(sheets.findAllById(List.of("1", "2")).collectList().block(LIMIT))
                .containsExactly(some("1"), some("2"));
    }

    @Test
    void whatIsMeantMayBeReplaced() {
        sheets.saveAll(Flux.just(other("1"), other("2"))).blockLast(LIMIT);
        damage("1", "list", "[1,");
        damage("2", "list", "[1,");
        assertThatThrownBy(() -> sheets.update(some("1")).block(LIMIT)).isInstanceOf(UnreadableEntityException.class);
        sheets.overwrite(some("1")).block(LIMIT);
        sheets.patch("2").unset(List.of("list")).apply().block(LIMIT);
        assertThat(sheets.findById("1").block(LIMIT)).isEqualTo(some("1"));
        assertThat(sheets.save(some("2")).block(LIMIT)).isEqualTo(some("2"));
    }
}
