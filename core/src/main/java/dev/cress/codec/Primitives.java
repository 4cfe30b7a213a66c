package dev.cress.codec;

import java.lang.invoke.MethodType;

/** Primitive types and their wrappers. */
public final class Primitives {

    private Primitives() {}

    /**
     * The wrapper of a primitive type.
     *
     * @param type any type
     * @return the wrapper of a primitive type, any other type itself
     */
    public static Class<?> wrapper(Class<?> type) {
        return MethodType.methodType(type).wrap().returnType();
    }
}
