package dev.cress.connection;

import io.netty.util.concurrent.FastThreadLocal;
import java.util.concurrent.Executor;

/**
 * Runs what an I/O thread of the driver asks for on that thread, behind what it is taking in now, and what others ask for on another thread. Whoever goes on with a reply pays for no change
 * of threads then, and what the replies of one reading lead to has gathered.
 */
final class AfterReading implements Executor {

    private static final FastThreadLocal<Executor> LOOPS = new FastThreadLocal<>();

    private final Executor others;

    /** @param others runs what other threads ask for */
    AfterReading(Executor others) {
        this.others = others;
    }

    /** Says that the thread of a loop is an I/O thread. */
    static void learn(Executor loop) {
        loop.execute(() -> LOOPS.set(loop));
    }

    @Override
    public void execute(Runnable task) {
        Executor loop = LOOPS.getIfExists();
        (loop == null ? others : loop).execute(task);
    }
}
