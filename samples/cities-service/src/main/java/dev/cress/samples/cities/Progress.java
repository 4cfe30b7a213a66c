package dev.cress.samples.cities;

import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says about every second how many cities have been loaded. For one stream, whose signals come one after the other. */
final class Progress {

    private static final Logger log = LoggerFactory.getLogger(Progress.class);
    private static final long SECOND = 1_000_000_000;

    private final long start = System.nanoTime();
    private long lastLine = start;
    private long loaded;

    void add() {
        loaded++;
        if (System.nanoTime() - lastLine >= SECOND) {
            lastLine = System.nanoTime();
            log("Loading");
        }
    }

    void end() {
        log("Loaded");
    }

    private void log(String what) {
        long perSecond = loaded * SECOND / Math.max(1, System.nanoTime() - start);
        log.info(String.format(Locale.ROOT, "%s: %,d cities, %,d per second", what, loaded, perSecond));
    }
}
