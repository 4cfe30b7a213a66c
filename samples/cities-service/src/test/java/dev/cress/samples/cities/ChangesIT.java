package dev.cress.samples.cities;

import static dev.cress.samples.cities.CityIT.problem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.http.HttpMethod.PATCH;
import static org.springframework.http.HttpMethod.PUT;

import dev.cress.Cress;
import dev.cress.testing.EmbeddedRedis;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.http.MediaType;
import org.springframework.http.codec.ServerSentEvent;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;
import tools.jackson.databind.JsonNode;

/** Following the changes. */
class ChangesIT extends RunningService {

    private static final Duration TIMEOUT = Duration.ofSeconds(20);
    private static final ParameterizedTypeReference<ServerSentEvent<JsonNode>> EVENT =
            new ParameterizedTypeReference<>() {};

    @AfterEach
    void removeWhatTheTestAdded() {
        delete("/cities/q");
    }

    @Test
    void streamsWhatHappensAfterTheFirstEvent() {
        StepVerifier.create(events(null))
                .assertNext(first -> {
                    assertThat(first.id()).isNotBlank();
                    assertThat(first.data()).isNull();
                })
                .then(() -> send(PUT, "/cities/q", body("Q", 1)))
                .assertNext(event -> {
                    assertThat(operation(event)).isEqualTo("CREATED q");
                    assertThat(event.data().get("after").get("population").asLong())
                            .isEqualTo(1);
                })
                .then(() -> send(PATCH, "/cities/q", "{\"population\": 2}"))
                .assertNext(event -> {
                    assertThat(operation(event)).isEqualTo("UPDATED q");
                    assertThat(event.data().get("changed").valueStream().map(JsonNode::asString))
                            .containsExactly("population");
                    assertThat(event.data().get("before").get("population").asLong())
                            .isEqualTo(1);
                    assertThat(event.data().get("after").get("population").asLong())
                            .isEqualTo(2);
                })
                .then(() -> delete("/cities/q"))
                .assertNext(event -> assertThat(operation(event)).isEqualTo("DELETED q"))
                .thenCancel()
                .verify(TIMEOUT);
    }

    @Test
    void goesOnAfterTheLastEventId() {
        List<String> ids = new ArrayList<>();
        StepVerifier.create(events(null).doOnNext(event -> ids.add(event.id())))
                .expectNextCount(1)
                .then(() -> send(PUT, "/cities/q", body("Q", 1)))
                .expectNextCount(1)
                .thenCancel()
                .verify(TIMEOUT);
        send(PATCH, "/cities/q", "{\"population\": 2}");
        send(PATCH, "/cities/q", "{\"population\": 3}");

        assertThat(operations(events(ids.get(1)), 2)).containsExactly("UPDATED q", "UPDATED q");
        assertThat(operations(events(ids.get(0)), 3)).containsExactly("CREATED q", "UPDATED q", "UPDATED q");
    }

    @Test
    void saysThatTheChangesAreGone() {
        problem(
                http().get()
                        .uri("/cities/changes")
                        .header("Last-Event-ID", tokenOfAnEmptyStore())
                        .exchange(),
                410,
                "The changes after this Last-Event-ID are not kept, or not any more.");
    }

    /** A place before all changes: the first of the many that loading made are not kept any more. */
    private static String tokenOfAnEmptyStore() {
        try (EmbeddedRedis redis = EmbeddedRedis.start()) {
            return Mono.usingWhen(
                            Cress.connect(redis.uri()),
                            cress -> cress.repository(Cities.class).position(),
                            Cress::closeLater)
                    .block(TIMEOUT)
                    .toString();
        }
    }

    @Test
    void saysThatItIsAliveWhileNothingHappens() {
        StepVerifier.create(changes(null).skip(1))
                .assertNext(event -> assertThat(event.comment()).isEqualTo("alive"))
                .thenCancel()
                .verify(TIMEOUT);
    }

    private Flux<ServerSentEvent<JsonNode>> events(String lastEventId) {
        return changes(lastEventId).filter(event -> event.id() != null);
    }

    private Flux<ServerSentEvent<JsonNode>> changes(String lastEventId) {
        return http().get()
                .uri("/cities/changes")
                .headers(headers -> {
                    if (lastEventId != null) {
                        headers.set("Last-Event-ID", lastEventId);
                    }
                })
                .exchange()
                .expectStatus()
                .isOk()
                .expectHeader()
                .contentTypeCompatibleWith(MediaType.TEXT_EVENT_STREAM)
                .returnResult(EVENT)
                .getResponseBody();
    }

    private static List<String> operations(Flux<ServerSentEvent<JsonNode>> events, int number) {
        return events.take(number).map(ChangesIT::operation).collectList().block(TIMEOUT);
    }

    private static String operation(ServerSentEvent<JsonNode> event) {
        return event.data().get("operation").asString() + " "
                + event.data().get("id").asString();
    }
}
