package dev.cress.line;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.BitSet;
import java.util.concurrent.CyclicBarrier;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

class WakeupTests {

    private static final Duration LONG = Duration.ofSeconds(20);

    private final Wakeup wakeup = new Wakeup();

    private BitSet drained(int count) {
        BitSet partitions = new BitSet();
        wakeup.drainTo(partitions, count);
        return partitions;
    }

    private static BitSet set(int... partitions) {
        BitSet set = new BitSet();
        for (int partition : partitions) {
            set.set(partition);
        }
        return set;
    }

    @Test
    void namesEachPartitionOnce() {
        wakeup.ring(3);
        wakeup.ring(1);
        wakeup.ring(3);

        assertThat(drained(4)).isEqualTo(set(1, 3));
        assertThat(drained(4)).isEqualTo(set());
    }

    @Test
    void leavesPartitionsOfAnotherLayoutOut() {
        wakeup.ring(-1);
        wakeup.ring(4);
        wakeup.ring(0);
        wakeup.ring(Integer.MAX_VALUE);

        assertThat(drained(4)).isEqualTo(set(0));
    }

    @Test
    void namesEveryPartitionWhenNobodyKnowsWhich() {
        wakeup.ringForEvery();
        wakeup.ring(1);

        assertThat(drained(3)).isEqualTo(set(0, 1, 2));
        assertThat(drained(3)).isEqualTo(set());
    }

    @Test
    void wakesAtOnceWhenItHasRungBefore() {
        wakeup.ring(2);
        wakeup.await(LONG)
                .as(StepVerifier::create)
                .expectNext(true)
                .expectComplete()
                .verify(LONG);
    }

    @Test
    void wakesWhenItRings() {
        wakeup.await(LONG)
                .as(StepVerifier::create)
                .expectSubscription()
                .then(() -> wakeup.ring(2))
                .expectNext(true)
                .expectComplete()
                .verify(LONG);
    }

    @Test
    void givesUpAfterATime() {
        long start = System.nanoTime();
        assertThat(new Wakeup().await(Duration.ofMillis(20)).block()).isFalse();
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(20));
    }

    @Test
    void waitsAgainAfterItHasWoken() {
        wakeup.ring(1);
        drained(4);
        Mono<Boolean> waiting = wakeup.await(Duration.ofMillis(20));
        assertThat(waiting.block()).isFalse();
        wakeup.ring(1);
        assertThat(wakeup.await(LONG).block()).isTrue();
    }

    /** A ring between draining and waiting, at any moment, ends the waiting or is drained: two threads meet again and again. */
    @Test
    void losesNoRingBetweenDrainingAndWaiting() throws Exception {
        int rounds = 20_000;
        CyclicBarrier start = new CyclicBarrier(2);
        Thread ringer = new Thread(() -> {
            for (int i = 0; i < rounds; i++) {
                await(start);
                for (int spin = i % 64; spin > 0; spin--) {
                    Thread.onSpinWait();
                }
                wakeup.ring(i % 4);
            }
        });
        ringer.start();
        for (int i = 0; i < rounds; i++) {
            await(start);
            BitSet rung = drained(4);
            while (rung.isEmpty()) {
                assertThat(wakeup.await(LONG).block()).as("round %d woke", i).isTrue();
                wakeup.drainTo(rung, 4);
            }
            assertThat(rung).isEqualTo(set(i % 4));
        }
        ringer.join();
    }

    private static void await(CyclicBarrier barrier) {
        try {
            barrier.await();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
