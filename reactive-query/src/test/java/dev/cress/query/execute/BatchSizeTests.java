package dev.cress.query.execute;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cress.mapping.Row;
import dev.cress.page.Batch;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class BatchSizeTests {

    private final BatchSize size = new BatchSize();

    /** Asks for rows, and answers that of the candidates so many were results. */
    private int look(int wanted, double share) {
        int candidates = size.next(wanted);
        found(candidates, (int) (candidates * share));
        return candidates;
    }

    private void found(int candidates, int results) {
        List<Row> rows = Collections.nCopies(results, new Row(new byte[] {1}, 1, new byte[0][]));
        size.adapt(new RowReader.Found(new Batch<>(rows, false), candidates, null));
    }

    @Test
    void looksAtAsManyAsAreWantedWhileMostMatch() {
        assertThat(Stream.of(10, 8, 128, 2, 4, 500).map(wanted -> look(wanted, 0.5)))
                .containsExactly(10, 8, 128, 2, 4, 500);
    }

    @Test
    void doublesWhereFewMatchFromSixteenToTheLargest() {
        assertThat(Stream.generate(() -> look(1, 0)).limit(8)).containsExactly(1, 16, 32, 64, 128, 256, 512, 512);
        assertThat(look(600, 0)).isEqualTo(600);
        assertThat(look(1, 0)).isEqualTo(BatchSize.LARGEST);
    }

    @Test
    void looksAtNoMoreThanWantedAsSoonAsMostMatchAgain() {
        assertThat(Stream.generate(() -> look(10, 0.49)).limit(4)).containsExactly(10, 20, 40, 80);
        assertThat(look(10, 0.5)).isEqualTo(160);
        assertThat(Stream.of(10, 3, 7).map(wanted -> look(wanted, 1))).containsExactly(10, 3, 7);
    }

    @Test
    void forgetsALargeDemandThatIsMet() {
        assertThat(look(128, 1)).isEqualTo(128);
        assertThat(look(1, 0)).isEqualTo(1);
        assertThat(look(1, 0)).isEqualTo(16);
    }

    /** The last candidates are fewer than asked for, or none; what was given before does not come again. */
    @Test
    void judgesByTheCandidatesThatThereWere() {
        size.next(100);
        found(0, 0);
        assertThat(size.next(5)).isEqualTo(5);
        size.next(100);
        found(3, 1);
        assertThat(size.next(5)).isEqualTo(200);
    }

    @Test
    void staysBetweenWhatIsWantedAndTheLargestWhateverIsFound() {
        Random random = new Random(7);
        for (int i = 0; i < 2_000; i++) {
            int wanted = 1 + random.nextInt(BatchSize.LARGEST);
            assertThat(look(wanted, random.nextDouble())).isBetween(wanted, BatchSize.LARGEST);
        }
    }
}
