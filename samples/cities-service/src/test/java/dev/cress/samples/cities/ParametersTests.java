package dev.cress.samples.cities;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.web.util.UriComponentsBuilder;

class ParametersTests {

    @Test
    void readsNumbersUpToBothEndsOfTheirRange() {
        assertThat(read("n=1", limit())).contains(1L);
        assertThat(read("n=10", limit())).contains(10L);
        assertThat(read("n=-180", longitude())).isEqualTo(-180);
        assertThat(read("n=1.5e1", longitude())).isEqualTo(15);
    }

    @Test
    void readsAnAbsentParameterAsEmpty() {
        assertThat(read("", limit())).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "n=0, '0' is out of range",
                "n=11, '11' is out of range",
                "n=99999999999999999999, '99999999999999999999' is out of range",
                "n=-1, '-1' is out of range",
                "n=x, 'x' is not a whole number",
                "n=1.0, '1.0' is not a whole number",
                "n=, has no value",
                "n, has no value"
            })
    void rejectsWhatIsNotAWholeNumberInRange(String query, String problem) {
        assertThat(errors(query, limit())).containsExactly(new InputError("n", problem, "a whole number from 1 to 10"));
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "n=180.1, '180.1' is out of range",
                "n=1e400, '1e400' is out of range",
                "n=NaN, 'NaN' is not a number",
                "n=1d, '1d' is not a number"
            })
    void rejectsWhatIsNotANumberInRange(String query, String problem) {
        assertThat(errors(query, longitude()))
                .containsExactly(new InputError("n", problem, "a number from -180 to 180"));
    }

    @Test
    void rejectsAMissingNumber() {
        assertThat(errors("", given -> given.decimal("n", Range.LATITUDE)))
                .containsExactly(new InputError("n", "is missing", "a number from -85.05112878 to 85.05112878"));
    }

    @Test
    void rejectsARepeatedParameter() {
        assertThat(errors("n=1&n=2", limit())).containsExactly(new InputError("n", "is given 2 times", "one value"));
    }

    @Test
    void rejectsAnUnknownParameterAndNamesTheKnownOnes() {
        assertThat(errors("n=1&m=2", limit()))
                .containsExactly(new InputError("m", "is not a parameter of this resource", "n"));
        assertThat(errors("m=2", given -> ""))
                .containsExactly(new InputError("m", "is not a parameter of this resource", "no parameters"));
    }

    @Test
    void reportsEverythingAtOnce() {
        assertThat(errors("a=x&b=y&c=z", given -> List.of(given.wholeNumber("a", 1, 2), given.wholeNumber("b", 1, 2))))
                .extracting(InputError::name)
                .containsExactly("a", "b", "c");
    }

    @Test
    void shortensLongTextsInMessages() {
        assertThat(errors("n=" + "x".repeat(1000), limit()).get(0).problem()).hasSizeLessThan(100);
    }

    @Test
    void acceptsNoParametersWhereNoneAreKnown() {
        assertThatNoException().isThrownBy(() -> read("", given -> ""));
    }

    static <V> V read(String query, Function<Parameters, V> reader) {
        return Parameters.read(
                UriComponentsBuilder.newInstance().query(query).build().getQueryParams(), reader);
    }

    static List<InputError> errors(String query, Function<Parameters, ?> reader) {
        return catchThrowableOfType(BadInputException.class, () -> read(query, reader))
                .errors();
    }

    private static Function<Parameters, Double> longitude() {
        return given -> given.decimal("n", Range.LONGITUDE);
    }

    private static Function<Parameters, Optional<Long>> limit() {
        return given -> given.wholeNumber("n", 1, 10);
    }
}
