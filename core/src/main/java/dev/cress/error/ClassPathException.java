package dev.cress.error;

import java.util.concurrent.Callable;

/** A class that is needed is missing, cannot be initialised, or is of a version that does not fit the others. */
public final class ClassPathException extends NonTransientRedisDataException {

    private static final long serialVersionUID = 1L;

    private ClassPathException(LinkageError cause) {
        super(
                "a class cannot be used: " + cause
                        + "; are the versions of Cress, Lettuce, Reactor and Jackson on the class path those that belong together?",
                cause);
    }

    /**
     * An action whose failures to link classes are errors like others. Reactor rethrows them as they are, on a thread on which nobody catches them, and signals nothing.
     *
     * @param action may need classes that were not used before
     * @param <V> what it returns
     * @return the same, failing with this exception instead of a {@link LinkageError}
     */
    public static <V> Callable<V> guard(Callable<V> action) {
        return () -> {
            try {
                return action.call();
            } catch (LinkageError e) {
                throw new ClassPathException(e);
            }
        };
    }
}
