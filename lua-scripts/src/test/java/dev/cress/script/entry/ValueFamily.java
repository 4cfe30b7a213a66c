package dev.cress.script.entry;

import dev.cress.script.Bytes;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Values of one Java type: random and extreme ones, their stored text, and their order. */
record ValueFamily<V>(
        String name,
        EntryType type,
        Function<RandomGenerator, V> random,
        List<V> extremes,
        Function<V, byte[]> stored,
        Comparator<V> order) {

    private static final List<String> PIECES = List.of(
            "",
            "a",
            "b",
            "ab",
            "\0",
            "\0\0",
            "\u0001",
            "\u0002",
            "\u0003",
            "\u007F",
            "\u0080",
            "\u00FF",
            "\u07FF",
            "\u0800",
            "\uD7FF",
            "\uE000",
            "\uFFFD",
            "\uFFFF",
            "\uD800\uDC00",
            "\uD83D\uDE00",
            "\uDBFF\uDFFF",
            "~",
            " ");

    static Stream<ValueFamily<?>> all() {
        return Stream.of(
                texts(),
                foldedTexts(),
                bytes(),
                decimals(),
                bigIntegers(),
                longs(),
                doubles(),
                floats(),
                integers(),
                dates(),
                times(),
                dateTimes(),
                instants(),
                offsetDateTimes(),
                zonedDateTimes(),
                durations());
    }

    byte[] encode(V value) {
        return type.encode(text(value));
    }

    byte[] text(V value) {
        return stored.apply(value);
    }

    private static <V> Function<V, byte[]> utf8(Function<V, String> text) {
        return text.andThen(Bytes::utf8);
    }

    List<V> values(RandomGenerator generator, int count) {
        return Stream.concat(
                        extremes.stream(),
                        Stream.generate(() -> random.apply(generator)).limit(count))
                .toList();
    }

    @Override
    public String toString() {
        return name;
    }

    private static ValueFamily<String> texts() {
        return new ValueFamily<>(
                "text",
                EntryType.TEXT,
                random -> IntStream.range(0, random.nextInt(6))
                        .mapToObj(i -> PIECES.get(random.nextInt(PIECES.size())))
                        .reduce("", String::concat),
                Stream.concat(PIECES.stream(), Stream.of("x".repeat(TextEntries.MAX_BYTES), "\0".repeat(1024)))
                        .toList(),
                utf8(text -> text),
                ValueFamily::compareCodePoints);
    }

    /** All characters that have a case, and their neighbours. */
    private static ValueFamily<String> foldedTexts() {
        List<String> runs = IntStream.range(0, 0x20000 / 64)
                .mapToObj(i -> new String(
                        IntStream.range(i * 64, i * 64 + 64)
                                .filter(c -> c < Character.MIN_SURROGATE || c > Character.MAX_SURROGATE)
                                .toArray(),
                        0,
                        i * 64 >= Character.MIN_SURROGATE && i * 64 <= Character.MAX_SURROGATE ? 0 : 64))
                .distinct()
                .toList();
        List<String> pieces = List.of(
                "", "a", "A", "Z", "z", "Ä", "ä", "ẞ", "ß", "SS", "Σ", "ς", "İ", "ı", "K", "k", "Ж", "\0", "|", "=",
                "Ꭰ", "ꭰ", "𐐀", "𐐨");
        return new ValueFamily<>(
                "text without case",
                EntryType.FOLDED,
                random -> IntStream.range(0, random.nextInt(6))
                        .mapToObj(i -> pieces.get(random.nextInt(pieces.size())))
                        .reduce("", String::concat),
                Stream.concat(pieces.stream(), runs.stream()).toList(),
                utf8(text -> text),
                Comparator.comparing(
                        text -> new String(FoldedTexts.fold(Bytes.utf8(text)), StandardCharsets.UTF_8),
                        ValueFamily::compareCodePoints));
    }

    private static int compareCodePoints(String left, String right) {
        return java.util.Arrays.compare(
                left.codePoints().toArray(), right.codePoints().toArray());
    }

    private static ValueFamily<BigDecimal> decimals() {
        return new ValueFamily<>(
                "BigDecimal",
                EntryType.DECIMAL,
                ValueFamily::decimal,
                Stream.of(
                                "0",
                                "0.00",
                                "0E+3",
                                "0E-4999",
                                "1",
                                "-1",
                                "1.0",
                                "1.10",
                                "1.1",
                                "-1.10",
                                "1E+3",
                                "1000",
                                "1E-4999",
                                "-1E-4999",
                                "9.99E-5000",
                                "1E+4998",
                                "-1E+4998",
                                "9E+4998",
                                "0.1",
                                "0.09",
                                "0.10",
                                "10",
                                "9.99",
                                "-0.001",
                                "123456789012345678901234567890.123456789",
                                "-123456789012345678901234567890.123456788",
                                "9007199254740993",
                                "9007199254740992",
                                "9007199254740991",
                                "0.30000000000000004",
                                "1E-10",
                                "100E-2")
                        .map(BigDecimal::new)
                        .toList(),
                utf8(BigDecimal::toString),
                BigDecimal::compareTo);
    }

    private static BigDecimal decimal(RandomGenerator random) {
        int digits = 1 + random.nextInt(random.nextInt(10) == 0 ? 60 : 5);
        BigInteger unscaled = new BigInteger(digits * 3, new java.util.Random(random.nextLong()));
        int scale = switch (random.nextInt(4)) {
            case 0 -> 0;
            case 1 -> random.nextInt(-3, 10);
            case 2 -> random.nextInt(-300, 300);
            default -> random.nextInt(-4_900, 4_900);
        };
        return new BigDecimal(random.nextBoolean() ? unscaled : unscaled.negate(), scale);
    }

    private static ValueFamily<BigInteger> bigIntegers() {
        return new ValueFamily<>(
                "BigInteger",
                EntryType.DECIMAL,
                random -> new BigInteger(random.nextInt(1, 300), new java.util.Random(random.nextLong()))
                        .multiply(BigInteger.TEN.pow(random.nextInt(20)))
                        .multiply(BigInteger.valueOf(random.nextBoolean() ? 1 : -1)),
                List.of(
                        BigInteger.ZERO,
                        BigInteger.TEN,
                        BigInteger.TEN.pow(4_998),
                        BigInteger.TEN.pow(4_999).subtract(BigInteger.ONE),
                        BigInteger.TEN.pow(4_998).negate()),
                utf8(BigInteger::toString),
                BigInteger::compareTo);
    }

    private static ValueFamily<Long> longs() {
        return new ValueFamily<>(
                "long",
                EntryType.DECIMAL,
                random -> random.nextLong() >> random.nextInt(64),
                List.of(
                        0L,
                        -1L,
                        1L,
                        9L,
                        10L,
                        11L,
                        99L,
                        100L,
                        Long.MIN_VALUE,
                        Long.MIN_VALUE + 1,
                        Long.MAX_VALUE,
                        Long.MAX_VALUE - 1,
                        (1L << 53) - 1,
                        1L << 53,
                        (1L << 53) + 1,
                        -(1L << 53),
                        -(1L << 53) - 1),
                utf8(String::valueOf),
                Comparator.naturalOrder());
    }

    private static ValueFamily<Double> doubles() {
        return new ValueFamily<>(
                "double",
                EntryType.DOUBLE,
                random -> switch (random.nextInt(3)) {
                    case 0 -> Double.longBitsToDouble(random.nextLong());
                    case 1 -> random.nextGaussian();
                    default -> (double) random.nextInt(-1_000, 1_000) / 8;
                },
                List.of(
                        0.0,
                        -0.0,
                        Double.NaN,
                        Double.POSITIVE_INFINITY,
                        Double.NEGATIVE_INFINITY,
                        Double.MIN_VALUE,
                        -Double.MIN_VALUE,
                        Double.MIN_NORMAL,
                        Double.MAX_VALUE,
                        -Double.MAX_VALUE,
                        Math.nextDown(1.0),
                        1.0,
                        Math.nextUp(1.0),
                        0.1,
                        1e7,
                        1e-3,
                        9007199254740992.0,
                        9007199254740994.0,
                        2.2250738585072011e-308,
                        1.7976931348623157e308),
                utf8(String::valueOf),
                (a, b) -> Double.compare(a + 0.0, b + 0.0)); // -0.0 + 0.0 is 0.0
    }

    private static ValueFamily<Float> floats() {
        return new ValueFamily<>(
                "float",
                EntryType.DOUBLE,
                random -> Float.intBitsToFloat(random.nextInt()),
                List.of(
                        0f,
                        -0f,
                        Float.NaN,
                        Float.POSITIVE_INFINITY,
                        Float.NEGATIVE_INFINITY,
                        Float.MIN_VALUE,
                        Float.MAX_VALUE,
                        -Float.MAX_VALUE,
                        0.1f,
                        16777216f),
                utf8(String::valueOf),
                (a, b) -> Float.compare(a + 0f, b + 0f));
    }

    private static ValueFamily<Integer> integers() {
        return new ValueFamily<>(
                "int",
                EntryType.DOUBLE,
                random -> random.nextInt() >> random.nextInt(32),
                List.of(0, 1, -1, 9, 10, Integer.MIN_VALUE, Integer.MAX_VALUE),
                utf8(String::valueOf),
                Comparator.naturalOrder());
    }

    private static ValueFamily<LocalDate> dates() {
        return new ValueFamily<>(
                "date",
                EntryType.DATE,
                ValueFamily::date,
                Stream.concat(
                                Stream.of(LocalDate.MIN, LocalDate.MAX, LocalDate.EPOCH),
                                Stream.of(-10_000, -9_999, -1, 0, 1, 999, 1_000, 9_999, 10_000, 99_999)
                                        .flatMap(year -> Stream.of(
                                                LocalDate.of(year, 1, 1),
                                                LocalDate.of(year, 2, 28),
                                                LocalDate.of(year, 12, 31))))
                        .toList(),
                utf8(LocalDate::toString),
                LocalDate::compareTo);
    }

    private static LocalDate date(RandomGenerator random) {
        return random.nextBoolean()
                ? LocalDate.ofEpochDay(random.nextInt(-800_000, 800_000))
                : LocalDate.of(random.nextInt(-999_999_999, 1_000_000_000), 1, 1)
                        .withDayOfYear(1 + random.nextInt(365));
    }

    private static ValueFamily<Instant> instants() {
        return new ValueFamily<>(
                "instant",
                EntryType.INSTANT,
                ValueFamily::instant,
                Stream.of(
                                "1970-01-01T00:00:00Z",
                                "1970-01-01T00:00:00.1Z",
                                "1970-01-01T00:00:00.100000001Z",
                                "1970-01-01T00:00:00.01Z",
                                "1969-12-31T23:59:59.999999999Z",
                                "0000-01-01T00:00:00Z",
                                "-0001-12-31T23:59:59.999Z",
                                "-0001-01-01T00:00:00Z",
                                "9999-12-31T23:59:59.999999999Z",
                                "+10000-01-01T00:00:00Z",
                                "2024-02-29T12:30:00.120Z")
                        .map(Instant::parse)
                        .collect(java.util.stream.Collectors.collectingAndThen(
                                java.util.stream.Collectors.toList(), list -> {
                                    list.addAll(List.of(
                                            Instant.MIN,
                                            Instant.MAX,
                                            Instant.MIN.plusNanos(1),
                                            Instant.MAX.minusNanos(1)));
                                    return List.copyOf(list);
                                })),
                utf8(Instant::toString),
                Instant::compareTo);
    }

    private static Instant instant(RandomGenerator random) {
        Instant day = date(random).atStartOfDay().toInstant(ZoneOffset.UTC);
        int unit = (int) Math.pow(10, random.nextInt(10)); // 0 to 9 digits of fraction
        return day.plusSeconds(random.nextInt(86_400)).plusNanos((long) (random.nextInt(1_000_000_000) / unit) * unit);
    }

    private static ValueFamily<byte[]> bytes() {
        return new ValueFamily<>(
                "bytes",
                EntryType.TEXT,
                random -> {
                    byte[] bytes = new byte[random.nextInt(8)];
                    for (int i = 0; i < bytes.length; i++) {
                        bytes[i] = (byte) (random.nextBoolean() ? random.nextInt(-2, 3) : random.nextInt());
                    }
                    return bytes;
                },
                List.of(new byte[0], new byte[1], new byte[] {-1}, new byte[] {0, -1}, new byte[] {0, -1, 0}),
                bytes -> bytes,
                Arrays::compareUnsigned);
    }

    private static ValueFamily<LocalTime> times() {
        return new ValueFamily<>(
                "time",
                EntryType.TEXT,
                ValueFamily::time,
                List.of(LocalTime.MIN, LocalTime.MAX, LocalTime.NOON, LocalTime.of(0, 0, 1), LocalTime.ofNanoOfDay(1)),
                utf8(LocalTime::toString),
                LocalTime::compareTo);
    }

    private static LocalTime time(RandomGenerator random) {
        int seconds = random.nextInt(86_400) / (random.nextBoolean() ? 1 : 60) * 60 % 86_400;
        int unit = (int) Math.pow(10, random.nextInt(10)); // 0 to 9 digits of fraction
        return LocalTime.ofSecondOfDay(random.nextBoolean() ? seconds : random.nextInt(86_400))
                .plusNanos(random.nextInt(4) == 0 ? 0 : (long) (random.nextInt(1_000_000_000) / unit) * unit);
    }

    private static ValueFamily<LocalDateTime> dateTimes() {
        return new ValueFamily<>(
                "datetime",
                EntryType.DATETIME,
                random -> date(random).atTime(time(random)),
                List.of(
                        LocalDateTime.MIN,
                        LocalDateTime.MAX,
                        LocalDateTime.of(-1, 12, 31, 23, 59, 59),
                        LocalDateTime.of(0, 1, 1, 0, 0),
                        LocalDateTime.of(9_999, 12, 31, 23, 59),
                        LocalDateTime.of(10_000, 1, 1, 0, 0)),
                utf8(LocalDateTime::toString),
                LocalDateTime::compareTo);
    }

    private static ValueFamily<OffsetDateTime> offsetDateTimes() {
        return new ValueFamily<>(
                "offset datetime",
                EntryType.INSTANT,
                random -> date(random).atTime(time(random)).atOffset(offset(random)),
                Stream.concat(
                                Stream.of(OffsetDateTime.MIN, OffsetDateTime.MAX),
                                Stream.of(-400, -4, -1, 0, 1, 1900, 2000, 2023, 2024, 2100, 9999, 10_000)
                                        .flatMap(ValueFamily::dayChanges))
                        .toList(),
                utf8(OffsetDateTime::toString),
                Comparator.comparing(OffsetDateTime::toInstant));
    }

    /** Where the day, month or year at the offset is another than in UTC. */
    private static Stream<OffsetDateTime> dayChanges(int year) {
        LocalDate march = LocalDate.of(year, 3, 1);
        return Stream.of(LocalDate.of(year, 1, 1), march, march.minusDays(1), LocalDate.of(year, 12, 31))
                .flatMap(date -> Stream.of(date.atTime(0, 0), date.atTime(23, 59, 59, 999_999_999)))
                .flatMap(
                        local -> Stream.of(ZoneOffset.MIN, ZoneOffset.MAX, ZoneOffset.UTC, ZoneOffset.ofTotalSeconds(1))
                                .map(local::atOffset));
    }

    private static ZoneOffset offset(RandomGenerator random) {
        return switch (random.nextInt(3)) {
            case 0 -> ZoneOffset.UTC;
            case 1 -> ZoneOffset.ofHours(random.nextInt(-18, 19));
            default -> ZoneOffset.ofTotalSeconds(random.nextInt(-64_800, 64_801));
        };
    }

    private static ValueFamily<ZonedDateTime> zonedDateTimes() {
        List<ZoneId> zones = Stream.of(
                        "Europe/Berlin", "America/St_Johns", "Z", "UTC", "GMT+2", "Pacific/Apia", "+05:30")
                .map(ZoneId::of)
                .toList();
        LocalDateTime twice = LocalDateTime.of(2024, 10, 27, 2, 30);
        return new ValueFamily<>(
                "zoned datetime",
                EntryType.INSTANT,
                random -> date(random).atTime(time(random)).atZone(zones.get(random.nextInt(zones.size()))),
                List.of(
                        twice.atZone(zones.get(0)).withEarlierOffsetAtOverlap(),
                        twice.atZone(zones.get(0)).withLaterOffsetAtOverlap(),
                        LocalDateTime.of(2024, 3, 31, 2, 30).atZone(zones.get(0))),
                utf8(ZonedDateTime::toString),
                Comparator.comparing(ZonedDateTime::toInstant));
    }

    private static ValueFamily<Duration> durations() {
        return new ValueFamily<>(
                "duration",
                EntryType.DECIMAL,
                random -> Duration.ofSeconds(random.nextLong() >> random.nextInt(64), random.nextInt(1_000_000_000)),
                List.of(
                        Duration.ZERO,
                        Duration.ofNanos(1),
                        Duration.ofNanos(-1),
                        Duration.ofSeconds(Long.MAX_VALUE, 999_999_999),
                        Duration.ofSeconds(Long.MIN_VALUE),
                        Duration.ofSeconds((1L << 53) + 1)),
                utf8(value -> BigDecimal.valueOf(value.getSeconds())
                        .add(BigDecimal.valueOf(value.getNano(), 9))
                        .stripTrailingZeros()
                        .toPlainString()),
                Duration::compareTo);
    }
}
