package dev.cress.samples.cities;

import dev.cress.error.ConcurrencyRedisDataException;
import dev.cress.error.EntityNotFoundException;
import java.time.Duration;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Changes of single cities. A client that names the version which it has seen changes that version or fails; otherwise
 * the change applies to whatever is stored, and is tried again a few times when another writer comes in between.
 */
@Component
final class CityEditor {

    private static final Retry WHEN_OVERTAKEN = Retry.backoff(10, Duration.ofMillis(5))
            .maxBackoff(Duration.ofMillis(200))
            .filter(e -> e instanceof ConcurrencyRedisDataException || e instanceof EntityNotFoundException)
            .onRetryExhaustedThrow((retry, last) -> last.failure());

    private final Cities cities;
    private final JsonMapper json;

    CityEditor(Cities cities, JsonMapper json) {
        this.cities = cities;
        this.json = json;
    }

    record Replaced(City city, boolean created) {}

    /** Stores the whole city, whether there was one or not. */
    Mono<Replaced> replace(String id, CityBody body) {
        City city = body.toCity(id);
        if (body.version() != null) {
            return save(city);
        }
        return cities.findById(id)
                .map(City::version)
                .defaultIfEmpty(0L)
                .flatMap(version -> save(city.withVersion(version)))
                .retryWhen(WHEN_OVERTAKEN);
    }

    /** Changes the fields that the JSON merge patch names; empty if there is no such city. */
    Mono<City> patch(String id, ObjectNode patch) {
        Mono<City> patched = cities.findById(id).map(city -> merge(city, patch)).flatMap(cities::update);
        return patch.hasNonNull("version") ? patched : patched.retryWhen(WHEN_OVERTAKEN);
    }

    private Mono<Replaced> save(City city) {
        boolean isNew = city.version() == 0;
        return (isNew ? cities.insert(city) : cities.save(city)).map(saved -> new Replaced(saved, isNew));
    }

    private City merge(City city, ObjectNode patch) {
        JsonNode merged = MergePatch.apply(json.valueToTree(city), patch);
        CityBody body = json.treeToValue(merged, CityBody.class);
        City changed = body.toCity(city.id());
        return body.version() == null ? changed.withVersion(city.version()) : changed;
    }
}
