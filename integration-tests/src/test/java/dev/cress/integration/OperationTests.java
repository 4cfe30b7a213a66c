package dev.cress.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cress.integration.Operation.Kind;
import dev.cress.integration.Operation.Outcome;
import org.junit.jupiter.api.Test;

/** What is known of writes that were sent twice under one name. */
class OperationTests {

    private final Operation unknown = Operation.begin(Kind.SAVE, "1", Operation.UNIT, Operation.ANY);
    private final Operation notRun = unknown.end(Outcome.NOT_RUN, 0);
    private final Operation done = unknown.end(Outcome.DONE, 7);

    @Test
    void mayHaveRunTheFirstTimeWhateverIsSaidOfTheSecond() {
        assertThat(unknown.orRepeated(notRun)).isSameAs(unknown);
        assertThat(unknown.orRepeated(unknown)).isSameAs(unknown);
        assertThat(notRun.orRepeated(unknown)).isSameAs(unknown);
        assertThat(notRun.orRepeated(notRun).outcome()).isEqualTo(Outcome.NOT_RUN);
    }

    @Test
    void isWhatEitherAnswerSays() {
        assertThat(unknown.orRepeated(done)).isSameAs(done);
        assertThat(notRun.orRepeated(done)).isSameAs(done);
        assertThat(done.orRepeated(unknown)).isSameAs(done);
        assertThat(done.orRepeated(notRun)).isSameAs(done);
        assertThat(done.orRepeated(unknown.end(Outcome.DONE, 7))).isSameAs(done);
    }

    @Test
    void failsWhereTheAnswersDiffer() {
        Operation other = unknown.end(Outcome.DONE, 8);
        Operation refused = unknown.end(Outcome.CONFLICT, 7);
        assertThatThrownBy(() -> done.orRepeated(other)).hasMessageContaining("the second outcome");
        assertThatThrownBy(() -> done.orRepeated(refused)).hasMessageContaining("the second outcome");
        assertThatThrownBy(() -> refused.orRepeated(done)).hasMessageContaining("the second outcome");
    }
}
