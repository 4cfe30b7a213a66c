package dev.cress.codec;

import java.lang.reflect.Constructor;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.InvocationTargetException;

/** Makes what annotations name by its class. */
public final class Instances {

    private Instances() {}

    /**
     * Makes an instance.
     *
     * @param type a class with a constructor without parameters
     * @param <I> the class
     * @return an instance
     * @throws IllegalArgumentException saying what is to be changed
     */
    public static <I> I of(Class<I> type) {
        try {
            Constructor<I> constructor = type.getDeclaredConstructor();
            constructor.setAccessible(true);
            return constructor.newInstance();
        } catch (InvocationTargetException e) {
            throw new IllegalArgumentException("needs " + type.getName() + ", whose constructor failed", e);
        } catch (ReflectiveOperationException | InaccessibleObjectException e) {
            throw new IllegalArgumentException(
                    "needs " + type.getName()
                            + ", which is to be a class with a constructor without parameters, in a package open to dev.cress.codec",
                    e);
        }
    }
}
