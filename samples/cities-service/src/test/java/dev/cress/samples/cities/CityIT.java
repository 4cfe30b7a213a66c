package dev.cress.samples.cities;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.http.HttpMethod.PATCH;
import static org.springframework.http.HttpMethod.POST;
import static org.springframework.http.HttpMethod.PUT;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient.ResponseSpec;
import org.springframework.web.util.UriUtils;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Schedulers;

/** Reading and changing single cities. */
class CityIT extends RunningService {

    @AfterEach
    void removeWhatTheTestAdded() {
        cities("/cities?country=" + NOWHERE).forEach(city -> delete(path(city.id())));
    }

    @Test
    void readsACityOfTheFile() {
        get("/cities/2950159")
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.id")
                .isEqualTo("2950159")
                .jsonPath("$.name")
                .isEqualTo("Berlin")
                .jsonPath("$.country")
                .isEqualTo("DE")
                .jsonPath("$.admin")
                .isEqualTo("16")
                .jsonPath("$.feature")
                .isEqualTo("PPLC")
                .jsonPath("$.population")
                .isEqualTo(3426354)
                .jsonPath("$.location.longitude")
                .isEqualTo(13.41053)
                .jsonPath("$.location.latitude")
                .isEqualTo(52.52437)
                .jsonPath("$.version")
                .isNumber()
                .jsonPath("$.length()")
                .isEqualTo(8);
    }

    @Test
    void tellsNullFromEmpty() {
        assertThat(city(get("/cities/2377450")).admin()).isEmpty();
        send(PUT, "/cities/q", body("Q", 1).replace("\"admin\": \"1\", ", ""));
        get("/cities/q").expectBody().jsonPath("$.admin").isEqualTo(null);
    }

    @Test
    void addsACityOnce() {
        String body = body("Q", 1).replace("{\"name\"", "{\"id\": \"q/1\", \"name\"");
        send(POST, "/cities", body).expectStatus().isCreated().expectHeader().valueEquals("Location", "/cities/q%2F1");
        problem(send(POST, "/cities", body), 409, "There is a city with this id already; PUT would replace it.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a/b", "/", "{x}", "a:{b}:c", "\uD83C\uDFD9\uFE0F", "%", "a%2Fb", "..", " a ", "a;b=c", "a?b#c", "a+b",
                "\u0000", "a\u0000b", "\r\n", "*", "a\\b", "\"", "ünïcödé", "cress:{0}:city:p", "\uFFFF", "-", "[a]",
                        "null"
            })
    void storesACityUnderAnyId(String id) {
        City created = city(send(PUT, path(id), body("Q", 1)).expectStatus().isCreated());
        assertThat(created.id()).isEqualTo(id);
        assertThat(city(get(path(id)))).isEqualTo(created);
        assertThat(cities("/cities?country=" + NOWHERE)).containsExactly(created);
        assertThat(city(send(PATCH, path(id), "{\"population\": 2}")).population())
                .isEqualTo(2);
        delete(path(id)).expectStatus().isNoContent();
        get(path(id)).expectStatus().isNotFound();
    }

    @Test
    void replacesAWholeCity() {
        City first = city(send(PUT, "/cities/q", body("Q", 1)).expectStatus().isCreated());
        City second = city(send(PUT, "/cities/q", body("Q", 2).replace("\"feature\": \"PPL\", ", ""))
                .expectStatus()
                .isOk());
        assertThat(second.feature()).isNull();
        assertThat(second.population()).isEqualTo(2);
        assertThat(second.version()).isGreaterThan(first.version());
        assertThat(city(get("/cities/q"))).isEqualTo(second);
    }

    @Test
    void acceptsWhatItHasAnswered() {
        String body =
                get("/cities/2377450").expectBody(String.class).returnResult().getResponseBody();
        send(PUT, "/cities/2377450", body).expectStatus().isOk().expectBody().json(body);
    }

    @Test
    void replacesTheGivenVersionOnly() {
        City first = city(send(PUT, "/cities/q", body("Q", 1)));
        String withVersion = body("Q", 2).replace("{\"name\"", "{\"version\": " + first.version() + ", \"name\"");
        send(PUT, "/cities/q", withVersion).expectStatus().isOk();
        problem(
                send(PUT, "/cities/q", withVersion.replace(": 2", ": 3")),
                409,
                "The stored city is not, or not any more,");
        delete("/cities/q");
        problem(send(PUT, "/cities/q", withVersion), 409, "The stored city is not, or not any more,");
    }

