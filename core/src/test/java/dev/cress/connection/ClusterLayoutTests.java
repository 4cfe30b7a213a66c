package dev.cress.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lettuce.core.cluster.models.partitions.Partitions;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

class ClusterLayoutTests {

    private long now = Long.MAX_VALUE - 1_000; // it has no origin, and turns over
    private int readings;
    private Mono<Void> reading = Mono.empty();
    private final ClusterLayout layout = new ClusterLayout(
            Mono.defer(() -> {
                readings++;
                return reading;
            }),
            new Partitions(), // no slot is served
            () -> now);

    private void pass(Duration time) {
        now += time.toNanos();
    }

    private void askForASlot() {
        assertThatThrownBy(() -> layout.masterOf(1))
                .isInstanceOf(NotSentException.class)
                .hasMessage("slot 1 is served by no node");
    }

    @Test
    void isReadOnceASecondForASlotThatNobodyServes() {
        askForASlot();
        assertThat(readings).isOne();
        pass(Duration.ofMillis(999));
        askForASlot();
        assertThat(readings).isOne();
        pass(Duration.ofMillis(1));
        askForASlot();
        assertThat(readings).isEqualTo(2);
    }

    @Test
    void isReadOnceASecondWhileANodeDoesNotAnswerAndSoonerForOneThatSendsOn() {
        layout.unanswered();
        pass(Duration.ofMillis(199));
        layout.refresh();
        pass(Duration.ofMillis(1));
        layout.unanswered();
        assertThat(readings).isOne();
        layout.refresh();
        assertThat(readings).isEqualTo(2);
        pass(Duration.ofMillis(999));
        layout.unanswered();
        assertThat(readings).isEqualTo(2);
    }

    @Test
    void isNotReadTwiceAtATimeAndPausesFromTheEnd() {
        Sinks.Empty<Void> end = Sinks.empty();
        reading = end.asMono();
        layout.refresh();
        pass(Duration.ofSeconds(2));
        layout.refresh();
        end.tryEmitEmpty();
        layout.refresh();
        assertThat(readings).isOne();
        pass(Duration.ofMillis(200));
        layout.refresh();
        assertThat(readings).isEqualTo(2);
    }

    @Test
    void isReadAgainAfterAReadingThatFailed() {
        reading = Mono.error(new IllegalStateException("no node answers"));
        layout.refresh();
        pass(Duration.ofMillis(200));
        layout.refresh();
        assertThat(readings).isEqualTo(2);
    }

    @Test
    void isReadNoMoreOnceClosed() {
        assertThat(closing()).isCompleted();
        layout.refresh();
        layout.unanswered();
        assertThat(readings).isZero();
    }

    @Test
    void isClosedWhenTheReadingUnderWayEnds() {
        Sinks.Empty<Void> end = Sinks.empty();
        reading = end.asMono();
        layout.refresh();
        CompletableFuture<Void> closing = closing();
        assertThat(closing).isNotDone();
        end.tryEmitError(new IllegalStateException("no node answers"));
        assertThat(closing).isCompleted();
    }

    private CompletableFuture<Void> closing() {
        return layout.closeLater().toFuture();
    }
}
