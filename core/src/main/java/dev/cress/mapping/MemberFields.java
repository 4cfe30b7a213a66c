package dev.cress.mapping;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The instance fields of classes by name, looked up once: what a path of a condition asks for each time. */
final class MemberFields {

    private static final ClassValue<Map<String, Field>> FIELDS = new ClassValue<>() {
        @Override
        protected Map<String, Field> computeValue(Class<?> type) {
            Map<String, Field> fields = new HashMap<>();
            for (Class<?> c = type; c != null && c != Object.class; c = c.getSuperclass()) {
                for (Field field : c.getDeclaredFields()) {
                    if (!Modifier.isStatic(field.getModifiers())) {
                        fields.putIfAbsent(field.getName(), field);
                    }
                }
            }
            return Map.copyOf(fields);
        }
    };

    private MemberFields() {}

    /** A field of a class, or of the nearest class above that has one of that name. */
    static Optional<Field> of(Class<?> type, String name) {
        return Optional.ofNullable(FIELDS.get(type).get(name));
    }
}
