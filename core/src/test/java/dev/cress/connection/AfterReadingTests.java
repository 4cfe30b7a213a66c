package dev.cress.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.embedded.EmbeddedChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class AfterReadingTests {

    private final List<Runnable> elsewhere = new ArrayList<>();
    private final List<String> done = new ArrayList<>();
    private final AfterReading tasks = new AfterReading(elsewhere::add);

    /** On a thread of its own, which is an I/O thread from then on. */
    private static void onIoThread(EmbeddedChannel channel, Runnable reading) {
        CompletableFuture.runAsync(
                        () -> {
                            AfterReading.learn(channel.eventLoop());
                            channel.runPendingTasks();
                            reading.run();
                        },
                        task -> new Thread(task).start())
                .join();
    }

    @Test
    void runsOnTheThreadThatReadsOnceItHasRead() {
        EmbeddedChannel channel = new EmbeddedChannel();

        onIoThread(channel, () -> {
            tasks.execute(() -> done.add("task"));
            done.add("read");
            channel.runPendingTasks();
        });

        assertThat(done).containsExactly("read", "task");
        assertThat(elsewhere).isEmpty();
    }

    @Test
    void runsElsewhereWhatOtherThreadsAskFor() {
        onIoThread(new EmbeddedChannel(), () -> {});

        tasks.execute(() -> done.add("task"));

        assertThat(elsewhere).hasSize(1);
        assertThat(done).isEmpty();
    }
}
