package dev.cress.query.execute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cress.entity.Located;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class GivenIdsTests {

    private final GivenIds given = new GivenIds(2);

    private static Hit hit(String id) {
        return new Hit(new Located(0, id.getBytes(StandardCharsets.UTF_8)), Double.NaN);
    }

    @Test
    void givesOnceWhatSeveralBranchesFind() {
        assertThat(given.add(hit("a").repeatable())).isTrue();
        assertThat(given.add(hit("a").repeatable())).isFalse();
        assertThat(given.add(hit("a"))).isFalse();
        assertThat(given.add(hit("b"))).isTrue();
        assertThat(given.has(hit("a"))).isTrue();
    }

    @Test
    void remembersNothingThatCannotComeAgain() {
        for (int i = 0; i < 5; i++) {
            assertThat(given.add(hit("a" + i))).isTrue();
        }
        assertThat(given.has(hit("a0"))).isFalse();
    }

    @Test
    void failsRatherThanRememberWithoutBound() {
        given.add(hit("a").repeatable());
        given.add(hit("b").repeatable());
        given.add(hit("b").repeatable());

        assertThatThrownBy(() -> given.add(hit("c").repeatable()))
                .isInstanceOf(ResultLimitExceededException.class)
                .hasMessageContaining("more than 2 results");
    }
}
