package dev.cress.testing;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * Waits for what happens soon, and which nobody tells: that another program has taken over, that a server has noticed.
 *
 * <pre>{@code
 * Polling.await("the message", () -> received.size() == 1);
 * }</pre>
 */
public final class Polling {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final long PAUSE_NANOS = 3_000_000;

    private Polling() {}

    /**
     * Waits for 20 seconds at the most.
     *
     * @param what is to happen, for the message
     * @param happened asked again and again
     * @throws AssertionError naming what has not happened by then
     */
    public static void await(String what, BooleanSupplier happened) {
        await(what, PATIENCE, happened);
    }

    /**
     * Waits.
     *
     * @param what is to happen, for the message
     * @param patience how long to wait at the most
     * @param happened asked again and again
     * @throws AssertionError naming what has not happened by then
     */
    public static void await(String what, Duration patience, BooleanSupplier happened) {
        long begun = System.nanoTime();
        while (!happened.getAsBoolean()) {
            if (System.nanoTime() - begun > patience.toNanos()) {
                throw new AssertionError(what + " has not happened within " + patience);
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }
}
