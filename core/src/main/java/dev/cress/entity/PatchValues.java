package dev.cress.entity;

import static java.util.Objects.requireNonNull;

import dev.cress.codec.Primitives;
import dev.cress.codec.Utf8;
import dev.cress.error.InvalidEntityException;
import dev.cress.mapping.EntityModel;
import dev.cress.mapping.Property;
import dev.cress.script.entity.PatchStep;
import dev.cress.script.entity.PatchStep.Comparison;
import dev.cress.script.entity.PatchStep.NumberKind;
import dev.cress.script.entry.EntryType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
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
                throw misfit(property, content);
            }
        }
        throw misfit(property, content);
    }

    private static IllegalArgumentException misfit(Property property, Object value) {
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
            throw refused(property, "which cannot be incremented; set it");
        }
        byte[] base = property.defaultText();
        return PatchStep.increment(property.ordinal(), kind, delta(property, kind, delta), base == null ? ZERO : base);
    }

    private byte[] delta(Property property, NumberKind kind, Number delta) {
        BigDecimal exact;
        try {
            exact = new BigDecimal(delta.toString());
        } catch (NumberFormatException e) {
            throw misfit(property, delta);
        }
        if (kind == NumberKind.DOUBLE || kind == NumberKind.FLOAT || property.type() == BigDecimal.class) {
            return exact.toString().getBytes(StandardCharsets.US_ASCII);
        }
        try {
            return exact.toBigIntegerExact().toString().getBytes(StandardCharsets.US_ASCII);
        } catch (ArithmeticException e) {
            throw misfit(property, delta);
        }
    }

    PatchStep append(Property property, List<?> elements) {
        return PatchElements.of(property)
                .filter(kind -> kind != PatchElements.SET)
                .map(kind -> PatchStep.append(
                        property.ordinal(), storable(kind, property, elements), elements.size(), most(property)))
                .orElseThrow(() -> refused(property, "to which nothing can be appended; lists and arrays have an end"));
    }

    PatchStep add(Property property, List<?> elements) {
        boolean sorted = !LinkedHashSet.class.isAssignableFrom(property.type());
        return PatchElements.of(property)
                .filter(kind -> kind == PatchElements.SET)
                .map(kind ->
                        PatchStep.add(property.ordinal(), storable(kind, property, elements), sorted, most(property)))
                .orElseThrow(() -> refused(property, "to which nothing can be added; append to lists and arrays"));
    }

    PatchStep remove(Property property, List<?> elements) {
        return PatchElements.of(property)
                .map(kind -> PatchStep.remove(
                        property.ordinal(),
                        PatchElements.joined(property.codec().encode(kind.read(property, elements)))))
                .orElseThrow(() ->
                        refused(property, "from which nothing can be removed; sets, lists and arrays have elements"));
    }

    /** The texts of elements that the property and its indexes take. */
    private byte[] storable(PatchElements kind, Property property, List<?> elements) {
        return PatchElements.joined(requireNonNull(model.text(property, kind.read(property, elements))));
    }

    private static int most(Property property) {
        return property.maxLength() == Integer.MAX_VALUE ? 0 : property.maxLength();
    }

    private static IllegalArgumentException refused(Property property, String why) {
        return new IllegalArgumentException(property.name() + " is a "
                + property.type().getSimpleName() + (property.isConverted() ? " with a converter" : "") + ", " + why);
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
