package dev.cress.samples.cities;

import static dev.cress.samples.cities.CityIT.problem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.http.HttpMethod.PATCH;
import static org.springframework.http.HttpMethod.POST;
import static org.springframework.http.HttpMethod.PUT;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;

/** What a client hears who asks for something wrong. */
class ProblemsIT extends RunningService {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "/cities?limit=abc                | limit: 'abc' is not a whole number; allowed: a whole number from 1 to 10000.",
                "/cities?country=de               | country: 'de' is not two capital letters; allowed: a country code of two",
                "/cities?contry=DE                | contry: is not a parameter of this resource; allowed: country, feature, name, minPopulation, maxPopulation, box, sort, limit, after, fields.",
                "/cities?sort=size                | sort: 'size' is not a sort key; allowed: name, country, feature, population",
                "/cities?sort=country,name        | sort: is an order that no index has, and there is no filter to narrow the search;",
                "/cities?name=S*n                 | name: 'S*n' has a * before its end; allowed: a name such as Paris",
                "/cities?minPopulation=-1         | minPopulation: '-1' is out of range; allowed: a whole number from 0 to 9223372036854775807.",
                "/cities?after=xyz                | after: 'xyz' is not a cursor; allowed: the cursor in the Link header of a page.",
                "/cities?limit=1&limit=2          | limit: is given 2 times; allowed: one value.",
                "/cities/count?limit=1            | limit: is not a parameter of this resource; allowed: country, feature, name, minPopulation, maxPopulation, box.",
                "/cities/near?longitude=1&km=5    | latitude: is missing; allowed: a number from -85.05112878 to 85.05112878.",
                "/cities/near?longitude=181&latitude=0&km=1 | longitude: '181' is out of range; allowed: a number from -180 to 180.",
                "/cities/near?longitude=1&latitude=0&km=0   | km: '0' is out of range; allowed: a number from 0.001 to 20020.",
                "/cities/explain?country=Germany  | country: 'Germany' is not two capital letters;",
                "/cities/changes?since=5          | since: is not a parameter of this resource; allowed: no parameters.",
                "/cities/2950159?verbose          | verbose: is not a parameter of this resource; allowed: no parameters.",
                "/?x                              | x: is not a parameter of this resource; allowed: no parameters."
            })
    void namesTheParameterWhatWasWrongAndWhatIsAllowed(String address, String detail) {
        problem(get(address), 400, detail);
    }

    @Test
    void listsEveryErrorForPrograms() {
        get("/cities?limit=0&sort=size")
                .expectStatus()
                .isBadRequest()
                .expectBody()
                .jsonPath("$.errors.length()")
                .isEqualTo(2)
                .jsonPath("$.errors[1].name")
                .isEqualTo("limit")
                .jsonPath("$.errors[1].problem")
                .isEqualTo("'0' is out of range")
                .jsonPath("$.errors[1].allowed")
                .isEqualTo("a whole number from 1 to 10000");
    }

    @Test
    void rejectsACursorOfAnotherSearch() {
        String link = get("/cities?country=DE&sort=name&limit=1")
                .expectBody()
                .returnResult()
                .getResponseHeaders()
                .getFirst("Link");
        String after = link.replaceAll(".*after=([^&>]+).*", "$1");
        problem(
                get("/cities?country=DE&sort=population&limit=1&after=" + after),
                400,
                "after: belongs to another search;");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"nme\": \"x\"}           | nme: is not a known field; allowed: id, name, country, admin, feature, population, location, version.",
                "{\"population\": \"many\"} | population: has a value of the wrong kind; allowed: a whole number.",
                "{\"location\": {\"latitude\": 90}} | location.latitude: '90.0' is not allowed; allowed: a number from -85.05",
                "{\"name\": null}           | name: is missing; allowed: 1 to 1024 bytes of UTF-8.",
                "{\"id\": \"x\"}            | id: 'x' is not allowed; allowed: the id in the path, or none.",
                "{\"name\": \"x\"           | body: is not valid JSON (line 1, column",
                "[1]                        | body: has a value of the wrong kind; allowed: a JSON object."
            })
    void namesTheFieldWhatWasWrongAndWhatIsAllowed(String patch, String detail) {
        problem(send(PATCH, "/cities/2950159", patch), 400, detail);
    }

    @Test
    void rejectsAWholeCityWithoutItsFields() {
        problem(
                send(PUT, "/cities/q", "{}"),
                400,
                "name: is missing; allowed: 1 to 1024 bytes of UTF-8. country: is missing;");
        problem(send(POST, "/cities", "{}"), 400, "id: is missing;");
    }

    @Test
    void rejectsAMissingBody() {
        http().put()
                .uri("/cities/q")
                .contentType(MediaType.APPLICATION_JSON)
                .exchange()
                .expectBody()
                .jsonPath("$.detail")
                .isEqualTo("body: is missing; allowed: a JSON object.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"analyze", "changes", "count", "countries", "explain", "near", "statistics"})
    void rejectsIdsThatCouldNotBeRead(String id) {
        problem(send(PUT, "/cities/" + id, body("Q", 1)), 400, "id: '" + id + "' is not allowed;");
    }

    @Test
    void rejectsAnIdThatIsNotUtf8() {
        problem(send(PUT, "/cities/%FF", body("Q", 1)), 400, "id: ");
    }

    @Test
    void rejectsAnEventIdThatIsNone() {
        problem(
                http().get()
                        .uri("/cities/changes")
                        .header("Last-Event-ID", "yesterday")
                        .exchange(),
                400,
                "Last-Event-ID: is not of these changes; allowed: the id of an earlier event.");
    }

    @Test
    void saysThatThereIsNothing() {
        problem(get("/towns"), 404, "There is nothing at this address; the page at / lists what there is.");
        problem(get("/cities/a/b"), 404, "There is nothing at this address; the page at / lists what there is.");
    }

    @Test
    void saysWhichMethodsArePossible() {
        problem(delete("/cities"), 405, "DELETE is not possible here; possible: GET, POST.");
        problem(send(POST, "/cities/q", "{}"), 405, "POST is not possible here; possible: DELETE, GET, PATCH, PUT.");
    }

    @Test
    void saysWhichMediaTypesCanBeHad() {
        problem(
                http().get().uri("/cities").accept(MediaType.APPLICATION_XML).exchange(),
                406,
                "The answer can be had as application/json, application/x-ndjson only.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/x-ndjson", "text/event-stream", "text/plain", "text/html"})
    void answersAProblemWhateverIsAccepted(String accepted) {
        var response =
                http().get().uri("/cities/near?km=x").header("Accept", accepted).exchange();
        response.expectHeader().contentType(MediaType.APPLICATION_PROBLEM_JSON);
        assertThat(response.returnResult(String.class).getStatus().is4xxClientError())
                .isTrue();
    }

    @Test
    void saysWhichContentTypesAreRead() {
        for (HttpMethod method : new HttpMethod[] {POST, PUT}) {
            problem(
                    http().method(method)
                            .uri(method == POST ? "/cities" : "/cities/q")
                            .contentType(MediaType.APPLICATION_FORM_URLENCODED)
                            .bodyValue("name=Q")
                            .exchange(),
                    415,
                    "The Content-Type of the body can only be application/json.");
        }
    }
}
