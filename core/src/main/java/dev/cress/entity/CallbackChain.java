package dev.cress.entity;

import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The callbacks of one type, one after the other.
 *
 * @param model name of the type
 * @param callbacks in their order
 */
record CallbackChain<T>(String model, List<EntityCallbacks<T>> callbacks) {

    boolean isEmpty() {
        return callbacks.isEmpty();
    }

    /** Whether one of them may give an entity that is to be written another id. */
    boolean mayGiveIds() {
        return callbacks.stream()
                .anyMatch(callback ->
                        Stream.of("beforeConvert", "beforeSave").anyMatch(name -> declares(callback, name)));
    }

    private static boolean declares(EntityCallbacks<?> callback, String name) {
        try {
            return callback.getClass().getMethod(name, Object.class).getDeclaringClass() != EntityCallbacks.class;
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException("a callback has all methods of its interface", e);
        }
    }

    /** Each gets what the one before it gave. */
    Mono<T> called(T entity, BiFunction<EntityCallbacks<T>, T, Mono<T>> method, String name) {
        Mono<T> result = Mono.just(entity);
        for (EntityCallbacks<T> callback : callbacks) {
            result = result.flatMap(given -> method.apply(callback, given)
                    .switchIfEmpty(Mono.error(() -> new IllegalStateException("a " + name + " callback of " + model
                            + " gave no entity; give the one it got, or an error"))));
        }
        return result;
    }

    /** Completes when all have. */
    Mono<Void> told(Function<EntityCallbacks<T>, Mono<Void>> method) {
        return Flux.fromIterable(callbacks).concatMap(method).then();
    }
}
