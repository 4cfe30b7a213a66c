package dev.cress.mapping;

import dev.cress.codec.TextCodec;
import dev.cress.convert.ValueConverter;
import org.jspecify.annotations.Nullable;

/** Stores a value as another one. What a converter says when it fails may quote the value, so only its kind is told. */
record ConvertedCodec(ValueConverter<Object, Object> converter, TextCodec<Object> stored) implements TextCodec<Object> {

    @Override
    public byte[] encode(Object value) {
        Object converted;
        try {
            converted = converter.toStored(value);
        } catch (RuntimeException e) {
            throw failed(e);
        }
        if (isNull(converted)) {
            throw new IllegalArgumentException("got no value from its converter, which is to give one");
        }
        return stored.encode(converted);
    }

    @Override
    public Object decode(byte[] text) {
        Object converted = stored.decode(text);
        Object value;
        try {
            value = converter.fromStored(converted);
        } catch (RuntimeException e) {
            throw failed(e);
        }
        if (isNull(value)) {
            throw new IllegalArgumentException("got no value from its converter, which is to give one");
        }
        return value;
    }

    /** A user's converter may be written without null annotations. */
    private static boolean isNull(@Nullable Object value) {
        return value == null;
    }

    private static IllegalArgumentException failed(RuntimeException failure) {
        return new IllegalArgumentException(
                "cannot be converted (" + failure.getClass().getSimpleName() + ")", failure);
    }
}
