package dev.cress.integration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cress.Cress;
import dev.cress.annotation.GeoIndexed;
import dev.cress.annotation.Id;
import dev.cress.annotation.Indexed;
import dev.cress.annotation.RedisEntity;
import dev.cress.annotation.Version;
import dev.cress.feed.ChangeFeed;
import dev.cress.geo.GeoPoint;
import dev.cress.query.Queryable;
import dev.cress.repository.ReactiveRepository;
import dev.cress.testing.EmbeddedRedis;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/** The example of the README runs, and is the one that stands there. */
class ReadmeExampleIT {

    @RedisEntity("city")
    record City(
            @Id String id,
            @Indexed String name,
            @Indexed String country,
            @Indexed long population,
            @GeoIndexed GeoPoint location,
            @Version long version) {}

    interface Cities extends ReactiveRepository<City, String>, Queryable<City>, ChangeFeed<City> {}

    private static Mono<List<City>> biggest(String uri) {
        Mono<List<City>> biggest = Cress.connect(uri)
                .map(cress -> cress.repository(Cities.class))
                .flatMap(cities -> cities.save(new City(
                                "3448439", "São Paulo", "BR", 12_400_232, new GeoPoint(-46.63611, -23.5475), 0))
                        .thenMany(cities.query()
                                .where(City::country)
                                .is("BR")
                                .and(City::population)
                                .between(100_000, 20_000_000)
                                .orderBy(City::population)
                                .descending()
                                .limit(10)
                                .all())
                        .collectList());
        return biggest;
    }

    @Test
    void runs() {
        try (EmbeddedRedis redis = EmbeddedRedis.start()) {
            assertThat(biggest(redis.uri()).block()).extracting(City::name).containsExactly("São Paulo");
        }
    }

    @Test
    void isTheOneOfTheReadme() throws IOException {
        String readme = Files.readString(Path.of("../README.md"));
        int begin = readme.indexOf("```java") + "```java".length();
        String example = readme.substring(begin, readme.indexOf("```", begin));
        String source = Files.readString(Path.of("src/test/java/dev/cress/integration/ReadmeExampleIT.java"));

        String[] statements =
                example.replace("\"redis://localhost:6379\"", "uri").split("\n\n");
        assertThat(statements).hasSize(3);
        for (String statement : statements) {
            assertThat(withoutSpace(source)).contains(withoutSpace(statement));
        }
    }

    private static String withoutSpace(String text) {
        return text.replaceAll("\\s+", "");
    }
}
