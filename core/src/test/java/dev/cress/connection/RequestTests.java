package dev.cress.connection;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RequestTests {

    private static final byte[] KEY = {'k'};

    /** A reply that was lost must not bring the same message to its readers twice. */
    @Test
    void sendsAMessageOnceAtMost() {
        assertThat(Requests.publish(Topic.channel("c"), KEY).idempotent()).isFalse();
        assertThat(Requests.publish(Topic.shard("c"), KEY).idempotent()).isFalse();
    }

    @Test
    void repeatsWhatHasOneEffectHoweverOftenItIsSent() {
        assertThat(StreamRequests.lastEntry(KEY).idempotent()).isTrue();
        assertThat(StreamRequests.trimBefore(KEY, 1).idempotent()).isTrue();
        assertThat(StreamRequests.deleteEntry(KEY, 1, 1).idempotent()).isTrue();
    }

    @Test
    void asksForNoRangeBeforeTheFirstId() {
        assertThat(StreamRequests.lastEntryBefore(KEY, 0).args().toCommandString())
                .contains("(1-0");
        assertThat(StreamRequests.lastEntryBefore(KEY, 7).args().toCommandString())
                .contains("(7-0");
    }
}
