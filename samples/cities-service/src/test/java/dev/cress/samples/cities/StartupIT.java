package dev.cress.samples.cities;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import dev.cress.testing.EmbeddedRedis;
import java.net.ServerSocket;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.test.web.reactive.server.WebTestClient;

/** Starting, stopping and starting again. */
@ExtendWith(OutputCaptureExtension.class)
class StartupIT {

    @Test
    void answersWhileItLoadsAndGoesOnAtTheNextStart() {
        try (EmbeddedRedis redis = EmbeddedRedis.start()) {
            long before = loadSome(redis);
            assertThat(before).isBetween(1000L, CsvCity.ALL.size() - 1L);
            assertThat(loadSome(redis)).isGreaterThan(before);
        }
    }

    /** Starts the service, and stops it when it has added some cities. */
    private static long loadSome(EmbeddedRedis redis) {
        try (ConfigurableApplicationContext service = start(redis.uri(), 0)) {
            assertThat(page(service)).contains("The cities are being loaded");
            Cities cities = service.getBean(Cities.class);
            long before = cities.count().block();
            await().atMost(Duration.ofSeconds(60)).until(() -> cities.count().block() > before + 1000);
            return cities.count().block();
        }
    }

    @Test
    void saysWhichPortIsTaken(CapturedOutput output) throws Exception {
        try (ServerSocket taken = new ServerSocket(0)) {
            assertThat(catchThrowable(() -> start("", taken.getLocalPort()).close()))
                    .isNotNull();
            assertThat(output).contains("Port " + taken.getLocalPort() + " was already in use");
        }
    }

    @Test
    void saysThatTheStoreCannotBeReached(CapturedOutput output) {
        assertThat(catchThrowable(() -> start("redis://127.0.0.1:1", 0).close()))
                .isNotNull();
        assertThat(output).contains("The store cannot be used", "Set REDIS_URL to a Redis server that answers");
    }

    private static ConfigurableApplicationContext start(String redisUrl, int port) {
        return SpringApplication.run(CitiesApplication.class, "--redis.url=" + redisUrl, "--server.port=" + port);
    }

    private static String page(ConfigurableApplicationContext service) {
        return WebTestClient.bindToServer()
                .baseUrl("http://localhost:" + service.getEnvironment().getProperty("local.server.port"))
                .build()
                .get()
                .uri("/")
                .exchange()
                .expectBody(String.class)
                .returnResult()
                .getResponseBody();
    }
}
