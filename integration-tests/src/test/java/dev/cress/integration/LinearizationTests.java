package dev.cress.integration;

import static dev.cress.integration.Operation.ANY;
import static dev.cress.integration.Operation.Kind.CONDITIONAL;
import static dev.cress.integration.Operation.Kind.DELETE;
import static dev.cress.integration.Operation.Kind.INCREMENT;
import static dev.cress.integration.Operation.Kind.INSERT;
import static dev.cress.integration.Operation.Kind.MERGE;
import static dev.cress.integration.Operation.Kind.PATCH;
import static dev.cress.integration.Operation.Kind.READ;
import static dev.cress.integration.Operation.Kind.SAVE;
import static dev.cress.integration.Operation.Kind.UPDATE;
import static dev.cress.integration.Operation.Outcome.ABSENT;
import static dev.cress.integration.Operation.Outcome.CONFLICT;
import static dev.cress.integration.Operation.Outcome.DONE;
import static dev.cress.integration.Operation.Outcome.NOT_RUN;
import static dev.cress.integration.Operation.Outcome.PRESENT;
import static dev.cress.integration.Operation.Outcome.TAKEN;
import static dev.cress.integration.Operation.Outcome.UNKNOWN;
import static dev.cress.integration.Operation.Outcome.UNMET;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cress.integration.Operation.Kind;
import dev.cress.integration.Operation.Outcome;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The checker is checked: it accepts histories that some order explains, and no other. The version of mark n is 100 n. */
class LinearizationTests {

    private static Operation operation(
            Kind kind, long mark, long expected, Outcome outcome, long version, long begun, long ended) {
        return new Operation(kind, "id", mark, 0, expected, outcome, version, begun, ended);
    }

    private static Operation save(long mark, long expected, long begun, long ended) {
        return operation(SAVE, mark, expected, DONE, 100 * mark, begun, ended);
    }

    private static Operation insert(long mark, long begun, long ended) {
        return operation(INSERT, mark, ANY, DONE, 100 * mark, begun, ended);
    }

    private static Operation delete(long begun, long ended) {
        return operation(DELETE, 0, ANY, DONE, 0, begun, ended);
    }

    /** That made this mark. */
    private static Operation increment(long mark, long added, long begun, long ended) {
        return new Operation(INCREMENT, "id", mark, added, ANY, DONE, 100 * mark, begun, ended);
    }

    private static Operation unknownIncrement(long added, long begun) {
        return new Operation(INCREMENT, "id", 0, added, ANY, UNKNOWN, 0, begun, Long.MAX_VALUE);
    }

    private static Operation read(long mark, long begun, long ended) {
        return operation(READ, mark, ANY, DONE, 100 * mark, begun, ended);
    }

    private static Operation unknown(Kind kind, long mark, long expected, long begun) {
        return operation(kind, mark, expected, UNKNOWN, 0, begun, Long.MAX_VALUE);
    }

    private static void accepts(Operation... operations) {
        assertThat(Linearization.exists(List.of(operations))).isTrue();
        Linearization.require(List.of(operations));
    }

    private static void refuses(Operation... operations) {
        assertThat(Linearization.exists(List.of(operations))).isFalse();
        assertThatThrownBy(() -> Linearization.require(List.of(operations)))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("no order explains");
    }

    @Test
    void acceptsOneAfterTheOther() {
        accepts(insert(1, 0, 1), read(1, 2, 3), save(2, 100, 4, 5), read(2, 6, 7), delete(8, 9), read(0, 10, 11));
        accepts(
                operation(UPDATE, 9, 100, ABSENT, 0, 0, 1),
                insert(1, 2, 3),
                operation(INSERT, 9, ANY, PRESENT, 0, 4, 5),
                operation(UPDATE, 9, 100, TAKEN, 0, 6, 7),
                save(2, 100, 8, 9),
                operation(SAVE, 9, 100, CONFLICT, 200, 10, 11));
        accepts();
    }

    @Test
    void refusesVersionsThatFall() {
        accepts(insert(1, 0, 1), delete(2, 3), insert(2, 4, 5));
        refuses(insert(2, 0, 1), delete(2, 3), insert(1, 4, 5));
    }

    @Test
    void acceptsEitherOrderOfWhatOverlaps() {
        accepts(insert(1, 0, 1), save(2, 100, 2, 9), read(1, 3, 4), read(2, 5, 6));
        accepts(insert(1, 0, 1), save(2, 100, 2, 9), read(2, 3, 4), read(2, 5, 6));
        accepts(insert(1, 0, 9), delete(0, 9), insert(2, 0, 9), read(2, 10, 11));
    }

