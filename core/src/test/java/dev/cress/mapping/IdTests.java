package dev.cress.mapping;

import static dev.cress.mapping.Problems.problems;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cress.annotation.GeneratedId;
import dev.cress.annotation.Id;
import dev.cress.annotation.Indexed;
import dev.cress.annotation.RedisEntity;
import dev.cress.annotation.Version;
import dev.cress.convert.ValueConverter;
import dev.cress.error.InvalidEntityException;
import dev.cress.error.UnreadableEntityException;
import dev.cress.id.IdGenerator;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class IdTests {

    private static final Clock CLOCK = Clock.fixed(Instant.ofEpochMilli(1_700_000_000_000L), ZoneOffset.UTC);
    private static final int VALUES = Integer.getInteger("cress.test.values", 10_000);
    private static final long SEED = Long.getLong("cress.test.seed", System.nanoTime());

    record SensorId(String value) {}

    record ReadingId(SensorId sensor, Instant at) {}

    record Pair(String left, String right) {}

    @RedisEntity
    record Sensor(@Id SensorId id) {}

    @RedisEntity
    record Paired(@Id Pair id) {}

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    @Test
    void aValueRecordIsStoredAsItsComponent() {
        EntityModel<Sensor> model = EntityModel.of(Sensor.class);
        assertThat(text(model.id(new Sensor(new SensorId("a|\\b"))))).isEqualTo("a|\\b");
        assertThat(model.idType()).isEqualTo(SensorId.class);
        assertThat(model.entity(new Row(model.encodeId(new SensorId("x")), 1, new byte[0][])))
                .isEqualTo(new Sensor(new SensorId("x")));
        assertThatThrownBy(() -> model.encodeId("x"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("SensorId");
        for (SensorId id : new SensorId[] {new SensorId(""), new SensorId(null), null}) {
            assertThatThrownBy(() -> model.id(new Sensor(id))).isInstanceOf(InvalidEntityException.class);
        }
    }

    @RedisEntity(id = ReadingId.class)
    record PlainReading(@Id SensorId sensor, @Id Instant at) {}

    @Test
    void severalPropertiesMakeOneId() {
        EntityModel<PlainReading> model = EntityModel.of(PlainReading.class);
        Instant at = Instant.parse("2024-02-29T12:30:00Z");
        PlainReading reading = new PlainReading(new SensorId("a|b"), at);
        assertThat(text(model.id(reading))).isEqualTo("a\\|b|2024-02-29T12:30:00Z");
        assertThat(model.encodeId(new ReadingId(new SensorId("a|b"), at))).isEqualTo(model.id(reading));
        assertThat(model.entity(new Row(model.id(reading), 1, new byte[0][]))).isEqualTo(reading);
        assertThat(model.idType()).isEqualTo(ReadingId.class);
        assertThatThrownBy(() -> model.id(new PlainReading(null, at)))
                .isInstanceOf(InvalidEntityException.class)
                .hasMessageContaining("a part of the id is null");
        for (String foreign :
                List.of("a", "a|b|2024-02-29T12:30:00Z", "a\\x|2024-02-29T12:30:00Z", "a|no time", "a\\")) {
            assertThatThrownBy(() -> model.entity(new Row(foreign.getBytes(StandardCharsets.UTF_8), 1, new byte[0][])))
                    .as(foreign)
                    .isInstanceOf(UnreadableEntityException.class);
        }
    }

    /** Whatever the parts hold: NUL, the separator, the escape, nothing at all. */
    @Test
    void noTwoIdsHaveTheSameBytes() {
        EntityModel<Paired> model = EntityModel.of(Paired.class);
        List<String> pieces = List.of("", "|", "\\", "\\|", "|\\", "a", "\0", ":", "{}", "null", "\uD83D\uDE00");
        Random random = new Random(SEED);
        Map<String, Pair> seen = new HashMap<>();
        for (int i = 0; i < VALUES; i++) {
            Pair pair = new Pair(join(pieces, random), join(pieces, random));
            byte[] bytes = model.encodeId(pair);
            assertThat(seen.computeIfAbsent(text(bytes), key -> pair))
                    .as("seed %d", SEED)
                    .isEqualTo(pair);
            assertThat(model.entity(new Row(bytes, 1, new byte[0][])).id()).isEqualTo(pair);
        }
    }

    private static String join(List<String> pieces, Random random) {
        StringBuilder joined = new StringBuilder();
        for (int n = random.nextInt(4); n > 0; n--) {
            joined.append(pieces.get(random.nextInt(pieces.size())));
        }
        return joined.toString();
    }

    @RedisEntity(id = ReadingKey.class)
    record IndexedReading(
            @Version long version,
            double value,
            @Id Instant at,
            @Indexed @Id String sensor) {}

    record ReadingKey(String sensor, Instant at) {}

    @Test
    void aPartOfAnIdMayBeIndexed() {
        EntityModel<IndexedReading> model = EntityModel.of(IndexedReading.class);
        IndexedReading reading = new IndexedReading(3, 1.5, Instant.EPOCH, "s");
        assertThat(model.properties()).extracting(Property::name).containsExactly("value", "sensor");
        assertThat(model.indexes().signature(1)).isEqualTo("sensor=text");
        assertThat(model.entity(new Row(model.id(reading), 3, model.texts(reading))))
                .isEqualTo(reading);
        assertThat(model.withVersion(reading, 4)).isEqualTo(new IndexedReading(4, 1.5, Instant.EPOCH, "s"));
    }

    @RedisEntity
    record TwoIds(@Id String a, @Id String b) {}

    @RedisEntity(id = Pair.class)
    record OtherNames(@Id String left, @Id String other) {}

    @RedisEntity(id = Pair.class)
    record OtherTypes(@Id String left, @Id long right) {}

    @RedisEntity(id = Pair.class)
    record TooFew(@Id String left) {}

    @RedisEntity(id = String.class)
    record NoRecord(@Id String left, @Id String right) {}

    @RedisEntity
    record Inexact(@Id BigDecimal id) {}

    record Endless(Endless self) {}

    @RedisEntity
    record Recursive(@Id Endless id) {}

    @RedisEntity
    record Primitive(@Id @GeneratedId long id) {}

    @RedisEntity
    record Number(@Id @GeneratedId Long id) {}

    @RedisEntity(id = Pair.class)
    record GeneratedPair(@Id @GeneratedId String left, @Id String right) {}

    static final class NeedsMore implements IdGenerator<Long> {
        NeedsMore(int from) {}

        @Override
        public Class<Long> type() {
            return Long.class;
        }

        @Override
        public Long next(Clock clock) {
            return 1L;
        }
    }

    @RedisEntity
    record Unmakeable(@Id @GeneratedId(NeedsMore.class) Long id) {}

    @Test
    void refusesWhatIdentifiesNothing() {
        assertThat(problems(TwoIds.class)).singleElement().asString().contains("[a, b]", "@RedisEntity(id");
        for (Class<?> type : List.of(OtherNames.class, OtherTypes.class, TooFew.class)) {
            assertThat(problems(type)).singleElement().asString().contains("same name and type");
        }
        assertThat(problems(NoRecord.class)).singleElement().asString().contains("is to be a record");
        for (Class<?> type : List.of(Inexact.class, Recursive.class)) {
            assertThat(problems(type)).singleElement().asString().startsWith("id: an @Id is a String");
        }
        assertThat(problems(Primitive.class)).singleElement().asString().contains("declare its wrapper");
        assertThat(problems(Number.class)).singleElement().asString().contains("makes a java.util.UUID");
        assertThat(problems(GeneratedPair.class)).singleElement().asString().contains("@GeneratedId");
        assertThat(problems(Unmakeable.class)).singleElement().asString().contains("constructor without parameters");
    }

    @RedisEntity
    record Generated(@Id @GeneratedId @Nullable UUID id, String text) {}

    @RedisEntity
    record GeneratedText(@Id @GeneratedId @Nullable String id) {}

    record OrderId(UUID value) {}

    @RedisEntity
    record Order(
            @Version long version,
            @Id @GeneratedId @Nullable OrderId id) {}

    static final class Days implements IdGenerator<DayOfWeek> {
        @Override
        public Class<DayOfWeek> type() {
            return DayOfWeek.class;
        }

        @Override
        public DayOfWeek next(Clock clock) {
            return clock.instant().atOffset(ZoneOffset.UTC).getDayOfWeek();
        }
    }

    @RedisEntity
    record Daily(@Id @GeneratedId(Days.class) @Nullable DayOfWeek id) {}

    @Test
    void givesAnIdToWhatHasNone() {
        EntityModel<Generated> model = EntityModel.of(Generated.class);
        Generated named = model.completion().complete(new Generated(null, "x"), CLOCK, null);
        assertThat(named.id().version()).isEqualTo(7);
        assertThat(named.text()).isEqualTo("x");
        assertThat(model.completion().complete(named, CLOCK, null)).isSameAs(named);
        assertThat(EntityModel.of(GeneratedText.class)
                        .completion()
                        .complete(new GeneratedText(null), CLOCK, null)
                        .id())
                .matches("[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");
        GeneratedText empty = new GeneratedText("");
        assertThat(EntityModel.of(GeneratedText.class).completion().complete(empty, CLOCK, null))
                .isSameAs(empty);
        Order order = EntityModel.of(Order.class).completion().complete(new Order(5, null), CLOCK, null);
        assertThat(order.id().value().version()).isEqualTo(7);
        assertThat(order.version()).isEqualTo(5);
        assertThat(EntityModel.of(Daily.class)
                        .completion()
                        .complete(new Daily(null), CLOCK, null)
                        .id())
                .isEqualTo(DayOfWeek.TUESDAY);
        assertThat(EntityModel.of(Sensor.class)
                        .completion()
                        .complete(new Sensor(null), CLOCK, null)
                        .id())
                .isNull();
    }

    static final class Opaque {
        private final String value;

        Opaque(String value) {
            this.value = value;
        }
    }

    @RedisEntity
    record Converted(@Id Opaque id) {}

    @Test
    void aTypeWithAConverterMayBeAnId() {
        EntityModel<Converted> model = EntityModel.of(
                Converted.class, List.of(ValueConverter.of(Opaque.class, String.class, id -> id.value, Opaque::new)));
        assertThat(text(model.id(new Converted(new Opaque("x"))))).isEqualTo("x");
        assertThat(problems(Converted.class)).singleElement().asString().startsWith("id: an @Id is");
    }
}
