package dev.cress.codec;

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
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/** The scalar types that Cress knows. */
public final class ScalarTypes {

    private static final Map<Class<?>, ScalarType<?>> TYPES = new HashMap<>();

    static {
        add(String.class, EntryType.TEXT, Utf8::encode, Utf8::decode);
        text(Character.class, EntryType.TEXT, ScalarTypes::character);
        text(Boolean.class, EntryType.TEXT, ScalarTypes::bool);
        text(UUID.class, EntryType.TEXT, canonical(UUID::fromString));
        text(Byte.class, EntryType.DOUBLE, Byte::valueOf);
        text(Short.class, EntryType.DOUBLE, Short::valueOf);
        text(Integer.class, EntryType.DOUBLE, Integer::valueOf);
        text(Float.class, EntryType.DOUBLE, Float::valueOf);
        text(Double.class, EntryType.DOUBLE, Doubles::parse);
        text(Long.class, EntryType.DECIMAL, Long::valueOf);
        text(BigInteger.class, EntryType.DECIMAL, BigInteger::new);
        text(BigDecimal.class, EntryType.DECIMAL, BigDecimal::new);
        add(byte[].class, EntryType.TEXT, byte[]::clone, byte[]::clone);
        text(URI.class, EntryType.TEXT, URI::create);
        text(LocalDate.class, EntryType.DATE, LocalDate::parse);
        text(LocalTime.class, EntryType.TEXT, canonical(LocalTime::parse));
        text(LocalDateTime.class, EntryType.DATETIME, LocalDateTime::parse);
        text(Instant.class, EntryType.INSTANT, InstantTexts::parse);
        text(OffsetDateTime.class, EntryType.INSTANT, OffsetDateTime::parse);
        text(ZonedDateTime.class, EntryType.INSTANT, ZonedDateTime::parse);
        add(Duration.class, EntryType.DECIMAL, ScalarTypes::seconds, ScalarTypes::duration);
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
            Class<V> type, EntryType entryType, Function<V, byte[]> encode, Function<byte[], V> decode) {
        TYPES.put(type, new ScalarType<>(new FunctionCodec<>(encode, decode), entryType));
    }

    private static <V> void text(Class<V> type, EntryType entryType, Function<String, V> parse) {
        add(type, entryType, value -> Utf8.encode(value.toString()), text -> parse(type, parse, Utf8.decode(text)));
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
        Map<String, Enum<?>> constants = new HashMap<>();
        for (Object constant : declared.getEnumConstants()) {
            constants.put(((Enum<?>) constant).name(), (Enum<?>) constant);
        }
        return new ScalarType<>(
                new FunctionCodec<Enum<?>>(
                        value -> Utf8.encode(value.name()),
                        text -> Optional.<Enum<?>>ofNullable(constants.get(Utf8.decode(text)))
                                .orElseThrow(() ->
                                        new IllegalArgumentException("is no constant of " + declared.getSimpleName()))),
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