    @Test
    void createsOnlyWhenVersionIsZero() {
        String body = body("Q", 1).replace("{\"name\"", "{\"version\": 0, \"name\"");
        send(PUT, "/cities/q", body).expectStatus().isCreated();
        problem(send(PUT, "/cities/q", body), 409, "There is a city with this id already");
    }

    @Test
    void mergesTheGivenFields() {
        City before = city(send(PUT, "/cities/q", body("Q", 1)));
        String patch = "{\"name\": \"R\", \"admin\": null, \"location\": {\"latitude\": 10.5}}";
        City after = city(send(PATCH, "/cities/q", patch).expectStatus().isOk());
        assertThat(after.name()).isEqualTo("R");
        assertThat(after.admin()).isNull();
        assertThat(after.location().longitude()).isEqualTo(before.location().longitude());
        assertThat(after.location().latitude()).isEqualTo(10.5);
        assertThat(after.population()).isEqualTo(1);
        assertThat(cities("/cities?name=R&country=" + NOWHERE)).containsExactly(after);
        assertThat(cities("/cities?name=Q&country=" + NOWHERE)).isEmpty();
    }

    @Test
    void mergesAMergePatch() {
        send(PUT, "/cities/q", body("Q", 1));
        http().patch()
                .uri("/cities/q")
                .header("Content-Type", "application/merge-patch+json")
                .bodyValue("{\"population\": 7}")
                .exchange()
                .expectStatus()
                .isOk();
        assertThat(city(get("/cities/q")).population()).isEqualTo(7);
    }

    @Test
    void keepsTheVersionWhenNothingChanges() {
        City before = city(send(PUT, "/cities/q", body("Q", 1)));
        assertThat(city(send(PATCH, "/cities/q", "{\"population\": 1}"))).isEqualTo(before);
        assertThat(city(send(PUT, "/cities/q", body("Q", 1)))).isEqualTo(before);
    }

    @Test
    void mergesIntoTheGivenVersionOnly() {
        City before = city(send(PUT, "/cities/q", body("Q", 1)));
        send(PATCH, "/cities/q", "{\"population\": 2, \"version\": %d}".formatted(before.version()))
                .expectStatus()
                .isOk();
        problem(
                send(PATCH, "/cities/q", "{\"population\": 3, \"version\": %d}".formatted(before.version())),
                409,
                "The stored city is not, or not any more, the given version.");
    }

    @Test
    void losesNoneOfManyMergesAtOnce() {
        send(PUT, "/cities/q", body("Q", 1));
        List<String> patches =
                List.of("{\"name\": \"R\"}", "{\"admin\": \"2\"}", "{\"feature\": \"PPLA\"}", "{\"population\": 9}");
        Flux.fromIterable(patches)
                .flatMap(patch -> Flux.range(0, 3).map(i -> patch))
                .parallel(12)
                .runOn(Schedulers.boundedElastic())
                .doOnNext(
                        patch -> send(PATCH, "/cities/q", patch).expectStatus().isOk())
                .sequential()
                .blockLast();
        City merged = city(get("/cities/q"));
        assertThat(merged).isEqualTo(new City("q", "R", NOWHERE, "2", "PPLA", 9, merged.location(), merged.version()));
    }

    @Test
    void deletesOnce() {
        send(PUT, "/cities/q", body("Q", 1));
        delete("/cities/q").expectStatus().isNoContent();
        problem(delete("/cities/q"), 404, "There is no city with the id 'q'.");
    }

    @Test
    void saysThatACityIsNotThere() {
        problem(get("/cities/none"), 404, "There is no city with the id 'none'.");
        problem(send(PATCH, "/cities/none", "{\"population\": 1}"), 404, "There is no city with the id 'none'.");
    }

    static String path(String id) {
        return "/cities/" + UriUtils.encode(id, StandardCharsets.UTF_8);
    }

    static City city(ResponseSpec response) {
        return response.expectBody(City.class).returnResult().getResponseBody();
    }

    static void problem(ResponseSpec response, int status, String detail) {
        response.expectStatus()
                .isEqualTo(status)
                .expectHeader()
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .expectBody()
                .jsonPath("$.status")
                .isEqualTo(status)
                .jsonPath("$.detail")
                .value(String.class, text -> assertThat(text).startsWith(detail));
    }
}
