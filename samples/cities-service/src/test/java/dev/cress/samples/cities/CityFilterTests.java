package dev.cress.samples.cities;

import static dev.cress.samples.cities.ParametersTests.errors;
import static dev.cress.samples.cities.ParametersTests.read;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cress.geo.GeoPoint;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CityFilterTests {

    @Test
    void restrictsNothingWithoutParameters() {
        assertThat(read("", CityFilter::from))
                .isEqualTo(new CityFilter(
                        List.of(), List.of(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty()));
    }

    @Test
    void readsAllParameters() {
        assertThat(read(
                        "country=DE,FR&feature=PPLA&name=San*&minPopulation=0&maxPopulation=5&box=-1,2,3.5,4",
                        CityFilter::from))
                .isEqualTo(new CityFilter(
                        List.of("DE", "FR"),
                        List.of("PPLA"),
                        Optional.of("San*"),
                        Optional.of(0L),
                        Optional.of(5L),
                        Optional.of(new Box(new GeoPoint(-1, 2), new GeoPoint(3.5, 4)))));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"1,2,3", "1,2,3,4,5", "a,2,3,4", "1,5,3,4", "181,2,3,4", "1,-86,3,4", "1,2,3,", "NaN,2,3,4"})
    void rejectsWhatIsNotABox(String box) {
        assertThat(errors("box=" + box, CityFilter::from))
                .extracting(InputError::allowed)
                .containsExactly("west,south,east,north in degrees, such as 5.9,47.2,15.1,55.1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"de", "DEU", "D", "DE,", ",DE", "DE,fr", "D E"})
    void rejectsWhatIsNotACountryCode(String country) {
        assertThat(errors("country=" + country, CityFilter::from))
                .singleElement()
                .satisfies(
                        error -> assertThat(error.sentence())
                                .startsWith("country: '")
                                .contains(
                                        "is not two capital letters; allowed: a country code of two capital letters, such as DE"));
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "S*n, 'S*n' has a * before its end",
                "*, '*' has nothing before its *",
                "S**, 'S**' has a * before its end"
            })
    void rejectsAStarElsewhereThanAfterABeginning(String name, String problem) {
        assertThat(errors("name=" + name, CityFilter::from))
                .extracting(InputError::problem)
                .containsExactly(problem);
    }

    @Test
    void rejectsAnEmptyFeature() {
        assertThat(errors("feature=PPL,,PPLA", CityFilter::from))
                .extracting(InputError::name)
                .containsExactly("feature");
    }

    @Test
    void rejectsTextsThatNoCityCanHave() {
        assertThat(errors("name=" + "n".repeat(1025) + "&feature=" + "f".repeat(1025), CityFilter::from))
                .extracting(InputError::problem)
                .allSatisfy(problem -> assertThat(problem).endsWith("is longer than 1024 bytes"))
                .hasSize(2);
    }

    @Test
    void rejectsARangeWhoseEndsAreSwapped() {
        assertThat(errors("minPopulation=6&maxPopulation=5", CityFilter::from))
                .containsExactly(
                        new InputError("minPopulation", "is above maxPopulation", "a number up to maxPopulation"));
    }

    @Test
    void acceptsARangeOfOneNumber() {
        assertThat(read("minPopulation=5&maxPopulation=5", CityFilter::from).minPopulation())
                .contains(5L);
    }
}
