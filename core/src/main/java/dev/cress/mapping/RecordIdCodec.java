package dev.cress.mapping;

import dev.cress.codec.TextCodec;
import java.io.ByteArrayOutputStream;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.List;

/**
 * An id that is a record: the texts of its components in their order, joined by {@code |}; a {@code |} or {@code \} in a text has a {@code \} before it. So no two
 * ids have the same bytes, whatever their texts hold. One component stands by itself.
 */
final class RecordIdCodec implements TextCodec<Object> {

    private final Class<?> type;
    private final MethodHandle constructor;
    private final MethodHandle[] accessors;
    private final List<TextCodec<Object>> codecs;

    /**
     * @param type a record
     * @param codecs those of its components
     */
    RecordIdCodec(Class<?> type, List<TextCodec<Object>> codecs) throws ReflectiveOperationException {
        this.type = type;
        this.codecs = codecs;
        MethodHandles.Lookup lookup = MethodHandles.privateLookupIn(type, MethodHandles.lookup());
        this.accessors = new MethodHandle[codecs.size()];
        Class<?>[] components = new Class<?>[codecs.size()];
        for (int i = 0; i < accessors.length; i++) {
            components[i] = type.getRecordComponents()[i].getType();
            accessors[i] = lookup.unreflect(type.getRecordComponents()[i].getAccessor())
                    .asType(MethodType.methodType(Object.class, Object.class));
        }
        this.constructor = lookup.unreflectConstructor(type.getDeclaredConstructor(components))
                .asSpreader(Object[].class, components.length)
                .asType(MethodType.methodType(Object.class, Object[].class));
    }

    Object[] components(Object id) {
        Object[] components = new Object[accessors.length];
        for (int i = 0; i < components.length; i++) {
            Object component = invoke(accessors[i], id);
            if (component == null) {
                throw new IllegalArgumentException(
                        "has no " + type.getRecordComponents()[i].getName() + ", which is a part of it");
            }
            components[i] = component;
        }
        return components;
    }

    Object create(Object[] components) {
        return invoke(constructor, components);
    }

    @Override
    public byte[] encode(Object id) {
        Object[] components = components(id);
        if (components.length == 1) {
            return codecs.get(0).encode(components[0]);
        }
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        for (int i = 0; i < components.length; i++) {
            if (i > 0) {
                joined.write(IdParts.SEPARATOR);
            }
            joined.writeBytes(IdParts.escaped(codecs.get(i).encode(components[i])));
        }
        return joined.toByteArray();
    }

    @Override
    public Object decode(byte[] text) {
        List<byte[]> texts = codecs.size() == 1 ? List.of(text) : split(text);
        if (texts.size() != codecs.size()) {
            throw new IllegalArgumentException("is no " + type.getSimpleName());
        }
        Object[] components = new Object[texts.size()];
        for (int i = 0; i < components.length; i++) {
            components[i] = codecs.get(i).decode(texts.get(i));
        }
        return create(components);
    }

    private static List<byte[]> split(byte[] text) {
        List<byte[]> texts = new ArrayList<>();
        ByteArrayOutputStream current = new ByteArrayOutputStream();
        for (int i = 0; i < text.length; i++) {
            if (text[i] == IdParts.SEPARATOR) {
                texts.add(current.toByteArray());
                current.reset();
            } else if (text[i] != IdParts.ESCAPE) {
                current.write(text[i]);
            } else if (++i < text.length && (text[i] == IdParts.SEPARATOR || text[i] == IdParts.ESCAPE)) {
                current.write(text[i]);
            } else {
                throw new IllegalArgumentException("has an escape that escapes nothing");
            }
        }
        texts.add(current.toByteArray());
        return texts;
    }

    private Object invoke(MethodHandle handle, Object argument) {
        try {
            return (Object) handle.invokeExact(argument);
        } catch (Throwable e) {
            // What a record's constructor says may quote the id.
            throw failed(e);
        }
    }

    private Object invoke(MethodHandle handle, Object[] arguments) {
        try {
            return (Object) handle.invokeExact(arguments);
        } catch (Throwable e) {
            throw failed(e);
        }
    }

    private IllegalArgumentException failed(Throwable failure) {
        if (failure instanceof Error error) {
            throw error;
        }
        return new IllegalArgumentException(
                "is refused by " + type.getSimpleName() + " ("
                        + failure.getClass().getSimpleName() + ")",
                failure);
    }
}
