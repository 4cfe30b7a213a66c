package dev.cress.benchmarks.harness;

import java.util.function.BooleanSupplier;

/** Waits for servers, which do not call back. */
final class Polling {

    private static final int ATTEMPTS = 400;
    private static final long PAUSE_MILLIS = 50;

    private Polling() {}

    static void await(String otherwise, BooleanSupplier reached) {
        for (int attempt = 0; !reached.getAsBoolean(); attempt++) {
            if (attempt == ATTEMPTS) {
                throw new IllegalStateException(otherwise);
            }
            pause();
        }
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
