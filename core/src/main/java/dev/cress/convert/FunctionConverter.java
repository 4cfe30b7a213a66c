package dev.cress.convert;

import java.util.function.Function;

record FunctionConverter<V, S>(Class<V> type, Class<S> storedType, Function<V, S> encoder, Function<S, V> decoder)
        implements ValueConverter<V, S> {

    @Override
    public S toStored(V value) {
        return encoder.apply(value);
    }

    @Override
    public V fromStored(S stored) {
        return decoder.apply(stored);
    }
}
