package dev.cress.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.junit.jupiter.api.Test;
import reactor.core.Exceptions;
import reactor.core.publisher.Flux;

class FirstErrorTests {

    private final IllegalStateException one = new IllegalStateException("one");
    private final IllegalArgumentException other = new IllegalArgumentException("other");

    @Test
    void isOneOfTheErrorsOfOperationsThatFailAtOnce() {
        assertThatIllegalStateException()
                .isThrownBy(() -> FirstError.of(Flux.error(Exceptions.multiple(one, other)))
                        .blockLast())
                .isSameAs(one)
                .satisfies(error -> assertThat(error.getSuppressed()).contains(other));
    }

    @Test
    void isTheErrorWhereThereIsOne() {
        assertThatIllegalStateException()
                .isThrownBy(() -> FirstError.of(Flux.error(one)).blockLast())
                .isSameAs(one);
    }

    @Test
    void isNotSuppressedByItself() {
        assertThatIllegalStateException()
                .isThrownBy(() ->
                        FirstError.of(Flux.error(Exceptions.multiple(one, one))).blockLast())
                .isSameAs(one);
    }
}
