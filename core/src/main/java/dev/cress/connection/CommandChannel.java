package dev.cress.connection;

import io.lettuce.core.api.StatefulConnection;
import io.lettuce.core.protocol.RedisCommand;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.util.concurrent.Queues;

/**
 * One connection's queue. Commands that arrive while others are under way leave together, in one write.
 *
 * <p><b>Batching</b> A command that finds the connection idle leaves at once, on its caller's thread. One that does not is queued, and a task on
 * the drain executor sends whatever has gathered until it runs: the reactive style, one command for each element, would otherwise pay a write and a flush for each. Writes of different entities of one
 * type and partition that leave together do so in one call, see {@link WriteJoiner}; each counts as one command.
 *
 * <p><b>Bounds</b> At most {@code inFlightLimit} commands are under way; at most {@code queueLimit} wait, and any further one fails at once.
 */
final class CommandChannel implements CommandQueue {

    private static final Logger LOG = LoggerFactory.getLogger(CommandChannel.class);

    private final StatefulConnection<byte[], byte[]> connection;
    private final Executor drainExecutor;
    private final int inFlightLimit;
    private final int queueLimit;
    private final Queue<Attempt> queue =
            Queues.<Attempt>unboundedMultiproducer().get();
    private final AtomicInteger queued = new AtomicInteger();
    private final AtomicInteger inFlight = new AtomicInteger();
    private final AtomicInteger drains = new AtomicInteger();

    CommandChannel(
            StatefulConnection<byte[], byte[]> connection, Executor drainExecutor, int inFlightLimit, int queueLimit) {
        this.connection = connection;
        this.drainExecutor = drainExecutor;
        this.inFlightLimit = inFlightLimit;
        this.queueLimit = queueLimit;
    }

    @Override
    public boolean submit(List<Attempt> commands) {
        if (queued.addAndGet(commands.size()) > queueLimit) {
            queued.addAndGet(-commands.size());
            return false;
        }
        for (Attempt command : commands) {
            command.onComplete((value, failure) -> completed());
            queue.add(command);
        }
        drain();
        return true;
    }

    private void completed() {
        inFlight.decrementAndGet();
        if (!queue.isEmpty()) {
            drain();
        }
    }

    private void drain() {
        if (drains.getAndIncrement() == 0) {
            if (inFlight.get() == 0) {
                drainLoop();
            } else {
                drainElsewhere();
            }
        }
    }

    private void drainElsewhere() {
        try {
            drainExecutor.execute(this::drainLoop);
        } catch (RejectedExecutionException e) {
            drainLoop(); // the client is shut down: what waits is to fail, not to wait for ever
        }
    }

    private void drainLoop() {
        int seen = 1;
        do {
            List<Attempt> batch = takeBatch();
            if (!batch.isEmpty()) {
                send(batch);
            }
            seen = drains.addAndGet(-seen);
        } while (seen != 0);
    }

    private List<Attempt> takeBatch() {
        List<Attempt> batch = new ArrayList<>();
        int room = inFlightLimit - inFlight.get();
        int taken = 0;
        while (batch.size() < room) {
            Attempt command = queue.poll();
            if (command == null) {
                break;
            }
            taken++;
            if (!command.abandoned()) {
                batch.add(command);
            }
        }
        queued.addAndGet(-taken);
        inFlight.addAndGet(batch.size());
        return batch;
    }

    private void send(List<Attempt> batch) {
        try {
            if (batch.size() == 1) {
                connection.dispatch(batch.get(0));
            } else {
                connection.dispatch(WriteJoiner.join(batch).stream()
                        .<RedisCommand<byte[], byte[], ?>>map(this::call)
                        .toList());
            }
        } catch (Throwable e) {
            batch.forEach(command -> command.completeExceptionally(new NotSentException(e)));
        }
    }

    private RedisCommand<byte[], byte[], ?> call(List<Attempt> writes) {
        if (writes.size() == 1) {
            return writes.get(0);
        }
        JoinedAttempt call = new JoinedAttempt(writes, this::sendAgain);
        LOG.trace("{}", call);
        return call;
    }

    private void sendAgain(JoinedAttempt call) {
        try {
            connection.dispatch(call);
        } catch (Throwable e) {
            call.completeExceptionally(new NotSentException(e));
        }
    }
}
