package dev.cress.samples.subscriber;

import dev.cress.error.RedisDataException;
import dev.cress.feed.FeedSignal;
import dev.cress.feed.FeedStart;
import dev.cress.feed.LossPolicy;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/**
 * Keeps the summaries equal to the cities. Begins with a snapshot; then each change touches the summaries of one or two countries. Whatever is lost, and however often the process is killed: the next
 * snapshot puts everything right, and writing what is there already writes nothing.
 */
final class CountryProjection {

    private static final Logger log = LoggerFactory.getLogger(CountryProjection.class);

    private static final int BATCH = 1_000;
    private static final Duration LATENCY = Duration.ofMillis(100);
    private static final int IN_FLIGHT = 32;

    private final Cities cities;
    private final CountrySummaries summaries;

    CountryProjection(Cities cities, CountrySummaries summaries) {
        this.cities = cities;
        this.summaries = summaries;
    }

    /** Works until it is cancelled. */
    Flux<CountrySummary> run() {
        return Flux.defer(() -> {
                    Pass pass = new Pass();
                    return cities.feed()
                            .from(FeedStart.snapshot())
                            .onLoss(LossPolicy.SNAPSHOT)
                            .signals()
                            .bufferTimeout(BATCH, LATENCY, true)
                            .concatMap(pass::apply, 0);
                })
                .retryWhen(Retry.backoff(Long.MAX_VALUE, Duration.ofSeconds(1))
                        .maxBackoff(Duration.ofSeconds(10))
                        .filter(RedisDataException.class::isInstance)
                        .doBeforeRetry(retry -> log.warn(
                                "Beginning again after {}", retry.failure().toString())));
    }

    /** From one beginning to the next. */
    private final class Pass {

        private final CityTable table = new CityTable();
        private boolean complete;

        private Flux<CountrySummary> apply(List<FeedSignal<City>> signals) {
            boolean finished = false;
            for (FeedSignal<City> signal : signals) {
                if (signal instanceof FeedSignal.Change<City> change) {
                    table.apply(change.event());
                } else if (signal instanceof FeedSignal.SnapshotStarted<City>) {
                    table.clear();
                    complete = false;
                    finished = false;
                } else if (signal instanceof FeedSignal.SnapshotFinished<City>) {
                    complete = true;
                    finished = true;
                }
            }
            if (!complete) {
                return Flux.empty();
            }
            Set<String> touched = table.takeTouched();
            return finished ? Flux.concat(removeOthers(), write(touched)) : write(touched);
        }

        /** What an earlier run has left of countries that are gone. */
        private Flux<CountrySummary> removeOthers() {
            return summaries
                    .findAll()
                    .filter(stored -> table.summary(stored.country()) == null)
                    .flatMap(stored -> summaries.deleteById(stored.country()), IN_FLIGHT)
                    .thenMany(Flux.empty());
        }

        private Flux<CountrySummary> write(Set<String> countries) {
            return Flux.fromIterable(countries).flatMap(this::write, IN_FLIGHT);
        }

        private Mono<CountrySummary> write(String country) {
            CountrySummary summary = table.summary(country);
            return summary == null ? summaries.deleteById(country).then(Mono.empty()) : summaries.save(summary);
        }
    }
}
