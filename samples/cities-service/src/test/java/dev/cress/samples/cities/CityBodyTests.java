package dev.cress.samples.cities;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.cress.geo.GeoPoint;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

class CityBodyTests {

    private static final String BERN = """
            {"name": "Bern", "country": "CH", "population": 121631,
             "location": {"longitude": 7.44744, "latitude": 46.94809}}""";

    private final JsonMapper json = strictMapper();

    @Test
    void needsNeitherAdminNorFeatureNorVersion() {
        assertThat(body(BERN).toCity("x"))
                .isEqualTo(new City("x", "Bern", "CH", null, null, 121631, new GeoPoint(7.44744, 46.94809), 0));
    }

    @Test
    void namesEveryMissingField() {
        assertThat(errors(() -> body("{\"location\": {}}").toNewCity()))
                .extracting(InputError::name)
                .containsExactly("id", "name", "country", "population", "location.longitude", "location.latitude");
    }

    @ParameterizedTest
    @CsvSource({
        "name, ''",
        "country, de",
        "country, Germany",
        "id, other",
    })
    void rejectsATextThatIsNotAllowed(String field, String value) {
        assertThat(errors(() -> body(BERN, field, "\"" + value + "\"").toCity("x")))
                .extracting(InputError::name)
                .containsExactly(field);
    }

    @ParameterizedTest
    @CsvSource({
        "location.longitude, '{\"longitude\": 180.1, \"latitude\": 0}'",
        "location.latitude, '{\"longitude\": 0, \"latitude\": 85.06}'",
        "location.latitude, '{\"longitude\": 0, \"latitude\": 1e400}'"
    })
    void rejectsCoordinatesOutOfRange(String field, String location) {
        assertThat(errors(() -> body(BERN, "location", location).toCity("x")))
                .extracting(InputError::name)
                .containsExactly(field);
    }

    @ParameterizedTest
    @CsvSource({"population, -1", "version, -1"})
    void rejectsANegativeNumber(String field, String value) {
        assertThat(errors(() -> body(BERN, field, value).toCity("x")))
                .containsExactly(new InputError(field, "'-1' is not allowed", "a whole number from 0"));
    }

    @Test
    void rejectsAVersionForANewCity() {
        assertThat(errors(() -> body(BERN.replace("{\"name\"", "{\"id\": \"x\", \"version\": 5, \"name\""))
                        .toNewCity()))
                .extracting(InputError::name)
                .containsExactly("version");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "analyze",
                "changes",
                "count",
                "countries",
                "explain",
                "near",
                "statistics",
                "",
                "\uFFFD",
                "\uD800"
            })
    void rejectsIdsThatCouldNotBeRead(String id) {
        assertThat(errors(() -> body(BERN).toCity(id)))
                .extracting(InputError::name)
                .containsExactly("id");
    }

    @Test
    void limitsIdsTo512Bytes() {
        assertThat(body(BERN).toCity("é".repeat(256)).id()).hasSize(256);
        assertThat(errors(() -> body(BERN).toCity("é".repeat(256) + "e"))).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"nme\": \"x\"}                       | nme: is not a known field; allowed: id, name, country,",
                "{\"location\": {\"lat\": 1}}           | location.lat: is not a known field; allowed: longitude, latitude.",
                "{\"name\": 5}                          | name: has a value of the wrong kind; allowed: a string.",
                "{\"name\": true}                       | name: has a value of the wrong kind; allowed: a string.",
                "{\"name\": {}}                         | name: has a value of the wrong kind; allowed: a string.",
                "{\"population\": \"5\"}                | population: has a value of the wrong kind; allowed: a whole number.",
                "{\"population\": 5.5}                  | population: has a value of the wrong kind; allowed: a whole number.",
                "{\"population\": true}                 | population: has a value of the wrong kind; allowed: a whole number.",
                "{\"population\": 99999999999999999999} | population: is out of range; allowed: a whole number below 2^63.",
                "{\"location\": [1, 2]}                 | location: has a value of the wrong kind; allowed: an object with",
                "{\"location\": {\"longitude\": \"1\"}} | location.longitude: has a value of the wrong kind; allowed: a number.",
                "[]                                     | body: has a value of the wrong kind; allowed: a JSON object.",
                "\"x\"                                  | body: has a value of the wrong kind; allowed: a JSON object.",
                "{\"name\":                             | body: is not valid JSON (line 1, column 9)",
                "{} x                                   | body: is not valid JSON (line 1, column",
                "{\"name\": \"a\", \"name\": \"b\"}     | body: is not valid JSON (line 1, column"
            })
    void explainsWhatJacksonCannotRead(String body, String explanation) {
        JacksonException e = catchThrowableOfType(JacksonException.class, () -> body(body));
        assertThat(JsonErrors.of(e)).hasMessageStartingWith(explanation);
    }

    private CityBody body(String text) {
        return json.readValue(text, CityBody.class);
    }

    private CityBody body(String text, String field, String value) {
        return json.treeToValue(
                MergePatch.apply(json.readTree(text), json.readTree("{\"%s\": %s}".formatted(field, value))),
                CityBody.class);
    }

    private static List<InputError> errors(Runnable action) {
        return catchThrowableOfType(BadInputException.class, action::run).errors();
    }

    private static JsonMapper strictMapper() {
        JsonMapper.Builder builder = JsonMapper.builder();
        JsonConfiguration.makeStrict(builder);
        return builder.build();
    }
}
