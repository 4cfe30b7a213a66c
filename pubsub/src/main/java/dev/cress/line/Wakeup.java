package dev.cress.line;

import java.time.Duration;
import java.util.BitSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** Which partitions were rung for since a reader looked last. However often it rings, this holds a number for each partition at most. */
public final class Wakeup implements Rings {

    private static final int EVERY = -1;

    private final Set<Integer> rung = ConcurrentHashMap.newKeySet();
    private volatile Sinks.@Nullable One<Boolean> waiter;

    /** Nothing is rung for yet. */
    public Wakeup() {}

    @Override
    public void ring(int partition) {
        if (partition >= 0) {
            add(partition);
        }
    }

    @Override
    public void ringForEvery() {
        add(EVERY);
    }

    private void add(int partition) {
        rung.add(partition);
        Sinks.One<Boolean> waiting = waiter;
        if (waiting != null) {
            waiting.tryEmitValue(true);
        }
    }

    /**
     * Moves what was rung for to a reader's set; partitions beyond it belong to another layout.
     *
     * @param partitions the set
     * @param count number of partitions that the reader has
     */
    public void drainTo(BitSet partitions, int count) {
        rung.removeIf(partition -> {
            if (partition == EVERY) {
                partitions.set(0, count);
            } else if (partition < count) {
                partitions.set(partition);
            }
            return true;
        });
    }

    /** Forgets what was rung for. */
    public void clear() {
        rung.clear();
    }

    /**
     * Waits.
     *
     * @param patience how long
     * @return true as soon as it is rung, also when it was before; false after a time without
     */
    public Mono<Boolean> await(Duration patience) {
        return Mono.defer(() -> {
            Sinks.One<Boolean> waiting = Sinks.one();
            waiter = waiting;
            return rung.isEmpty() ? waiting.asMono().timeout(patience, Mono.just(false)) : Mono.just(true);
        });
    }
}
