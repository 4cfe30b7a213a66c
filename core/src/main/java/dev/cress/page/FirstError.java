package dev.cress.page;

import reactor.core.Exceptions;
import reactor.core.publisher.Flux;

/**
 * What is told where several operations that run at once fail at the same moment. Reactor puts such errors together in one that has no type of its own, so that nothing which handles the typed
 * error would meet it.
 */
public final class FirstError {

    private FirstError() {}

    /**
     * The same with one of several errors instead of all of them; the others are its suppressed ones.
     *
     * @param many a stream in which several operations run at once
     * @param <T> what it emits
     * @return the stream, whose error is that of one operation
     */
    public static <T> Flux<T> of(Flux<T> many) {
        return many.onErrorMap(Exceptions::isMultiple, FirstError::first);
    }

    private static Throwable first(Throwable several) {
        Throwable first = null;
        for (Throwable error : Exceptions.unwrapMultiple(several)) {
            if (first == null) {
                first = error;
            } else if (first != error) {
                first.addSuppressed(error);
            }
        }
        return first == null ? several : first;
    }
}
