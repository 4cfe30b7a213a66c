package dev.cress.connection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cress.script.entity.RemovalScripts;
import dev.cress.write.Durability;
import java.time.Duration;
import java.util.List;
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
    void asksReplicasAndIsDecodedAlikeWhateverScriptItCalls() {
        Durability asked = new Durability(1, Duration.ofMillis(1));
        Request<?> request = Requests.script(RemovalScripts.SETTLE, List.of(KEY), List.of(KEY, KEY))
                .replicated(asked)
                .map(told -> "decoded " + told.replicas());

        Request<?> moved = new MovedClock().moved(request);

        assertThat(moved.script().orElseThrow().script().name()).isEqualTo(RemovalScripts.SETTLE.name());
        assertThat(moved.durability()).isEqualTo(asked);
        assertThat(moved.idempotent()).isEqualTo(request.idempotent());
        assertThat(moved.writes()).isTrue();
    }

    @Test
    void asksForNoRangeBeforeTheFirstId() {
        assertThat(StreamRequests.lastEntryBefore(KEY, 0).args().toCommandString())
                .contains("(1-0");
        assertThat(StreamRequests.lastEntryBefore(KEY, 7).args().toCommandString())
                .contains("(7-0");
    }
}
