package dev.cress.connection;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import reactor.util.concurrent.Queues;

/**
 * One role's queue. Commands that arrive while others are under way leave together, in one write.
 *
 * <p><b>Batching</b> A command that finds nothing under way leaves at once, on its caller's thread. One that does not is queued, and a task on
 * the drain executor sends whatever has gathered until it runs: the reactive style, one command for each element, would otherwise pay a write and a flush for each. A list of {@value #LOT} or more leaves at once, with whatever has gathered: the server works on it while the replies that have come with the one that led to it are taken in. Writes of different entities of one
 * type and partition that leave together do so in one call, see {@link WriteJoiner}; each counts as one command. Where that is wanted, what comes while more than {@value #ENOUGH} are under way waits until
 * {@code company} have gathered, or no more than that are under way: it would wait for those at the server, too.
 *
 * <p><b>Bounds</b> At most {@code inFlightLimit} commands are under way, and those that were sent on; at most {@code queueLimit} wait, and any further one fails at once.
 */
final class CommandChannel implements CommandQueue {

    /** Work for the server for longer than a message to it and back takes. */
    static final int ENOUGH = 48;

    /** A batch by itself. */
    static final int LOT = 16;

    private final Dispatcher dispatcher;
    private final Executor drainExecutor;
    private final int inFlightLimit;
    private final int queueLimit;
    private final int company;
    private final Queue<Attempt> queue =
            Queues.<Attempt>unboundedMultiproducer().get();
    private final AtomicInteger queued = new AtomicInteger();
    private final AtomicInteger inFlight = new AtomicInteger();
    private final AtomicInteger drains = new AtomicInteger();

    /**
     * @param company how many leave together while enough are under way; 1 where they need not
     */
    CommandChannel(Dispatcher dispatcher, Executor drainExecutor, int inFlightLimit, int queueLimit, int company) {
        this.dispatcher = dispatcher;
        this.drainExecutor = drainExecutor;
        this.inFlightLimit = inFlightLimit;
        this.queueLimit = queueLimit;
        this.company = company;
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
        drain(commands.size() >= LOT);
        return true;
    }

    @Override
    public void sendOn(Attempt command) {
        inFlight.incrementAndGet();
        command.onComplete((value, failure) -> completed());
        dispatcher.dispatch(List.of(command));
    }

    private void completed() {
        inFlight.decrementAndGet();
        if (!queue.isEmpty()) {
            drain(false);
        }
    }

    /** @param enough whether there is no use in waiting for more */
    private void drain(boolean enough) {
        if (drains.getAndIncrement() == 0) {
            if (enough || inFlight.get() == 0) {
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
                dispatcher.dispatch(batch);
            }
            seen = drains.addAndGet(-seen);
        } while (seen != 0);
    }

    private List<Attempt> takeBatch() {
        List<Attempt> batch = new ArrayList<>();
        int underWay = inFlight.get();
        if (underWay > ENOUGH && queued.get() < company) {
            return batch;
        }
        int room = inFlightLimit - underWay;
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
}
