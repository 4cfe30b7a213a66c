package dev.cress.samples.cities;

import dev.cress.Cress;
import java.time.Duration;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.ApplicationRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The store: the server of {@code REDIS_URL} or an embedded one, Cress on it, and the repositories. */
@Configuration(proxyBeanMethods = false)
class StoreConfiguration {

    private static final Logger log = LoggerFactory.getLogger(StoreConfiguration.class);

    /** Longer than Cress itself tries. */
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    @Bean
    RedisServer redisServer(@Value("${redis.url:}") String url) {
        if (!url.isBlank()) {
            return RedisServer.at(url);
        }
        RedisServer server = RedisServer.embedded();
        log.info(
                "REDIS_URL is not set: using an embedded Redis server at {}, which forgets everything at the end",
                server.uri());
        return server;
    }

    /** Waits for the connection: this is the main thread, and there is nothing to do without the store. */
    @Bean(destroyMethod = "closeLater")
    Cress cress(RedisServer server) {
        return Objects.requireNonNull(Cress.connect(server.uri()).block(PATIENCE));
    }

    @Bean
    Cities cities(Cress cress) {
        return cress.repository(Cities.class);
    }

    @Bean
    LoadedFiles loadedFiles(Cress cress) {
        return cress.repository(LoadedFiles.class);
    }

    /** Fails at start, not with the first request, if the store was written by something that does not fit. */
    @Bean
    ApplicationRunner verification(Cress cress) {
        return arguments -> cress.verify().block(PATIENCE);
    }
}
