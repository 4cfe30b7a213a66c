package dev.cress.mapping;

import dev.cress.codec.Primitives;
import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.util.UUID;

/** From what a generator makes to an id: itself, its text, or a record of it. */
final class GeneratedIds {

    private GeneratedIds() {}

    static boolean fits(Class<?> type, Class<?> generated) {
        return Primitives.wrapper(type).isAssignableFrom(generated)
                || (type == String.class && generated == UUID.class)
                || (isValue(type) && fits(type.getRecordComponents()[0].getType(), generated));
    }

    static Object adapt(Class<?> type, Object generated) {
        if (Primitives.wrapper(type).isInstance(generated)) {
            return generated;
        }
        if (type == String.class) {
            return generated.toString();
        }
        RecordComponent component = type.getRecordComponents()[0];
        try {
            Constructor<?> constructor = type.getDeclaredConstructor(component.getType());
            constructor.setAccessible(true);
            return constructor.newInstance(adapt(component.getType(), generated));
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException(type.getSimpleName() + " refused a generated id", e);
        }
    }

    private static boolean isValue(Class<?> type) {
        return type.isRecord() && type.getRecordComponents().length == 1;
    }
}
