package dev.cress.mapping;

import dev.cress.error.InvalidEntityException;
import dev.cress.id.IdGenerator;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Ids of one model: as users see them, as parts that entities hold, and as bytes. */
record EntityIds(String model, IdCodec codec, @Nullable IdGenerator<?> generator) {

    private static final int MAX_BYTES = 512;

    Class<?> type() {
        return codec.type();
    }

    byte[] encode(Object id) {
        if (!codec.type().isInstance(id)) {
            throw new IllegalArgumentException("an id of " + model + " is a "
                    + codec.type().getName() + ", not a " + id.getClass().getName());
        }
        byte[] bytes;
        try {
            bytes = codec.codec().encode(id);
        } catch (IllegalArgumentException e) {
            throw invalid("the id " + e.getMessage());
        }
        lengthProblem(bytes).ifPresent(problem -> {
            throw invalid(problem);
        });
        return bytes;
    }

    static Optional<String> lengthProblem(byte[] id) {
        return id.length >= 1 && id.length <= MAX_BYTES
                ? Optional.empty()
                : Optional.of("an id has 1 to " + MAX_BYTES + " bytes, this one has " + id.length);
    }

    /** @throws IllegalArgumentException when the bytes are no id */
    @Nullable
    Object[] decode(byte[] bytes) {
        return codec.decompose(codec.codec().decode(bytes));
    }

    byte[] of(@Nullable Object[] parts) {
        Object[] present = new Object[parts.length];
        for (int i = 0; i < parts.length; i++) {
            Object part = parts[i];
            if (part == null) {
                throw invalid(
                        parts.length == 1
                                ? "the id is null; give the entity one before it is saved, or declare it a @GeneratedId"
                                : "a part of the id is null; give the entity all of them before it is saved");
            }
            present[i] = part;
        }
        try {
            return encode(codec.compose(present));
        } catch (IllegalArgumentException e) {
            throw invalid("the id " + e.getMessage());
        }
    }

    /** The parts with a new id, or the same ones when there is an id already, or nothing that makes one. */
    @Nullable
    Object[] generated(@Nullable Object[] parts, Clock clock) {
        return generator == null || parts[0] != null
                ? parts
                : new Object[] {GeneratedIds.adapt(codec.type(), generator.next(clock))};
    }

    private InvalidEntityException invalid(String violation) {
        return new InvalidEntityException(model, List.of(violation));
    }
}
