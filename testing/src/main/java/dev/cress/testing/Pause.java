package dev.cress.testing;

/** Waiting between two looks at a server that is starting. */
final class Pause {

    private Pause() {}

    static void millis(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RedisStartException("Interrupted while waiting for redis-server", e);
        }
    }
}
