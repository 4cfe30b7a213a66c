package dev.cress.feed;

import java.time.Duration;
import java.util.BitSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** Which partitions the doorbell has named since a reader looked last. However often it rings, this holds a number for each partition at most. */
final class Wakeup implements IntConsumer {

    private final Set<Integer> rung = ConcurrentHashMap.newKeySet();
    private volatile Sinks.@Nullable One<Boolean> waiter;

    @Override
    public void accept(int partition) {
        rung.add(partition);
        Sinks.One<Boolean> waiting = waiter;
        if (waiting != null) {
            waiting.tryEmitValue(true);
        }
    }

    /** Moves the names to a reader's set; partitions beyond it belong to another layout. */
    void drainTo(BitSet partitions, int count) {
        rung.removeIf(partition -> {
            if (partition >= 0 && partition < count) {
                partitions.set(partition);
            }
            return true;
        });
    }

    /** True as soon as a partition is named, also when it was before; false after a time without. */
    Mono<Boolean> await(Duration patience) {
        return Mono.defer(() -> {
            Sinks.One<Boolean> waiting = Sinks.one();
            waiter = waiting;
            return rung.isEmpty() ? waiting.asMono().timeout(patience, Mono.just(false)) : Mono.just(true);
        });
    }
}
