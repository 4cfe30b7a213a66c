package dev.cress.samples.subscriber;

import dev.cress.Cress;
import java.time.Duration;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import reactor.core.Disposable;
import reactor.core.Disposables;

/** Follows the cities of the server that {@code REDIS_URL} names. */
@SpringBootApplication(proxyBeanMethods = false)
public class SubscriberApplication {

    private static final Logger log = LoggerFactory.getLogger(SubscriberApplication.class);
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    /**
     * Starts the process.
     *
     * @param arguments Spring Boot's arguments
     */
    public static void main(String[] arguments) {
        SpringApplication.run(SubscriberApplication.class, arguments);
    }

    @Bean(destroyMethod = "closeLater")
    Cress cress(@Value("${redis.url:redis://localhost:6379}") String url) {
        return Objects.requireNonNull(Cress.connect(url).block(PATIENCE));
    }

    @Bean(destroyMethod = "dispose")
    Disposable.Swap subscription() {
        return Disposables.swap();
    }

    @Bean
    ApplicationRunner subscriber(Cress cress, Disposable.Swap subscription) {
        CountryProjection projection =
                new CountryProjection(cress.repository(Cities.class), cress.repository(CountrySummaries.class));
        return arguments -> subscription.update(projection
                .run()
                .subscribe(SubscriberApplication::show, failure -> log.error("Following the cities ended", failure)));
    }

    private static void show(CountrySummary summary) {
        log.info(
                "{}: {} cities, {} inhabitants, biggest {}",
                summary.country(),
                summary.cities(),
                summary.population(),
                summary.top().get(0).name());
    }
}
