package dev.cress.mapping;

import dev.cress.codec.Primitives;
import dev.cress.codec.TextCodec;
import dev.cress.script.entry.EntryType;
import java.lang.reflect.RecordComponent;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Types of which ids are made: equal ids have equal bytes, and others have not. */
final class IdTypes {

    static final String ALLOWED =
            "a String, char, integral number, UUID, enum, Instant, LocalDate, LocalDateTime, a type with a converter, or a record of these";

    /** A record that holds itself has no end. */
    private static final int MAX_DEPTH = 8;

    /** Scalars whose text is one and the same for equal values, which a double's and a BigDecimal's is not. */
    private static final Set<Class<?>> SCALARS = Set.of(
            String.class,
            Character.class,
            Byte.class,
            Short.class,
            Integer.class,
            Long.class,
            BigInteger.class,
            UUID.class,
            Instant.class,
            LocalDate.class,
            LocalDateTime.class);

    private final PropertyTypes types;

    IdTypes(PropertyTypes types) {
        this.types = types;
    }

    /** The codec of an id, or of a part of one; empty when it cannot be one. */
    Optional<TextCodec<Object>> codec(Class<?> type) {
        return codec(type, 0);
    }

    private Optional<TextCodec<Object>> codec(Class<?> type, int depth) {
        if (SCALARS.contains(Primitives.wrapper(type)) || type.isEnum() || types.hasConverter(type)) {
            return types.scalar(type).map(PropertyTypes.Storage::codec);
        }
        return record(type, depth).map(codec -> codec);
    }

    /** How ids compare: scalars by value; what a converter makes by its text, of which equal values may have several. */
    EntryType entryType(Class<?> type) {
        return types.hasConverter(type)
                ? EntryType.TEXT
                : types.scalar(type).flatMap(PropertyTypes.Storage::entryType).orElse(EntryType.TEXT);
    }

    /** The codec of a record; empty when it is none, or has a component that cannot be part of an id. */
    Optional<RecordIdCodec> record(Class<?> type) {
        return record(type, 0);
    }

    private Optional<RecordIdCodec> record(Class<?> type, int depth) {
        if (depth == MAX_DEPTH || !type.isRecord() || type.getRecordComponents().length == 0) {
            return Optional.empty();
        }
        List<TextCodec<Object>> codecs = new ArrayList<>();
        for (RecordComponent component : type.getRecordComponents()) {
            Optional<TextCodec<Object>> codec = codec(component.getType(), depth + 1);
            if (codec.isEmpty()) {
                return Optional.empty();
            }
            codecs.add(codec.get());
        }
        try {
            return Optional.of(new RecordIdCodec(type, List.copyOf(codecs)));
        } catch (ReflectiveOperationException e) {
            return Optional.empty();
        }
    }
}
