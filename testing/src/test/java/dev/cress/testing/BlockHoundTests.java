package dev.cress.testing;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import reactor.blockhound.BlockingOperationError;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Proof that the build runs tests with BlockHound: without it, blocking would go unnoticed everywhere. */
class BlockHoundTests {

    @Test
    void failsWhenNonBlockingThreadBlocks() {
        Mono<Void> blocking = Mono.<Void>fromRunnable(() -> Pause.millis(1)).subscribeOn(Schedulers.parallel());
        assertThatThrownBy(blocking::block).hasRootCauseInstanceOf(BlockingOperationError.class);
    }
}
