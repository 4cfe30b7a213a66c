package dev.cress.benchmarks.harness;

import dev.cress.benchmarks.contestant.Work;
import java.util.HashMap;
import java.util.Map;

/** How many operations are a work of a round: as many for each contestant, but for those who would take longer than the budget. Rates and costs are for each operation. */
final class Pace {

    /** Of a trial, whose rate says no more than how much a warm-up may be. */
    private static final int TRIAL = 10;

    /** As many as are under way at once in searches. */
    private static final int LEAST = 4;

    private final int scale;
    private final double budgetSeconds;
    private final Map<String, Integer> limits = new HashMap<>();

    Pace(Settings settings) {
        this.scale = settings.scale();
        this.budgetSeconds = settings.budgetMillis() / 1_000.0;
    }

    int operations(Work work, String contestant) {
        int usual = usual(work);
        return limits.getOrDefault(key(work, contestant), Math.max(LEAST, usual / TRIAL));
    }

    /** Takes in what the trial or a round of warming up has shown. */
    void learn(Work work, Figures figures) {
        double affordable = Math.min(usual(work), figures.operationsPerSecond() * budgetSeconds);
        limits.put(key(work, figures.contestant()), Math.max(LEAST, (int) affordable));
    }

    private int usual(Work work) {
        return Math.max(LEAST, work.operations() * scale / 100);
    }

    private static String key(Work work, String contestant) {
        return work + " " + contestant;
    }
}
