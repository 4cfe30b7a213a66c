package dev.cress.samples.cities;

import static dev.cress.samples.cities.ParametersTests.errors;
import static dev.cress.samples.cities.ParametersTests.read;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CitySearchTests {

    @Test
    void readsOrderAndLimit() {
        CitySearch search = read("sort=-population,name&limit=10000", CitySearch::from);
        assertThat(search.sort()).containsExactly("-population", "name");
        assertThat(search.limit()).contains(10_000);
    }

    @ParameterizedTest
    @ValueSource(strings = {"pop", "id", "location", "--name", "-", "name,", "version"})
    void rejectsWhatIsNotASortKey(String sort) {
        assertThat(errors("sort=" + sort, CitySearch::from))
                .singleElement()
                .satisfies(error -> assertThat(error.sentence())
                        .startsWith("sort: '")
                        .contains("is not a sort key; allowed: name, country, feature, population"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"name,name", "name,-name"})
    void rejectsASortKeyThatIsThereTwice(String sort) {
        assertThat(errors("sort=" + sort, CitySearch::from))
                .extracting(InputError::problem)
                .containsExactly("names a key twice");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "10001"})
    void rejectsALimitOutOfRange(String limit) {
        assertThat(errors("limit=" + limit, CitySearch::from))
                .extracting(InputError::allowed)
                .containsExactly("a whole number from 1 to 10000");
    }

    @Test
    void readsFieldsAndRejectsOthers() {
        assertThat(read("fields=name,id", CitySearch::from).fields()).containsExactly("name", "id");
        assertThat(errors("fields=name,version", CitySearch::from))
                .extracting(InputError::problem)
                .containsExactly("'version' is not a field");
    }

    @Test
    void rejectsWhatIsNotACursor() {
        assertThat(errors("after=!", CitySearch::from))
                .containsExactly(
                        new InputError("after", "'!' is not a cursor", "the cursor in the Link header of a page"));
    }
}
