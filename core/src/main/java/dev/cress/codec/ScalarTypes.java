package dev.cress.codec;

import dev.cress.script.entity.SureTexts;
import dev.cress.script.entry.EntryType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The scalar types that Cress knows. */
public final class ScalarTypes {

    private static final Map<Class<?>, ScalarType<?>> TYPES = new HashMap<>();

    private static final String INTEGER = "^%-?%d+$";
    private static final String DECIMAL = "^%-?%d+%.%d+$";
    private static final SureTexts NUMBERS =
            SureTexts.matching(4_096, INTEGER, DECIMAL, "^%-?%d+E[+-]?%d%d?%d?$", "^%-?%d+%.%d+E[+-]?%d%d?%d?$");
    private static final String CLOCK = ":[0-5]%d";
    private static final String HEX = "[0-9a-f]";

    static {
        add(String.class, EntryType.TEXT, SureTexts.UTF_8, Utf8::encode, Utf8::decode);
        text(Character.class, EntryType.TEXT, SureTexts.matching(1, "^[%z\u0001-\u007f]$"), ScalarTypes::character);
        text(Boolean.class, EntryType.TEXT, SureTexts.oneOf(List.of("true", "false")), ScalarTypes::bool);
        text(UUID.class, EntryType.TEXT, SureTexts.matching(36, uuid()), canonical(UUID::fromString));
        text(Byte.class, EntryType.DOUBLE, SureTexts.matching(2, INTEGER), Byte::valueOf);
        text(Short.class, EntryType.DOUBLE, SureTexts.matching(4, INTEGER), Short::valueOf);
        text(Integer.class, EntryType.DOUBLE, SureTexts.matching(9, INTEGER), Integer::valueOf);
        text(Float.class, EntryType.DOUBLE, NUMBERS, Float::valueOf);
        text(Double.class, EntryType.DOUBLE, NUMBERS, Doubles::parse);
        text(Long.class, EntryType.DECIMAL, SureTexts.matching(18, INTEGER), Long::valueOf);
        text(BigInteger.class, EntryType.DECIMAL, SureTexts.matching(4_096, INTEGER), BigInteger::new);
        text(BigDecimal.class, EntryType.DECIMAL, NUMBERS, BigDecimal::new);
        add(byte[].class, EntryType.TEXT, SureTexts.ALL, byte[]::clone, byte[]::clone);
        text(URI.class, EntryType.TEXT, SureTexts.matching(4_096, "^%a+://%w[%w._~/?=&-]*$"), URI::create);
        text(LocalDate.class, EntryType.DATE, SureTexts.DATES, LocalDate::parse);
        text(LocalTime.class, EntryType.TEXT, SureTexts.matching(8, clocks()), canonical(LocalTime::parse));
        text(LocalDateTime.class, EntryType.DATETIME, SureTexts.DATE_TIMES, LocalDateTime::parse);
        text(Instant.class, EntryType.INSTANT, SureTexts.INSTANTS, InstantTexts::parse);
        text(OffsetDateTime.class, EntryType.INSTANT, SureTexts.OFFSET_DATE_TIMES, OffsetDateTime::parse);
        text(ZonedDateTime.class, EntryType.INSTANT, SureTexts.NONE, ZonedDateTime::parse);
        add(
                Duration.class,
                EntryType.DECIMAL,
                SureTexts.matching(18, INTEGER, "^%-?%d+%.%d%d?%d?%d?%d?%d?%d?%d?%d?$"),
                ScalarTypes::seconds,
                ScalarTypes::duration);
    }

    private ScalarTypes() {}

    /**
     * Finds a scalar type.
     *
     * @param type a class; primitives count as their wrappers
     * @return the scalar type, empty when there is none for the class
     */
    public static Optional<ScalarType<?>> of(Class<?> type) {
        if (Enum.class.isAssignableFrom(type) && type != Enum.class) {
            return Optional.of(enumeration(type));
        }
        return Optional.ofNullable(TYPES.get(Primitives.wrapper(type)));
    }

    private static <V> void add(
            Class<V> type,
            EntryType entryType,
            SureTexts sure,
            Function<V, byte[]> encode,
            Function<byte[], V> decode) {
        TYPES.put(type, new ScalarType<>(new FunctionCodec<>(encode, decode, sure), entryType));
    }

    private static <V> void text(Class<V> type, EntryType entryType, SureTexts sure, Function<String, V> parse) {
        add(
                type,
                entryType,
                sure,
                value -> Utf8.encode(value.toString()),
                text -> parse(type, parse, Utf8.decode(text)));
    }

    private static String uuid() {
        return "^" + Stream.of(8, 4, 4, 4, 12).map(HEX::repeat).collect(Collectors.joining("%-")) + "$";
    }

    /** In the shortest form: no seconds of zero, no fraction. */
    private static String[] clocks() {
        return Stream.of("[01]%d", "2[0-3]")
                .flatMap(hour ->
                        Stream.of("", ":[0-5][1-9]", ":[1-5]0").map(second -> "^" + hour + CLOCK + second + "$"))
                .toArray(String[]::new);
    }

    private static <V> V parse(Class<?> type, Function<String, V> parse, String text) {
        try {
            return parse.apply(text);
        } catch (RuntimeException e) {
            throw new IllegalArgumentException("is no " + type.getSimpleName());
        }
    }

    private static ScalarType<?> enumeration(Class<?> type) {
        Class<?> declared = type.isEnum() ? type : type.getSuperclass();
        Map<String, Enum<?>> constants = new TreeMap<>(); // in the same order in each program
        for (Object constant : declared.getEnumConstants()) {
            constants.put(((Enum<?>) constant).name(), (Enum<?>) constant);
        }
        return new ScalarType<>(
                new FunctionCodec<Enum<?>>(
                        value -> Utf8.encode(value.name()),
                        text -> Optional.<Enum<?>>ofNullable(constants.get(Utf8.decode(text)))
                                .orElseThrow(() ->
                                        new IllegalArgumentException("is no constant of " + declared.getSimpleName())),
                        SureTexts.oneOf(constants.keySet())),
                EntryType.TEXT);
    }

    private static Character character(String text) {
        if (text.length() != 1) {
            throw new IllegalArgumentException();
        }
        return text.charAt(0);
    }

    private static Boolean bool(String text) {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException();
        };
    }

    /** Where only the canonical form compares as text: {@link UUID#fromString} takes shortened groups, {@link LocalTime#parse} seconds of zero. */
    private static <V> Function<String, V> canonical(Function<String, V> parse) {
        return text -> {
            V value = parse.apply(text);
            if (!value.toString().equals(text)) {
                throw new IllegalArgumentException();
            }
            return value;
        };
    }

    /** Decimal seconds, which compare as numbers; ISO-8601's {@code PT1H} and {@code PT60M} would not. */
    private static byte[] seconds(Duration value) {
        BigDecimal seconds = BigDecimal.valueOf(value.getSeconds()).add(BigDecimal.valueOf(value.getNano(), 9));
        return Utf8.encode(seconds.stripTrailingZeros().toPlainString());
    }

    private static Duration duration(byte[] text) {
        return parse(
                Duration.class,
                decimal -> {
                    BigInteger[] parts = new BigDecimal(decimal)
                            .setScale(9, RoundingMode.UNNECESSARY)
                            .unscaledValue()
                            .divideAndRemainder(BigInteger.valueOf(1_000_000_000));
                    return Duration.ofSeconds(parts[0].longValueExact(), parts[1].longValueExact());
                },
                Utf8.decode(text));
    }
}
