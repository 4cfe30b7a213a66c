package dev.cress.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cress.geo.GeoPoint;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CodecTests {

    private static final int VALUES = Integer.getInteger("cress.test.values", 10_000);
    private static final long SEED = Long.getLong("cress.test.seed", System.nanoTime());

    enum Shape {
        ROUND,
        SQUARE {
            @Override
            public String toString() {
                return "four corners";
            }
        }
    }

    record Family<V>(Class<V> type, Function<Random, V> random, List<V> extremes) {
        @Override
        public String toString() {
            return type.getSimpleName();
        }
    }

    static Stream<Family<?>> families() {
        return Stream.of(
                new Family<>(
                        String.class,
                        CodecTests::string,
                        List.of("", "\0", "\uFFFD", "\uFFFF", "\uD83D\uDE00", " ", "null")),
                new Family<>(Character.class, r -> (char) r.nextInt(0xD800), List.of('\0', 'a', '\uE000', '\uFFFF')),
                new Family<>(Boolean.class, Random::nextBoolean, List.of(true, false)),
                new Family<>(Byte.class, r -> (byte) r.nextInt(), List.of(Byte.MIN_VALUE, Byte.MAX_VALUE)),
                new Family<>(Short.class, r -> (short) r.nextInt(), List.of(Short.MIN_VALUE, Short.MAX_VALUE)),
                new Family<>(Integer.class, Random::nextInt, List.of(Integer.MIN_VALUE, Integer.MAX_VALUE)),
                new Family<>(Long.class, Random::nextLong, List.of(Long.MIN_VALUE, Long.MAX_VALUE, (1L << 53) + 1)),
                new Family<>(
                        Float.class,
                        r -> Float.intBitsToFloat(r.nextInt()),
                        List.of(-0f, Float.NaN, Float.NEGATIVE_INFINITY, Float.MIN_VALUE, Float.MAX_VALUE)),
                new Family<>(
                        Double.class,
                        r -> Double.longBitsToDouble(r.nextLong()),
                        List.of(-0.0, Double.NaN, Double.POSITIVE_INFINITY, Double.MIN_VALUE, Double.MAX_VALUE)),
                new Family<>(
                        BigInteger.class, r -> new BigInteger(r.nextInt(400), r).negate(), List.of(BigInteger.ZERO)),
                new Family<>(
                        BigDecimal.class,
                        r -> new BigDecimal(new BigInteger(r.nextInt(200), r), r.nextInt(10_000) - 5_000),
                        Stream.of("0", "0.00", "0E+3", "-0.0", "1E+3", "1.10", "1E-4999")
                                .map(BigDecimal::new)
                                .toList()),
                new Family<>(
                        UUID.class,
                        r -> new UUID(r.nextLong(), r.nextLong()),
                        List.of(new UUID(0, 0), new UUID(-1, -1))),
                new Family<>(
                        LocalDate.class,
                        r -> LocalDate.ofEpochDay(r.nextInt()),
                        List.of(LocalDate.MIN, LocalDate.MAX, LocalDate.EPOCH)),
                new Family<>(
                        Instant.class,
                        r -> Instant.ofEpochSecond(r.nextInt() * 1_000L, r.nextInt(1_000_000_000)),
                        List.of(Instant.MIN, Instant.MAX, Instant.EPOCH)),
                new Family<>(DayOfWeek.class, r -> DayOfWeek.of(1 + r.nextInt(7)), List.of(DayOfWeek.values())),
                new Family<>(Shape.class, r -> Shape.values()[r.nextInt(2)], List.of(Shape.values())));
    }

    private static String string(Random random) {
        return random.ints(random.nextInt(20), 0, 0x110000)
                .filter(c -> c < 0xD800 || c > 0xDFFF)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @SuppressWarnings("unchecked")
    private static <V> TextCodec<V> scalar(Class<V> type) {
        return (TextCodec<V>) ScalarTypes.of(type).orElseThrow().codec();
    }

    @ParameterizedTest
    @MethodSource("families")
    <V> void readsWhatItWrote(Family<V> family) {
        TextCodec<V> codec = scalar(family.type());
        Random random = new Random(SEED);
        Stream.concat(
                        family.extremes().stream(),
                        Stream.generate(() -> family.random().apply(random)).limit(VALUES))
                .forEach(value -> {
                    byte[] text = codec.encode(value);
                    assertThat(codec.decode(text)).as("seed %d", SEED).isEqualTo(value);
                    assertThat(codec.encode(codec.decode(text))).isEqualTo(text);
                });
    }

    @ParameterizedTest
    @MethodSource("families")
    <V> void whatItWritesCanBeIndexed(Family<V> family) {
        ScalarType<?> type = ScalarTypes.of(family.type()).orElseThrow();
        for (V value : family.extremes()) {
            assertThat(type.entryType().encode(scalar(family.type()).encode(value)))
                    .isNotEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("families")
    <V> void refusesWhatIsNotOfItsTypeWithoutQuotingIt(Family<V> family) {
        if (family.type() == String.class) {
            return;
        }
        for (String text : List.of("", "secret", "1 secret")) {
            assertThatThrownBy(() -> scalar(family.type()).decode(utf8(text)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageNotContaining("secret");
        }
    }

    @Test
    void primitivesAreAsTheirWrappers() {
        assertThat(ScalarTypes.of(int.class))
                .isEqualTo(ScalarTypes.of(Integer.class))
                .isPresent();
        assertThat(ScalarTypes.of(List.class)).isEmpty();
        assertThat(ScalarTypes.of(Object.class)).isEmpty();
        assertThat(ScalarTypes.of(GeoPoint.class)).isEmpty();
        assertThat(Primitives.wrapper(boolean.class)).isEqualTo(Boolean.class);
        assertThat(Primitives.wrapper(String.class)).isEqualTo(String.class);
    }

    @Test
    void enumsAreStoredByNameWhateverTheySay() {
        assertThat(scalar(Shape.class).encode(Shape.SQUARE)).isEqualTo(utf8("SQUARE"));
        assertThat(ScalarTypes.of(Shape.SQUARE.getClass())).isPresent();
    }

    @Test
    void refusesLoneSurrogatesAndBytesThatAreNoUtf8() {
        for (String text : List.of("\uD800", "a\uD800b", "\uDC00", "\uDC00\uD800", "x\uDBFF")) {
            assertThatThrownBy(() -> Utf8.encode(text)).isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> scalar(Character.class).encode('\uD800')).isInstanceOf(IllegalArgumentException.class);
        for (int[] bytes :
                new int[][] {{0xFF}, {0xC0, 0x80}, {0xED, 0xA0, 0x80}, {0xF4, 0x90, 0x80, 0x80}, {0xE2, 0x82}}) {
            byte[] text = new byte[bytes.length];
            for (int i = 0; i < text.length; i++) {
                text[i] = (byte) bytes[i];
            }
            assertThatThrownBy(() -> Utf8.decode(text)).isInstanceOf(IllegalArgumentException.class);
        }
        assertThat(Utf8.decode(utf8("\uFFFD"))).isEqualTo("\uFFFD");
    }

    @Test
    void onlyTheCanonicalUuidIsOne() {
        assertThatThrownBy(() -> scalar(UUID.class).decode(utf8("1-1-1-1-1")))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> scalar(UUID.class).decode(utf8("00000000-0000-0000-0000-00000000000A")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void positionsGoThereAndBack() {
        Random random = new Random(SEED);
        for (int i = 0; i < VALUES; i++) {
            GeoPoint point = new GeoPoint(random.nextDouble() * 360 - 180, random.nextDouble() * 180 - 90);
            assertThat(GeoPointCodec.INSTANCE.decode(GeoPointCodec.INSTANCE.encode(point)))
                    .isEqualTo(point);
        }
        assertThat(GeoPointCodec.INSTANCE.encode(new GeoPoint(13.41053, -1e-7))).isEqualTo(utf8("13.41053,-1.0E-7"));
        for (String text : List.of("", "1", "1,", ",1", "1,2,3", "secret,1", "181,0", "0,91", "NaN,0")) {
            assertThatThrownBy(() -> GeoPointCodec.INSTANCE.decode(utf8(text)))
                    .as(text)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageNotContaining("secret");
        }
    }

    record Address(String street, Optional<String> city, List<Integer> codes, Duration since) {}

    record Types(Map<String, List<Address>> addresses, Set<Long> numbers, int[] array, Address one) {}

    private static Type typeOf(String component) {
        return Arrays.stream(Types.class.getRecordComponents())
                .filter(c -> c.getName().equals(component))
                .findFirst()
                .orElseThrow()
                .getGenericType();
    }

    @Test
    void jsonKeepsNestedValuesAndTypeArguments() {
        Address address =
                new Address("Main \"st\"\n\0", Optional.of("B\uD83D\uDE00"), List.of(1, 2), Duration.ofMillis(5));
        for (Map.Entry<String, Object> value : Map.<String, Object>of(
                        "addresses",
                        Map.of("home", List.of(address), "none", List.of()),
                        "numbers",
                        Set.of(1L << 60),
                        "one",
                        address)
                .entrySet()) {
            TextCodec<Object> codec = JsonCodecs.jackson().codec(typeOf(value.getKey()));
            assertThat(codec.decode(codec.encode(value.getValue()))).isEqualTo(value.getValue());
        }
        TextCodec<Object> arrays = JsonCodecs.jackson().codec(int[].class);
        assertThat((int[]) arrays.decode(arrays.encode(new int[] {1, -2}))).containsExactly(1, -2);
    }

    @Test
    void equalValuesHaveEqualJson() {
        TextCodec<Object> codec = JsonCodecs.jackson().codec(typeOf("addresses"));
        Map<String, Object> linked = new LinkedHashMap<>();
        linked.put("b", List.of());
        linked.put("a", List.of());
        assertThat(codec.encode(linked))
                .isEqualTo(codec.encode(new TreeMap<>(linked)))
                .isEqualTo(utf8("{\"a\":[],\"b\":[]}"));
    }

    @Test
    void refusesForeignJsonWithoutQuotingIt() {
        TextCodec<Object> codec = JsonCodecs.jackson().codec(typeOf("one"));
        for (String text : List.of(
                "", "secret", "{\"street\":[\"secret\"]}", "[]", "{\"codes\":\"secret\"}", "[".repeat(100_000))) {
            assertThatThrownBy(() -> codec.decode(utf8(text)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageNotContaining("secret");
        }
    }
}
