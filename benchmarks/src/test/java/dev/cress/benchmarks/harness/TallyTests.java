package dev.cress.benchmarks.harness;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cress.benchmarks.model.Restaurants;
import org.junit.jupiter.api.Test;

class TallyTests {

    private final Tally three = tally(1, 2, 3);

    @Test
    void agreesOnWhatBothHaveDone() {
        assertThat(three.agreesWith(tally(1, 2), 0)).isTrue();
        assertThat(tally(1, 2).agreesWith(three, 0)).isTrue();
    }

    @Test
    void seesWhatIsMissingMoreOrAnother() {
        Tally none = new Tally(2);
        Tally more = tally(1, 2, 3);
        more.add(2, Restaurants.MADE.number(3));

        assertThat(three.agreesWith(none, 0)).isFalse();
        assertThat(none.agreesWith(three, 0)).isFalse();
        assertThat(three.agreesWith(more, 0)).isFalse();
        assertThat(three.agreesWith(tally(1, 4), 0)).isFalse();
    }

    @Test
    void allowsForAShare() {
        Tally many = tally(1, 1, 1, 1, 1, 1, 1, 1, 1, 1);
        Tally oneMore = tally(1, 1, 1, 1, 1, 1, 1, 1, 1, 1);
        oneMore.add(9, Restaurants.MADE.number(1));

        assertThat(many.agreesWith(oneMore, 0.11)).isTrue();
        assertThat(many.agreesWith(oneMore, 0.09)).isFalse();
    }

    private static Tally tally(int... found) {
        Tally tally = new Tally(found.length);
        for (int n = 0; n < found.length; n++) {
            tally.add(n, Restaurants.MADE.number(found[n]));
        }
        return tally;
    }
}
