package dev.cress.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.cress.annotation.Variant;
import dev.cress.geo.GeoPoint;
import dev.cress.script.entry.EntryType;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.LongStream;
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
                new Family<>(
                        URI.class,
                        CodecTests::uri,
                        Stream.of("", "http://a", "HTTP://A?b#c", "urn:x:y", "a%20b", "ü")
                                .map(URI::create)
                                .toList()),
                new Family<>(
                        LocalTime.class,
                        CodecTests::time,
                        List.of(LocalTime.MIN, LocalTime.MAX, LocalTime.NOON, LocalTime.of(0, 0, 1))),
                new Family<>(
                        LocalDateTime.class,
                        r -> LocalDate.ofEpochDay(r.nextInt() / 3).atTime(time(r)),
                        List.of(LocalDateTime.MIN, LocalDateTime.MAX)),
                new Family<>(
                        OffsetDateTime.class,
                        r -> LocalDate.ofEpochDay(r.nextInt() / 3)
                                .atTime(time(r))
                                .atOffset(offset(r)),
                        List.of(OffsetDateTime.MIN, OffsetDateTime.MAX)),
                new Family<>(
                        ZonedDateTime.class,
                        r -> LocalDate.ofEpochDay(r.nextInt() / 100)
                                .atTime(time(r))
                                .atZone(zone(r)),
                        overlap()),
                new Family<>(
                        Duration.class,
                        r -> Duration.ofSeconds(r.nextLong() >> r.nextInt(64), r.nextInt(1_000_000_000)),
                        List.of(
                                Duration.ZERO,
                                Duration.ofNanos(-1),
                                Duration.ofSeconds(Long.MIN_VALUE),
                                Duration.ofSeconds(Long.MAX_VALUE, 999_999_999))),
                new Family<>(DayOfWeek.class, r -> DayOfWeek.of(1 + r.nextInt(7)), List.of(DayOfWeek.values())),
                new Family<>(Shape.class, r -> Shape.values()[r.nextInt(2)], List.of(Shape.values())));
    }

    private static String string(Random random) {
        return random.ints(random.nextInt(20), 0, 0x110000)
                .filter(c -> c < 0xD800 || c > 0xDFFF)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static URI uri(Random random) {
        return URI.create("http://h" + random.nextInt(9) + "/" + Integer.toString(random.nextInt(), 36) + "?q=%20é");
    }

    private static LocalTime time(Random random) {
        int unit = (int) Math.pow(10, random.nextInt(10)); // 0 to 9 digits of fraction
        return LocalTime.of(random.nextInt(24), random.nextInt(60), random.nextInt(3) * 20)
                .withNano(random.nextInt(1_000_000_000) / unit * unit);
    }

    private static ZoneOffset offset(Random random) {
        return ZoneOffset.ofTotalSeconds(random.nextInt(-64_800, 64_801));
    }

    private static ZoneId zone(Random random) {
        List<String> zones =
                List.of("Europe/Berlin", "America/St_Johns", "Z", "UTC", "GMT+2", "UTC-03:30", "Asia/Kolkata");
        return random.nextBoolean() ? offset(random) : ZoneId.of(zones.get(random.nextInt(zones.size())));
    }

    private static List<ZonedDateTime> overlap() {
        ZonedDateTime twice = LocalDateTime.of(2024, 10, 27, 2, 30).atZone(ZoneId.of("Europe/Berlin"));
        return List.of(twice.withEarlierOffsetAtOverlap(), twice.withLaterOffsetAtOverlap());
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
            if (family.type() == URI.class && !text.contains(" ")) {
                continue; // a relative one
            }
            assertThatThrownBy(() -> scalar(family.type()).decode(utf8(text)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageNotContaining("secret");
        }
    }

    /** The order that the documentation promises, where it is not the natural one. */
    @SuppressWarnings({"unchecked", "rawtypes"})
    private static <V> Comparator<V> order(Class<V> type) {
        if (type == OffsetDateTime.class) {
            return Comparator.comparing(value -> ((OffsetDateTime) value).toInstant());
        }
        if (type == ZonedDateTime.class) {
            return Comparator.comparing(value -> ((ZonedDateTime) value).toInstant());
        }
        if (type == Float.class || type == Double.class) {
            return Comparator.comparingDouble(value -> ((Number) value).doubleValue() + 0.0); // one zero
        }
        return type == LocalDate.class || !isText(type)
                ? (Comparator) Comparator.naturalOrder()
                : Comparator.comparing(value -> utf8(value.toString()), Arrays::compareUnsigned);
    }

    private static <V> V indexable(Family<V> family, Random random) {
        return Stream.generate(() -> family.random().apply(random))
                .filter(value -> !(value instanceof BigDecimal decimal)
                        || Math.abs(decimal.precision() - decimal.scale()) < 5_000)
                .findFirst()
                .orElseThrow();
    }

    private static boolean isText(Class<?> type) {
        return ScalarTypes.of(type).orElseThrow().entryType() == EntryType.TEXT && type != LocalTime.class;
    }

    @ParameterizedTest
    @MethodSource("families")
    <V> void entriesOfPairsCompareAsTheirValues(Family<V> family) {
        Comparator<V> order = order(family.type());
        EntryType type = ScalarTypes.of(family.type()).orElseThrow().entryType();
        Random random = new Random(SEED);
        V left = family.extremes().get(0);
        for (int i = 0; i < VALUES; i++) {
            V right = i < family.extremes().size()
                    ? family.extremes().get(i)
                    : random.nextInt(4) == 0
                            ? family.extremes()
                                    .get(random.nextInt(family.extremes().size()))
                            : indexable(family, random);
            assertThat(Integer.signum(Arrays.compareUnsigned(
                            type.encode(scalar(family.type()).encode(left)),
                            type.encode(scalar(family.type()).encode(right)))))
                    .as("seed %d: %s, %s", SEED, left, right)
                    .isEqualTo(Integer.signum(order.compare(left, right)));
            left = right;
        }
    }

    @Test
    void bytesGoThereAndBackAndSortUnsigned() {
        ScalarType<?> type = ScalarTypes.of(byte[].class).orElseThrow();
        TextCodec<byte[]> codec = scalar(byte[].class);
        Random random = new Random(SEED);
        byte[] left = {};
        for (int i = 0; i < VALUES; i++) {
            byte[] right = new byte[random.nextInt(5)];
            random.nextBytes(right);
            byte[] text = codec.encode(right);
            assertThat(codec.decode(text)).isEqualTo(right);
            assertThat(Integer.signum(Arrays.compareUnsigned(
                            type.entryType().encode(left), type.entryType().encode(text))))
                    .isEqualTo(Integer.signum(Arrays.compareUnsigned(left, right)));
            left = right;
        }
        byte[] mine = {1};
        byte[] text = codec.encode(mine);
        mine[0] = 2;
        assertThat(text).containsExactly(1);
    }

    @Test
    void aDurationIsDecimalSeconds() {
        assertThat(scalar(Duration.class).encode(Duration.ofMinutes(90))).isEqualTo(utf8("5400"));
        assertThat(scalar(Duration.class).encode(Duration.ofMillis(-1_500))).isEqualTo(utf8("-1.5"));
        assertThat(scalar(Duration.class).decode(utf8("1E+3"))).isEqualTo(Duration.ofSeconds(1_000));
        for (String text : List.of("0.0000000001", "1E+19", "PT1H", "NaN")) {
            assertThatThrownBy(() -> scalar(Duration.class).decode(utf8(text)))
                    .as(text)
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void zonesAndOffsetsAreKept() {
        ZonedDateTime berlin = ZonedDateTime.parse("2024-10-27T02:30+01:00[Europe/Berlin]");
        assertThat(scalar(ZonedDateTime.class).encode(berlin)).isEqualTo(utf8("2024-10-27T02:30+01:00[Europe/Berlin]"));
        assertThat(scalar(OffsetDateTime.class).encode(berlin.toOffsetDateTime()))
                .isEqualTo(utf8("2024-10-27T02:30+01:00"));
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

    record Types(
            Map<String, List<Address>> addresses,
            Set<Long> numbers,
            int[] array,
            Address one,
            Exact exact,
            Map<String, Object> untyped,
            List<Payment> payments,
            Set<Payment> paymentSet,
            LinkedHashSet<String> steps,
            Set<Set<String>> setOfSets,
            EnumSet<DayOfWeek> weekdays) {}

    record Exact(
            List<BigDecimal> amounts,
            List<Object> numbers,
            long beyond,
            byte[] bytes,
            ZonedDateTime zoned,
            OffsetDateTime offset,
            Optional<Duration> duration,
            double nan,
            Set<ZoneId> zones) {}

    @Variant(name = "card", type = Card.class)
    @Variant(name = "transfer", type = Transfer.class)
    @Variant(name = "free", type = Free.class)
    sealed interface Payment permits Card, ByBank, Free {}

    record Card(String type, Optional<Payment> fallback) implements Payment {}

    sealed interface ByBank extends Payment permits Transfer {}

    record Transfer(String iban, Set<String> notes) implements ByBank {}

    record Free() implements Payment {}

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
    void jsonKeepsNumbersZonesAndBytesExactly() {
        TextCodec<Object> codec = JsonCodecs.jackson().codec(typeOf("exact"));
        Exact exact = new Exact(
                List.of(new BigDecimal("1.10"), new BigDecimal("1E+4999"), new BigDecimal("0." + "1".repeat(4_999))),
                List.of(new BigDecimal("0.1"), (1L << 53) + 1, BigInteger.TWO.pow(80)),
                (1L << 53) + 1,
                new byte[] {0, -1},
                ZonedDateTime.parse("2024-10-27T02:30+01:00[Europe/Berlin]"),
                OffsetDateTime.parse("2024-10-27T02:30+18:00"),
                Optional.of(Duration.ofNanos(1)),
                Double.NaN,
                Set.of(ZoneId.of("Asia/Kolkata")));
        Exact read = (Exact) codec.decode(codec.encode(exact));
        assertThat(read).usingRecursiveComparison().ignoringFields("nan").isEqualTo(exact);
        assertThat(read.nan()).isNaN();
        assertThat(read.zoned().getZone()).isEqualTo(ZoneId.of("Europe/Berlin"));
        assertThat(codec.encode(read)).isEqualTo(codec.encode(exact));

        TextCodec<Object> untyped = JsonCodecs.jackson().codec(typeOf("untyped"));
        Map<String, Object> numbers = Map.of("d", new BigDecimal("0.10000000000000000001"), "l", (1L << 53) + 1);
        assertThat(untyped.decode(untyped.encode(numbers))).isEqualTo(numbers);
    }

    @Test
    void aSealedHierarchyIsStoredByTheDeclaredNames() {
        TextCodec<Object> codec = JsonCodecs.jackson().codec(typeOf("payments"));
        List<Payment> payments =
                List.of(new Card("visa", Optional.of(new Free())), new Transfer("DE00", Set.of()), new Free());
        byte[] text = codec.encode(payments);
        assertThat(new String(text, StandardCharsets.UTF_8))
                .isEqualTo("[{\"@type\":\"card\",\"type\":\"visa\",\"fallback\":{\"@type\":\"free\"}},"
                        + "{\"@type\":\"transfer\",\"iban\":\"DE00\",\"notes\":[]},{\"@type\":\"free\"}]");
        assertThat(codec.decode(text)).isEqualTo(payments);
        for (String foreign : List.of(
                "[{\"@type\":\"secret\"}]",
                "[{\"@type\":\"java.util.ArrayList\"}]",
                "[{\"@type\":\"" + Free.class.getName() + "\"}]",
                "[{}]")) {
            assertThatThrownBy(() -> codec.decode(utf8(foreign)))
                    .as(foreign)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageNotContaining("secret");
        }
    }

    record Open(OpenByClass value) {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.CLASS)
    interface OpenByClass {}

    @Variant(name = "a", type = String.class)
    interface NotSealed {}

    @Variant(name = "one", type = One.class)
    sealed interface Incomplete permits One, Two {}

    record One() implements Incomplete {}

    record Two() implements Incomplete {}

    @Variant(name = "x", type = Three.class)
    @Variant(name = "x", type = Four.class)
    sealed interface SameName permits Three, Four {}

    record Three() implements SameName {}

    record Four() implements SameName {}

    @Variant(name = "leak", type = Leak.class)
    sealed interface Leaky permits Leak {}

    abstract static non-sealed class Leak implements Leaky {}

    @Test
    void refusesHierarchiesThatAreNotClosed() {
        Map.of(
                        Open.class, "choose a class",
                        NotSealed.class, "make it sealed",
                        Incomplete.class, "add a @Variant for [" + Two.class.getName() + "]",
                        SameName.class, "a name of its own, not \"x\"",
                        Leaky.class, "make it final",
                        Runnable.class, "Runnable")
                .forEach((type, message) -> assertThatThrownBy(
                                () -> JsonCodecs.jackson().codec(type))
                        .as(type.getName())
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessageContaining(message));
    }

    @Test
    void equalSetsHaveEqualJsonInTheOrderOfTheirTexts() {
        TextCodec<Object> numbers = JsonCodecs.jackson().codec(typeOf("numbers"));
        List<Long> values = LongStream.range(0, 50).boxed().toList();
        List<Long> reversed = new ArrayList<>(values);
        Collections.reverse(reversed);
        assertThat(numbers.encode(Set.copyOf(values)))
                .isEqualTo(numbers.encode(new HashSet<>(reversed)))
                .isEqualTo(numbers.encode(new TreeSet<>(reversed)))
                .isEqualTo(numbers.encode(new LinkedHashSet<>(reversed)))
                .startsWith(utf8("[0,1,10,11,"));
        assertThat(numbers.decode(numbers.encode(Set.copyOf(values)))).isEqualTo(Set.copyOf(values));

        TextCodec<Object> steps = JsonCodecs.jackson().codec(typeOf("steps"));
        assertThat(steps.encode(new LinkedHashSet<>(List.of("b", "a")))).isEqualTo(utf8("[\"b\",\"a\"]"));
        TextCodec<Object> nested = JsonCodecs.jackson().codec(typeOf("setOfSets"));
        assertThat(nested.encode(Set.of(Set.of("c", "d"), Set.of("a", "b"))))
                .isEqualTo(utf8("[[\"a\",\"b\"],[\"c\",\"d\"]]"));
        TextCodec<Object> weekdays = JsonCodecs.jackson().codec(typeOf("weekdays"));
        assertThat(weekdays.encode(EnumSet.of(DayOfWeek.TUESDAY, DayOfWeek.SATURDAY)))
                .isEqualTo(utf8("[\"SATURDAY\",\"TUESDAY\"]"));
        assertThat(weekdays.decode(utf8("[\"SATURDAY\"]"))).isEqualTo(EnumSet.of(DayOfWeek.SATURDAY));
        assertThat(weekdays.encode(EnumSet.noneOf(DayOfWeek.class))).isEqualTo(utf8("[]"));

        TextCodec<Object> payments = JsonCodecs.jackson().codec(typeOf("paymentSet"));
        List<Payment> mixed = List.of(
                new Free(),
                new Transfer("a", Set.of("y", "x")),
                new Card("b", Optional.empty()),
                new Transfer("b", Set.of()));
        byte[] text = payments.encode(new HashSet<>(mixed));
        for (int i = 0; i < mixed.size(); i++) {
            List<Payment> rotated = new ArrayList<>(mixed);
            Collections.rotate(rotated, i);
            assertThat(payments.encode(Set.copyOf(rotated))).isEqualTo(text);
        }
        assertThat(payments.decode(text)).isEqualTo(Set.copyOf(mixed));
        TextCodec<Object> enums = JsonCodecs.jackson().codec(EnumSetHolder.class);
        EnumSetHolder days = new EnumSetHolder(EnumSet.of(DayOfWeek.SUNDAY, DayOfWeek.MONDAY), Set.of());
        assertThat(enums.decode(enums.encode(days))).isEqualTo(days);
    }

    record EnumSetHolder(EnumSet<DayOfWeek> days, Set<DayOfWeek> others) {}

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
