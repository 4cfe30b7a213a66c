package dev.cress.samples.cities;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.ReactiveHealthIndicator;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Says at {@code /actuator/health} whether the store answers. */
@Component
final class StoreHealthIndicator implements ReactiveHealthIndicator {

    private final Cities cities;

    StoreHealthIndicator(Cities cities) {
        this.cities = cities;
    }

    @Override
    public Mono<Health> health() {
        return cities.count()
                .map(count -> Health.up().withDetail("cities", count).build())
                .onErrorResume(e -> Mono.just(Health.down(e).build()));
    }
}
