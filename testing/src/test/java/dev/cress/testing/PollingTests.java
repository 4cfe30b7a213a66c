package dev.cress.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class PollingTests {

    @Test
    void asksUntilItHasHappened() {
        AtomicInteger asked = new AtomicInteger();
        Polling.await("the third time", () -> asked.incrementAndGet() == 3);
        assertThat(asked).hasValue(3);
    }

    @Test
    void namesWhatHasNotHappened() {
        assertThatThrownBy(() -> Polling.await("the message", Duration.ofMillis(5), () -> false))
                .isInstanceOf(AssertionError.class)
                .hasMessage("the message has not happened within PT0.005S");
    }
}
