package dev.cress.mapping;

import java.lang.reflect.Constructor;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.InvocationTargetException;

/** Makes what annotations name by its class. */
final class Instances {

    private Instances() {}

    /** @throws IllegalArgumentException saying what is to be changed */
    static <I> I of(Class<I> type) {
        try {
            Constructor<I> constructor = type.getDeclaredConstructor();
            constructor.setAccessible(true);
            return constructor.newInstance();
        } catch (InvocationTargetException e) {
            throw new IllegalArgumentException("needs " + type.getName() + ", whose constructor failed", e);
        } catch (ReflectiveOperationException | InaccessibleObjectException e) {
            throw new IllegalArgumentException(
                    "needs " + type.getName()
                            + ", which is to be a class with a constructor without parameters, in a package open to dev.cress.mapping",
                    e);
        }
    }
}
