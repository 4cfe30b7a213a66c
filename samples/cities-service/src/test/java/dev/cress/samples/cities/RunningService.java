package dev.cress.samples.cities;

import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.test.web.reactive.server.WebTestClient.ResponseSpec;
import org.springframework.web.reactive.function.client.ClientResponse;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The service with all cities, on a random port and an embedded server. Spring starts it once for all classes that
 * extend this one; so they leave the cities of the file as they are, and add their own in the country {@value #NOWHERE}.
 */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT, properties = "redis.url=")
abstract class RunningService {

    /** No country has this code. */
    static final String NOWHERE = "QZ";

    @Autowired
    private Startup startup;

    @Value("${local.server.port}")
    private int port;

    private WebTestClient http;
    private WebTestClient patientHttp;

    @BeforeEach
    void waitForTheCities() {
        await().atMost(Duration.ofSeconds(90)).until(() -> startup.state() == Startup.State.READY);
        http = WebTestClient.bindToServer()
                .baseUrl("http://localhost:" + port)
                .codecs(codecs -> codecs.defaultCodecs().maxInMemorySize(-1))
                .responseTimeout(Duration.ofSeconds(30))
                .build();
        patientHttp = http.mutate()
                .filter((request, next) -> next.exchange(request).flatMap(RunningService::whole))
                .build();
    }

    /** For answers of any length; the test has to consume or cancel them. */
    WebTestClient http() {
        return http;
    }

    /** An address as it is on the wire: nothing is encoded here. */
    URI address(String pathAndQuery) {
        return URI.create("http://localhost:" + port + pathAndQuery);
    }

    ResponseSpec get(String pathAndQuery) {
        return patientHttp.get().uri(address(pathAndQuery)).exchange();
    }

    ResponseSpec send(HttpMethod method, String path, String json) {
        return patientHttp
                .method(method)
                .uri(address(path))
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(json)
                .exchange();
    }

    ResponseSpec delete(String path) {
        return patientHttp.delete().uri(address(path)).exchange();
    }

    List<City> cities(String pathAndQuery) {
        return get(pathAndQuery)
                .expectStatus()
                .isOk()
                .expectBodyList(City.class)
                .returnResult()
                .getResponseBody();
    }

    /** The response with its body in memory, so that it does no harm when a test looks at the status only. */
    private static Mono<ClientResponse> whole(ClientResponse response) {
        return response.bodyToMono(byte[].class)
                .map(DefaultDataBufferFactory.sharedInstance::wrap)
                .map(Flux::<DataBuffer>just)
                .defaultIfEmpty(Flux.empty())
                .map(body -> ClientResponse.create(response.statusCode(), response.strategies())
                        .headers(headers -> headers.addAll(response.headers().asHttpHeaders()))
                        .body(body)
                        .build());
    }

    /** A whole city without id and version, as JSON. */
    static String body(String name, long population) {
        return """
                {"name": "%s", "country": "%s", "admin": "1", "feature": "PPL", "population": %d,
                 "location": {"longitude": -150.5, "latitude": -50.25}}""".formatted(name, NOWHERE, population);
    }
}
