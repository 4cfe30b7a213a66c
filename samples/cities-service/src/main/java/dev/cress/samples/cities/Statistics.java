package dev.cress.samples.cities;

import dev.cress.query.Query;
import dev.cress.query.Values;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Cities in numbers.
 *
 * @param cities how many there are
 * @param population of all of them
 * @param smallest least population; null without a city
 * @param largest greatest population; null without a city
 * @param average average population, rounded; null without a city
 */
record Statistics(
        long cities,
        BigDecimal population,
        @Nullable Long smallest,
        @Nullable Long largest,
        @Nullable BigDecimal average) {

    static Mono<Statistics> of(Query<City> query) {
        Values<Long> populations = query.values(City::population);
        return Mono.zip(query.count(), populations.sum(), optional(populations.min()), optional(populations.max()))
                .map(numbers -> of(numbers.getT1(), numbers.getT2(), numbers.getT3(), numbers.getT4()));
    }

    private static Statistics of(long cities, BigDecimal sum, Optional<Long> smallest, Optional<Long> largest) {
        BigDecimal average = cities == 0 ? null : sum.divide(BigDecimal.valueOf(cities), 0, RoundingMode.HALF_UP);
        return new Statistics(cities, sum, smallest.orElse(null), largest.orElse(null), average);
    }

    private static Mono<Optional<Long>> optional(Mono<Long> value) {
        return value.map(Optional::of).defaultIfEmpty(Optional.empty());
    }
}