    @Test
    void patchesFindTheirVersionOrMark() {
        Operation patch = operation(PATCH, 2, 100, DONE, 200, 2, 3);
        Operation conditional = operation(CONDITIONAL, 3, 2, DONE, 300, 4, 5);
        accepts(insert(1, 0, 1), patch, conditional, operation(PATCH, 4, ANY, DONE, 400, 6, 7), read(4, 8, 9));
        accepts(insert(1, 0, 1), operation(CONDITIONAL, 3, 2, UNMET, 0, 2, 3), read(1, 4, 5));
        accepts(operation(CONDITIONAL, 3, 2, ABSENT, 0, 0, 1), operation(MERGE, 1, ANY, DONE, 100, 2, 3));
        accepts(insert(1, 0, 1), unknown(MERGE, 2, ANY, 2), delete(3, 4), read(2, 5, 6));
        refuses(insert(1, 0, 1), operation(PATCH, 3, 100, CONFLICT, 100, 2, 3));
        refuses(insert(1, 0, 1), operation(CONDITIONAL, 3, 1, UNMET, 0, 2, 3));
        refuses(operation(CONDITIONAL, 3, 2, UNMET, 0, 0, 1));
        refuses(insert(1, 0, 1), conditional);
        refuses(operation(PATCH, 2, ANY, DONE, 200, 0, 1));
        refuses(operation(MERGE, 1, ANY, ABSENT, 0, 0, 1), read(1, 2, 3));
    }

    @Test
    void refusesAStaleRead() {
        refuses(insert(1, 0, 1), save(2, 100, 2, 3), read(1, 4, 5));
        refuses(insert(1, 0, 1), save(2, 100, 2, 9), read(2, 3, 4), read(1, 5, 6));
        refuses(insert(1, 0, 1), delete(2, 3), read(1, 4, 5));
    }

    @Test
    void refusesTwoWinnersOverOneVersion() {
        refuses(insert(1, 0, 1), save(2, 100, 2, 9), save(3, 100, 2, 9));
        refuses(insert(1, 0, 9), insert(2, 0, 9));
        refuses(save(1, 0, 0, 9), save(2, 0, 0, 9));
        refuses(insert(1, 0, 1), delete(2, 9), delete(2, 9));
    }

    @Test
    void refusesALostUpdate() {
        refuses(insert(1, 0, 1), save(2, 100, 2, 3), read(1, 4, 5), read(2, 6, 7));
        refuses(insert(1, 0, 1), save(2, 100, 2, 3), read(0, 4, 5));
    }

    @Test
    void refusesWhatNobodyWrote() {
        refuses(read(7, 0, 1));
        refuses(insert(1, 0, 1), read(7, 2, 3));
        refuses(operation(SAVE, 7, 100, NOT_RUN, 0, 0, 1), read(7, 2, 3));
        refuses(insert(1, 0, 1), operation(INSERT, 7, ANY, TAKEN, 0, 2, 3));
    }

    @Test
    void refusesARefusalWithoutAReason() {
        refuses(operation(INSERT, 1, ANY, PRESENT, 0, 0, 1));
        refuses(insert(1, 0, 1), operation(UPDATE, 2, 100, ABSENT, 0, 2, 3));
        refuses(insert(1, 0, 1), operation(UPDATE, 2, 100, CONFLICT, 0, 2, 3));
        refuses(operation(UPDATE, 2, Operation.NEVER, CONFLICT, 0, 0, 1));
        refuses(
                insert(1, 0, 1),
                save(2, 100, 2, 3),
                save(3, 200, 4, 5),
                operation(SAVE, 9, 100, CONFLICT, 200, 6, 7)); // 300 is stored by then
    }

    @Test
    void unknownMayHaveHappenedOnceOrNever() {
        accepts(insert(1, 0, 1), unknown(SAVE, 2, 100, 2), read(1, 3, 4), read(1, 5, 6));
        accepts(insert(1, 0, 1), unknown(SAVE, 2, 100, 2), read(1, 3, 4), read(2, 5, 6));
        accepts(insert(1, 0, 1), unknown(DELETE, 0, ANY, 2), read(1, 3, 4), read(0, 5, 6), insert(2, 7, 8));
        accepts(unknown(INSERT, 1, ANY, 0), operation(INSERT, 2, ANY, PRESENT, 0, 1, 2));
        accepts(unknown(SAVE, 1, 0, 5), unknown(SAVE, 2, 0, 6));
    }

