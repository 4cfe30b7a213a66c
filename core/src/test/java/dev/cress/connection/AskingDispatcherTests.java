package dev.cress.connection;

import static dev.cress.connection.RecordingConnection.attempt;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lettuce.core.protocol.RedisCommand;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import reactor.test.util.RaceTestUtils;

class AskingDispatcherTests {

    private static final NodeAddress NODE = new NodeAddress("127.0.0.1", 7001);

    private final RecordingConnection connection = new RecordingConnection();

    private static List<Attempt> attempts() {
        return Stream.generate(() -> attempt("k", null)).limit(500).toList();
    }

    private static void assertNotSent(Attempt command) {
        assertThatThrownBy(() -> command.toCompletableFuture().join())
                .isInstanceOf(CompletionException.class)
                .hasCauseInstanceOf(NotSentException.class);
    }

    @Test
    void announcesEveryCommandInTheSameWriteHoweverManyThreadsSend() throws InterruptedException {
        ExecutorService thread = Executors.newSingleThreadExecutor();
        try {
            AskingDispatcher asking = new AskingDispatcher(node -> connection.asConnection(), thread);
            List<Attempt> left = attempts();
            List<Attempt> right = attempts();
            RaceTestUtils.race(
                    () -> left.forEach(command -> asking.dispatch(command, NODE)),
                    () -> right.forEach(command -> asking.dispatch(command, NODE)));
            thread.shutdown();
            assertThat(thread.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
            assertThat(connection.writes)
                    .hasSize(1_000)
                    .allSatisfy(pair -> assertThat(pair).hasSize(2).first().isInstanceOf(Asking.class));
            assertThat(connection.writes.stream().<RedisCommand<?, ?, ?>>map(pair -> pair.get(1)))
                    .containsAll(left)
                    .containsAll(right)
                    .doesNotHaveDuplicates();
        } finally {
            thread.shutdownNow();
        }
    }

    @Test
    void sendsNothingWithoutAConnectionOrAThread() {
        Attempt unconnected = attempt("k", null);
        new AskingDispatcher(
                        node -> {
                            throw new NotSentException("not connected to " + node);
                        },
                        Runnable::run)
                .dispatch(unconnected, NODE);
        assertNotSent(unconnected);

        Attempt late = attempt("k", null);
        new AskingDispatcher(node -> connection.asConnection(), task -> {
                    throw new RejectedExecutionException("shut down");
                })
                .dispatch(late, NODE);
        assertNotSent(late);
        assertThat(connection.writes).isEmpty();
    }
}
