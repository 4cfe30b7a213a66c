package dev.cress.query;

import dev.cress.codec.Primitives;
import dev.cress.mapping.EntityModel;
import dev.cress.mapping.Property;
import dev.cress.mapping.Row;
import dev.cress.query.criteria.InvalidQueryException;
import dev.cress.query.plan.Fields;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes records and instances of interfaces of rows. */
final class Projections {

    private Projections() {}

    static <P> RowShape<P> of(EntityModel<?> model, Class<P> type) {
        if (type.isRecord()) {
            return ofRecord(model, type);
        }
        if (type.isInterface() && !type.isSealed() && !type.isAnnotation()) {
            return ofInterface(model, type);
        }
        throw new InvalidQueryException(type.getSimpleName() + " is neither a record nor an interface", null);
    }

    private static <P> RowShape<P> ofRecord(EntityModel<?> model, Class<P> type) {
        RecordComponent[] components = type.getRecordComponents();
        List<Property> properties = new ArrayList<>();
        for (RecordComponent component : components) {
            properties.add(property(model, component.getName(), component.getType()));
        }
        Class<?>[] parameters =
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        Constructor<P> constructor;
        try {
            constructor = type.getDeclaredConstructor(parameters);
            constructor.setAccessible(true);
        } catch (NoSuchMethodException | RuntimeException e) {
            throw new InvalidQueryException(type.getSimpleName() + " cannot be built; open its package", e);
        }
        return RowShape.each(new Fields(properties), row -> build(constructor, values(properties, parameters, row)));
    }

    private static <P> P build(Constructor<P> constructor, @Nullable Object[] values) {
        try {
            return constructor.newInstance(values);
        } catch (InvocationTargetException e) {
            // The constructor's message may quote the data.
            throw new InvalidQueryException(
                    "the constructor of " + constructor.getDeclaringClass().getSimpleName() + " failed with "
                            + e.getTargetException().getClass().getSimpleName(),
                    null);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("the constructor was opened before", e);
        }
    }

    private static @Nullable Object[] values(List<Property> properties, Class<?>[] types, Row row) {
        @Nullable Object[] values = new Object[properties.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = value(properties.get(i), types[i], row);
        }
        return values;
    }

    /** An optional where one is declared on both sides, otherwise what it holds. */
    private static @Nullable Object value(Property property, Class<?> type, Row row) {
        Object value = RowShape.value(property, row);
        return type == property.declaredType() ? property.declared(value) : value;
    }

    private static <P> RowShape<P> ofInterface(EntityModel<?> model, Class<P> type) {
        Map<Method, Property> properties = new LinkedHashMap<>();
        for (Method method : type.getMethods()) {
            if (Modifier.isAbstract(method.getModifiers())) {
                properties.put(method, property(model, nameOf(model, method), method.getReturnType()));
            }
        }
        return RowShape.each(new Fields(List.copyOf(properties.values())), row -> {
            Map<String, @Nullable Object> values = new LinkedHashMap<>();
            properties.forEach(
                    (method, property) -> values.put(method.getName(), value(property, method.getReturnType(), row)));
            return type.cast(Proxy.newProxyInstance(
                    type.getClassLoader(), new Class<?>[] {type}, new ProjectionHandler(type, values)));
        });
    }

    private static String nameOf(EntityModel<?> model, Method method) {
        if (method.getParameterCount() > 0) {
            throw new InvalidQueryException(
                    method.getDeclaringClass().getSimpleName() + "." + method.getName()
                            + " has parameters and names no property",
                    null);
        }
        String name = method.getName();
        for (String prefix : new String[] {"get", "is"}) {
            int start = prefix.length();
            if (name.startsWith(prefix)
                    && name.length() > start
                    && model.property(name).isEmpty()) {
                return Character.toLowerCase(name.charAt(start)) + name.substring(start + 1);
            }
        }
        return name;
    }

    private static Property property(EntityModel<?> model, String name, Class<?> type) {
        Property property = RowShape.property(model, name);
        if (type == property.declaredType()) {
            return property;
        }
        if (!Primitives.wrapper(type).isAssignableFrom(Primitives.wrapper(property.type()))) {
            throw new InvalidQueryException(
                    name + " is a " + property.type().getSimpleName() + " and cannot be read as a "
                            + type.getSimpleName(),
                    null);
        }
        if (type.isPrimitive() && !property.type().isPrimitive() && property.ordinal() != Property.ID_ORDINAL) {
            throw new InvalidQueryException(
                    name + " may be null, which a " + type + " cannot express; use its wrapper", null);
        }
        return property;
    }
}
