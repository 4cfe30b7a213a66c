package dev.cress.benchmarks.harness;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cress.benchmarks.contestant.Work;
import org.junit.jupiter.api.Test;

class PaceTests {

    private final Pace pace = new Pace(Settings.parse("--scale=50", "--budget=500"));

    @Test
    void triesATenthAtFirst() {
        assertThat(pace.operations(Work.UPDATE, "one")).isEqualTo(1_000);
        assertThat(pace.operations(Work.EQUALITY, "one")).isEqualTo(4);
    }

    @Test
    void givesEachContestantAsManyAsFitIntoTheBudgetAndNoMoreThanUsual() {
        pace.learn(Work.UPDATE, figures("slow", 3_000));
        pace.learn(Work.UPDATE, figures("fast", 50_000));
        pace.learn(Work.EQUALITY, figures("slow", 1));

        assertThat(pace.operations(Work.UPDATE, "slow")).isEqualTo(1_500);
        assertThat(pace.operations(Work.UPDATE, "fast")).isEqualTo(10_000);
        assertThat(pace.operations(Work.EQUALITY, "slow")).isEqualTo(4);
    }

    private static Figures figures(String contestant, double rate) {
        return new Figures("work", contestant, rate, 1, 1, 1, 1, 1, 1, 1, 1, 1);
    }
}
