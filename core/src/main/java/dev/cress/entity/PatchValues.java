package dev.cress.entity;

import dev.cress.codec.Primitives;
import dev.cress.codec.Utf8;
import dev.cress.error.InvalidEntityException;
import dev.cress.mapping.EntityModel;
import dev.cress.mapping.Property;
import dev.cress.script.entity.PatchStep;
import dev.cress.script.entity.PatchStep.Comparison;
import dev.cress.script.entity.PatchStep.NumberKind;
import dev.cress.script.entry.EntryType;
import java.lang.reflect.Array;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** From the values of a patch to the texts of its steps; refuses what a property cannot take. */
record PatchValues<T>(EntityModel<T> model) {

    private static final byte[] ZERO = {'0'};
    private static final Map<Class<?>, NumberKind> KINDS = Map.of(
            Byte.class, NumberKind.BYTE,
            Short.class, NumberKind.SHORT,
            Integer.class, NumberKind.INT,
            Long.class, NumberKind.LONG,
            BigInteger.class, NumberKind.DECIMAL,
            BigDecimal.class, NumberKind.DECIMAL,
            Float.class, NumberKind.FLOAT,
            Double.class, NumberKind.DOUBLE);

    Property property(String name) {
        return model.property(name)
                .orElseThrow(
                        () -> new IllegalArgumentException(
                                model.name() + " has no property " + name
                                        + " that a patch could change; id and version are none, and a value inside of a property is not patched alone"));
    }

    /** The value without an optional around it; whole numbers in the property's own type, where they fit. */
    @Nullable
    Object content(Property property, @Nullable Object value) {
        Class<?> type = Primitives.wrapper(property.type());
        Object content = type.isInstance(value) ? value : property.content(value);
        if (content == null || type.isInstance(content)) {
            return content;
        }
        if (content instanceof Number number && KINDS.containsKey(type)) {
            try {
                return property.codec().decode(Utf8.encode(number.toString()));
            } catch (IllegalArgumentException e) {
                throw refused(property, content);
            }
        }
        throw refused(property, content);
    }

    private IllegalArgumentException refused(Property property, Object value) {
        return new IllegalArgumentException(property.name() + " is a "
                + property.type().getSimpleName() + ", and the given "
                + value.getClass().getSimpleName() + " is none, or does not fit");
    }

    PatchStep set(Property property, @Nullable Object content) {
        if (model.life() != null && property.equals(model.life().property())) {
            throw new IllegalArgumentException(property.name()
                    + " says how long the entity lives, which a patch does not read; save the entity instead");
        }
        byte[] text = model.text(property, content);
        if (text == null && property.type().isPrimitive()) {
            throw new InvalidEntityException(
                    model.name(), List.of(property.name() + " is a " + property.type() + " and cannot be null"));
        }
        return PatchStep.set(property.ordinal(), text);
    }

    PatchStep increment(Property property, Number delta) {
        NumberKind kind = property.isConverted() ? null : KINDS.get(Primitives.wrapper(property.type()));
        if (kind == null) {
            throw new IllegalArgumentException(property.name() + " is a "
                    + property.type().getSimpleName() + (property.isConverted() ? " with a converter" : "")
                    + ", which cannot be incremented; set it");
        }
        byte[] base = property.defaultText();
        return PatchStep.increment(property.ordinal(), kind, delta(property, kind, delta), base == null ? ZERO : base);
    }

    private byte[] delta(Property property, NumberKind kind, Number delta) {
        BigDecimal exact;
        try {
            exact = new BigDecimal(delta.toString());
        } catch (NumberFormatException e) {
            throw refused(property, delta);
        }
        if (kind == NumberKind.DOUBLE || kind == NumberKind.FLOAT || property.type() == BigDecimal.class) {
            return exact.toString().getBytes(StandardCharsets.US_ASCII);
        }
        try {
            return exact.toBigIntegerExact().toString().getBytes(StandardCharsets.US_ASCII);
        } catch (ArithmeticException e) {
            throw refused(property, delta);
        }
    }

    PatchStep append(Property property, List<?> elements) {
        Class<?> type = property.type();
        boolean array = type.isArray() && property.entryType().isEmpty();
        boolean list = Collection.class.isAssignableFrom(type) && !Set.class.isAssignableFrom(type);
        if (property.isConverted() || !(array || list)) {
            throw new IllegalArgumentException(property.name() + " is a " + type.getSimpleName()
                    + ", to which nothing can be appended; lists and arrays have an end");
        }
        byte[] text;
        try {
            text = property.codec().encode(array ? array(type, elements) : elements);
        } catch (RuntimeException e) {
            throw new IllegalArgumentException(
                    "what is to be appended to " + property.name() + " has no JSON form as its element", e);
        }
        String json = new String(text, StandardCharsets.UTF_8);
        int most = property.maxLength() == Integer.MAX_VALUE ? 0 : property.maxLength();
        return PatchStep.append(
                property.ordinal(), Utf8.encode(json.substring(1, json.length() - 1)), elements.size(), most);
    }

    private static Object array(Class<?> type, List<?> elements) {
        Object array = Array.newInstance(type.getComponentType(), elements.size());
        for (int i = 0; i < elements.size(); i++) {
            Array.set(array, i, elements.get(i));
        }
        return array;
    }

    PatchStep require(Property property, Comparison comparison, @Nullable Object value) {
        Object content = content(property, value);
        boolean equality = comparison == Comparison.EQUAL || comparison == Comparison.DIFFERENT;
        if (content == null) {
            if (!equality) {
                throw new IllegalArgumentException("nothing is less or greater than null; say is or isNot");
            }
            return PatchStep.requireNull(property.ordinal(), comparison == Comparison.EQUAL);
        }
        EntryType type = property.entryType().orElse(null);
        if (type == null && !equality) {
            throw new IllegalArgumentException(property.name() + " is a "
                    + property.type().getSimpleName() + ", which has no order; say is or isNot");
        }
        byte[] text = property.codec().encode(content);
        return PatchStep.require(
                property.ordinal(), comparison, text, equality && type == EntryType.TEXT ? null : type);
    }
}
