package dev.cress.property;

import java.io.Serializable;
import java.lang.invoke.SerializedLambda;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Finds which method a method reference names. */
public final class PropertyNames {

    /** Each place in the code where a method reference stands has a class of its own, so its name is looked up once. */
    private static final ClassValue<Holder> NAMES = new ClassValue<>() {
        @Override
        protected Holder computeValue(Class<?> type) {
            return new Holder();
        }
    };

    private PropertyNames() {}

    /**
     * The property that a method reference names.
     *
     * @param reference a method reference
     * @return the accessor's name, without {@code get} or {@code is}
     * @throws IllegalArgumentException when it is a lambda expression
     */
    public static String of(Serializable reference) {
        Holder holder = NAMES.get(reference.getClass());
        String name = holder.name;
        if (name == null) {
            name = property(method(reference), reference.getClass().getClassLoader());
            holder.name = name;
        }
        return name;
    }

    private static SerializedLambda method(Serializable reference) {
        try {
            Method writeReplace = reference.getClass().getDeclaredMethod("writeReplace");
            writeReplace.setAccessible(true);
            if (writeReplace.invoke(reference) instanceof SerializedLambda lambda
                    && !lambda.getImplMethodName().startsWith("lambda$")) {
                return lambda;
            }
        } catch (NoSuchMethodException | IllegalAccessException | InvocationTargetException e) {
            throw new IllegalArgumentException(
                    "a property is named by a method reference such as City::country, or by a string", e);
        }
        throw new IllegalArgumentException(
                "a property is named by a method reference such as City::country, not by a lambda expression");
    }

    /** What a getter is named after; a field or record component of the method's whole name goes before. */
    private static String property(SerializedLambda reference, ClassLoader loader) {
        String method = reference.getImplMethodName();
        for (String prefix : new String[] {"get", "is"}) {
            int start = prefix.length();
            if (method.startsWith(prefix)
                    && method.length() > start
                    && Character.isUpperCase(method.charAt(start))
                    && !hasField(reference, loader)) {
                return Character.toLowerCase(method.charAt(start)) + method.substring(start + 1);
            }
        }
        return method;
    }

    private static boolean hasField(SerializedLambda reference, ClassLoader loader) {
        try {
            Class<?> type = Class.forName(reference.getImplClass().replace('/', '.'), false, loader);
            for (Class<?> c = type; c != null; c = c.getSuperclass()) {
                if (Arrays.stream(c.getDeclaredFields())
                        .anyMatch(field -> field.getName().equals(reference.getImplMethodName()))) {
                    return true;
                }
            }
            return false;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }

    private static final class Holder {
        private volatile @Nullable String name;
    }
}
