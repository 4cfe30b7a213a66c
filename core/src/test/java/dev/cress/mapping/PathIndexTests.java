package dev.cress.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.cress.annotation.Id;
import dev.cress.annotation.Indexed;
import dev.cress.annotation.RedisEntity;
import dev.cress.annotation.StoredName;
import dev.cress.codec.JsonCodecs;
import dev.cress.codec.ScalarTypes;
import dev.cress.codec.TextCodec;
import dev.cress.convert.ValueConverter;
import dev.cress.error.InvalidEntityException;
import dev.cress.error.MappingException;
import dev.cress.script.entity.IndexForm;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Indexes of elements and of values inside of others, as a type declares them. */
class PathIndexTests {

    @RedisEntity("shop")
    record Shop(
            @Id String id,
            @Indexed @StoredName("t") List<String> tags,
            @Indexed long[] sizes,

            @Indexed(paths = {"city", "rooms.seats", "more.color"}) @Nullable
            Address address,

            @Indexed(paths = "seats") Optional<List<Room>> rooms) {}

    record Address(@JsonProperty("c") String city, List<Room> rooms, Map<String, String> more) {}

    record Room(int seats) {}

    enum Named {
        @JsonProperty("one")
        ONE
    }

    record Wrapped(String text) {
        @JsonValue
        String value() {
            return text;
        }
    }

    @RedisEntity
    record Wrong(
            @Id String id,
            @Indexed Map<String, String> map,
            @Indexed Address address,
            @Indexed(paths = "street") Address other,
            @Indexed(paths = "rooms") Address third,
            @Indexed(paths = "x") String text,
            @Indexed List<Duration> durations,
            @Indexed List<byte[]> bytes,
            @Indexed List<Named> named,
            @Indexed(paths = "text") Wrapped wrapped,
            @Indexed List<List<String>> lists,
            @Indexed char[] letters,
            @Indexed List<Converted> converted) {}

    record Converted(String text) {}

    private final EntityModel<Shop> model = EntityModel.of(Shop.class);

    @Test
    void areNamedByTheWayAndKnownByIt() {
        assertThat(model.indexes().signature(1))
                .isEqualTo("address.city=text,address.more.color=text,address.rooms.seats=each-double,"
                        + "rooms.seats=each-double,sizes=each-decimal,t=each-text");
        assertThat(model.indexes().ofPath("tags", 1)).hasValueSatisfying(index -> {
            assertThat(index.isMultiple()).isTrue();
            assertThat(index.argument().path()).containsExactly("");
        });
        assertThat(model.indexes().ofPath("address.city", 1))
                .hasValueSatisfying(index -> assertThat(index.argument().path()).containsExactly("c"));
        assertThat(model.indexes().ofPath("address.rooms.seats", 3))
                .hasValueSatisfying(index -> assertThat(index.argument().path()).containsExactly("rooms", "", "seats"));
        assertThat(model.indexes().ofPath("rooms.seats", 2)).isPresent();
        assertThat(model.indexes().ofPath("tags", 0)).isEmpty();
        Property tags = model.property("tags").orElseThrow();
        assertThat(model.indexes().of(tags, IndexForm.ORDERED)).isEmpty();
        assertThat(model.indexes().cover(tags)).isTrue();
    }

    @Test
    void refuseEntitiesWhoseValuesTheyCannotHold() {
        List<String> many = IntStream.range(0, 1_001).mapToObj(String::valueOf).toList();
        Shop shop =
                new Shop("1", many, new long[1], new Address("x".repeat(1_025), List.of(), Map.of()), Optional.empty());
        assertThatThrownBy(() -> model.texts(shop))
                .isInstanceOfSatisfying(
                        InvalidEntityException.class,
                        e -> assertThat(e.violations())
                                .containsExactlyInAnyOrder(
                                        "tags cannot be indexed: it has 1001 values, at most 1000",
                                        "address.city cannot be indexed: an indexed text has at most 1024 bytes of UTF-8, this one has 1025"));
        Shop fits = new Shop("1", many.subList(0, 1_000), new long[2_000], null, Optional.of(List.of()));
        assertThat(model.texts(fits).length).isEqualTo(4);
    }