    @Test
    void refusesAnUnknownThatHappenedTwiceOrTooEarly() {
        refuses(unknown(INSERT, 1, ANY, 0), read(1, 1, 2), delete(3, 4), read(0, 5, 6), read(1, 7, 8));
        refuses(insert(1, 0, 1), unknown(DELETE, 0, ANY, 2), read(0, 3, 4), insert(2, 5, 6), read(0, 7, 8));
        refuses(read(1, 0, 1), unknown(INSERT, 1, ANY, 2));
        refuses(insert(1, 0, 1), save(2, 100, 2, 3), unknown(SAVE, 3, 100, 4), read(3, 5, 6));
    }

    @Test
    void incrementsAddToWhatIsThere() {
        accepts(insert(10, 0, 1), increment(12, 2, 2, 9), increment(15, 3, 2, 9), read(15, 10, 11));
        accepts(insert(10, 0, 1), increment(15, 2, 2, 9), increment(13, 3, 2, 9), save(20, 1_500, 10, 11));
        accepts(
                operation(INCREMENT, 0, ANY, ABSENT, 0, 0, 1),
                insert(10, 2, 3),
                unknownIncrement(2, 4),
                read(10, 5, 6));
        accepts(insert(10, 0, 1), unknownIncrement(2, 2), read(10, 3, 4), read(12, 5, 6), delete(7, 8), read(0, 9, 10));
    }

    @Test
    void refusesIncrementsThatAreLostOrHappenTwice() {
        refuses(insert(10, 0, 1), increment(12, 2, 2, 9), increment(13, 3, 2, 9));
        refuses(insert(10, 0, 1), increment(12, 2, 2, 3), read(14, 4, 5));
        refuses(insert(10, 0, 1), increment(12, 2, 2, 3), save(20, 1_000, 4, 5));
        refuses(insert(10, 0, 1), unknownIncrement(2, 2), read(12, 3, 4), read(14, 5, 6));
        refuses(insert(10, 0, 1), unknownIncrement(2, 2), read(12, 3, 4), read(10, 5, 6));
        refuses(increment(2, 2, 0, 1));
        refuses(insert(10, 0, 1), operation(INCREMENT, 0, ANY, ABSENT, 0, 2, 3));
    }

    /** Random runs of a true register are accepted; with one answer changed to a mark that was not there they are not. */
    @Test
    void acceptsRandomRunsAndRefusesThemWithAPlantedViolation() {
        for (int seed = 0; seed < 300; seed++) {
            List<Operation> run = new RandomRun(new Random(seed)).operations();
            assertThat(Linearization.exists(run)).as("seed %s: %s", seed, run).isTrue();
            List<Operation> planted = planted(run, new Random(seed));
            assertThat(Linearization.exists(planted))
                    .as("seed %s: %s", seed, planted)
                    .isFalse();
        }
    }

    /** One read now finds what was replaced before it began, or what was written after it ended. */
    private static List<Operation> planted(List<Operation> run, Random random) {
        List<Operation> changed = new ArrayList<>(run);
        long end = run.stream()
                .mapToLong(Operation::ended)
                .filter(ended -> ended < Long.MAX_VALUE)
                .max()
                .orElse(0);
        Operation last = run.stream()
                .filter(operation -> operation.kind() == SAVE && operation.outcome() == DONE)
                .reduce((one, other) -> other)
                .orElseThrow();
        changed.add(random.nextBoolean() ? read(last.mark(), -2, -1) : read(run.size() + 7L, end + 1, end + 2));
        return changed;
    }

    /** Operations of overlapping clients on a register that really is one. */
    private static final class RandomRun {

        private final Random random;
        private long stored;
        private boolean unseen;

        RandomRun(Random random) {
            this.random = random;
        }

        List<Operation> operations() {
            Operation[] run = new Operation[60];
            for (int i = 0; i < run.length; i++) {
                long effect = 10L * i + 100;
                run[i] = operation(i, effect - random.nextInt(60), effect + random.nextInt(60));
            }
            return Arrays.asList(run);
        }

        private Operation operation(int i, long begun, long ended) {
            long before = stored;
            int dice = random.nextInt(10);
            if (unseen) {
                unseen = false; // a client knows the versions that it was told of
                return read(before, begun, ended);
            }
            if (i == 0 || dice < 4) {
                boolean lost = dice == 0 && i > 0;
                stored = lost ? stored : i + 1;
                boolean unknown = i > 0 && (lost || random.nextInt(6) == 0);
                unseen = unknown;
                return unknown ? unknown(SAVE, i + 1, 100 * before, begun) : save(i + 1, 100 * before, begun, ended);
            }
            if (dice < 6 && before != 0) {
                stored = 0;
                return delete(begun, ended);
            }
            return dice < 8 && before != 0
                    ? LinearizationTests.operation(INSERT, 1_000 + i, ANY, PRESENT, 0, begun, ended)
                    : read(before, begun, ended);
        }
    }
}
