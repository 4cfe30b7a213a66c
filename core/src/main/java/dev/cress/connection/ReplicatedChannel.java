package dev.cress.connection;

import dev.cress.write.Durability;
import io.lettuce.core.api.StatefulConnection;
import io.lettuce.core.protocol.RedisCommand;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One connection's queue of writes that replicas must have. A batch of writes that ask for the same leaves in one write with one {@code WAIT} behind it, so all travel on one connection to one
 * server, or fail together; the next batch leaves when that is answered, since the connection waits until then.
 */
final class ReplicatedChannel {

    private static final int MOST_TOGETHER = 256;

    private final StatefulConnection<byte[], byte[]> connection;
    private final Executor drainExecutor;
    private final int queueLimit;
    private final Queue<ReplicatedAttempt> queue = new ConcurrentLinkedQueue<>();
    private final AtomicInteger queued = new AtomicInteger();
    private final AtomicBoolean underWay = new AtomicBoolean();

    ReplicatedChannel(StatefulConnection<byte[], byte[]> connection, Executor drainExecutor, int queueLimit) {
        this.connection = connection;
        this.drainExecutor = drainExecutor;
        this.queueLimit = queueLimit;
    }

    /** Takes a write, which is completed sooner or later, unless it is abandoned before it left. */
    void submit(ReplicatedAttempt write) {
        if (queued.incrementAndGet() > queueLimit) {
            queued.decrementAndGet();
            write.completeExceptionally(new QueueFullException());
            return;
        }
        queue.add(write);
        drain();
    }

    private void drain() {
        while (!queue.isEmpty() && underWay.compareAndSet(false, true)) {
            List<ReplicatedAttempt> batch = takeBatch();
            if (!batch.isEmpty()) {
                send(batch);
                return;
            }
            underWay.set(false);
        }
    }

    /** The first writes that ask for the same as the first of them. Only who has {@link #underWay} takes. */
    private List<ReplicatedAttempt> takeBatch() {
        List<ReplicatedAttempt> batch = new ArrayList<>();
        Durability asked = null;
        for (ReplicatedAttempt next = queue.peek(); next != null && batch.size() < MOST_TOGETHER; next = queue.peek()) {
            boolean late = !next.abandoned() && next.late();
            if (!late && !next.abandoned()) {
                if (asked != null && !asked.equals(next.durability())) {
                    break;
                }
                asked = next.durability();
                batch.add(next);
            }
            queue.remove();
            queued.decrementAndGet();
            if (late) {
                next.completeExceptionally(
                        new NotSentException("others that wait for replicas were before it for too long"));
            }
        }
        return batch;
    }

    private void send(List<ReplicatedAttempt> batch) {
        WaitForReplicas wait = new WaitForReplicas(batch.get(0).durability());
        batch.forEach(write -> write.followedBy(wait));
        wait.onComplete((count, failure) -> {
            underWay.set(false);
            drainElsewhere();
        });
        List<RedisCommand<byte[], byte[], ?>> commands = new ArrayList<>(batch.size() + 1);
        for (ReplicatedAttempt write : batch) {
            if (write.asks()) {
                commands.add(new Asking());
            }
            commands.add(write);
        }
        commands.add(wait);
        try {
            connection.dispatch(commands);
        } catch (Throwable e) {
            batch.forEach(write -> write.completeExceptionally(new NotSentException(e)));
            wait.completeExceptionally(new NotSentException(e));
        }
    }

    private void drainElsewhere() {
        try {
            drainExecutor.execute(this::drain);
        } catch (RejectedExecutionException e) {
            drain(); // the client is shut down: what waits is to fail, not to wait for ever
        }
    }
}