    @Test
    void sayAllThatIsWrongWithThem() {
        ValueConverter<Converted, String> converter =
                ValueConverter.of(Converted.class, String.class, Converted::text, Converted::new);
        assertThatThrownBy(() -> EntityModel.of(Wrong.class, List.of(converter)))
                .isInstanceOfSatisfying(
                        MappingException.class,
                        e -> assertThat(e.problems())
                                .satisfiesExactlyInAnyOrder(
                                        p -> assertThat(p)
                                                .startsWith("map: @Indexed needs a scalar type or a collection"),
                                        p -> assertThat(p)
                                                .startsWith("address: @Indexed needs a scalar type or a collection"),
                                        p -> assertThat(p).startsWith("other.street: @Indexed finds no member street"),
                                        p -> assertThat(p).startsWith("third.rooms: @Indexed cannot order values of"),
                                        p -> assertThat(p).startsWith("text: @Indexed(paths = …) needs a nested value"),
                                        p -> assertThat(p)
                                                .startsWith("durations: @Indexed cannot order values of java.time"),
                                        p -> assertThat(p).startsWith("bytes: @Indexed cannot order values of byte[]"),
                                        p -> assertThat(p).startsWith("named: @Indexed cannot order values of"),
                                        p -> assertThat(p).startsWith("wrapped.text: @Indexed finds no member text"),
                                        p -> assertThat(p)
                                                .startsWith("lists: @Indexed cannot order values of java.util.List"),
                                        p -> assertThat(p).startsWith("letters: @Indexed needs a scalar type"),
                                        p -> assertThat(p).startsWith("converted: @Indexed cannot order values of")));
    }

    static Stream<Object> scalars() {
        return Stream.of(
                "a\"\\\u0000é\uD83D\uDE00/",
                'x',
                '"',
                true,
                new UUID(1, -1),
                (byte) -1,
                (short) 7,
                1 << 30,
                Long.MAX_VALUE,
                9007199254740993L,
                0.1f,
                1e10f,
                Float.NaN,
                -0.0,
                1e300,
                Double.MIN_VALUE,
                Double.NEGATIVE_INFINITY,
                BigInteger.TWO.pow(90).negate(),
                new BigDecimal("1E+400"),
                new BigDecimal("1.10"),
                URI.create("http://x/ä?a=b"),
                LocalDate.of(-1, 3, 5),
                LocalDate.of(10_000, 1, 1),
                LocalDateTime.of(2026, 11, 21, 10, 0),
                Instant.parse("2026-11-21T02:39:07.100Z"),
                Instant.MAX,
                OffsetDateTime.parse("2026-11-21T02:39+01:00"),
                ZonedDateTime.parse("2024-10-27T02:30+01:00[Europe/Berlin]"),
                Thread.State.BLOCKED);
    }

    /** The entry that the server makes of an element's JSON is the one that a query makes of the value. */
    @ParameterizedTest
    @MethodSource("scalars")
    void writesElementsWithTheEntriesOfTheirOwnTexts(Object value) {
        Class<?> type = value.getClass();
        var scalar = ScalarTypes.of(type).orElseThrow();
        @SuppressWarnings("unchecked")
        var codec = (TextCodec<Object>) scalar.codec();
        String json = new String(JsonCodecs.jackson().codec(type).encode(value), StandardCharsets.UTF_8);
        String text = json.startsWith("\"") ? unquoted(json) : json;
        assertThat(scalar.entryType().encode(text.getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(scalar.entryType().encode(codec.encode(value)));
    }

    private static String unquoted(String json) {
        return (String) JsonCodecs.jackson().codec(Object.class).decode(json.getBytes(StandardCharsets.UTF_8));
    }
}
