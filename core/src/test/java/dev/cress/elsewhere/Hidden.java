package dev.cress.elsewhere;

import dev.cress.annotation.Id;
import dev.cress.annotation.RedisEntity;
import dev.cress.repository.ReactiveRepository;

/** An application's package, where nothing but this is public. */
public final class Hidden {

    private Hidden() {}

    @SuppressWarnings("unchecked")
    public static Class<Object> repository() {
        return (Class<Object>) (Class<?>) HiddenCounters.class;
    }

    public static int answer(Object repository) {
        return ((HiddenCounters) repository).answer();
    }
}

@RedisEntity
record HiddenCounter(@Id String id) {}

interface HiddenCounters extends ReactiveRepository<HiddenCounter, String> {
    default int answer() {
        return 42;
    }
}
