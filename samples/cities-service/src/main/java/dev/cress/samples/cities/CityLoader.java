package dev.cress.samples.cities;

import dev.cress.error.EntityExistsException;
import dev.cress.error.OutcomeUnknownException;
import dev.cress.error.TransientRedisDataException;
import java.time.Duration;
import java.time.Instant;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/**
 * Fills the store from the file, unless an earlier run has done so. A city that is there stays as it is: loading goes on
 * where an earlier run was ended, and several instances of the service may load the same store.
 */
@Component
final class CityLoader {

    private static final int IN_FLIGHT = 256;

    /** Safe after an unknown outcome too: if the write did happen, the next try finds the city there. */
    private static final Retry WHEN_UNAVAILABLE = Retry.backoff(10, Duration.ofMillis(100))
            .maxBackoff(Duration.ofSeconds(5))
            .filter(e -> e instanceof TransientRedisDataException || e instanceof OutcomeUnknownException)
            .onRetryExhaustedThrow((retry, last) -> last.failure());

    private final Cities cities;
    private final LoadedFiles loadedFiles;
    private final Flux<City> file;

    @Autowired
    CityLoader(Cities cities, LoadedFiles loadedFiles) {
        this(cities, loadedFiles, CityFile.cities());
    }

    CityLoader(Cities cities, LoadedFiles loadedFiles, Flux<City> file) {
        this.cities = cities;
        this.loadedFiles = loadedFiles;
        this.file = file;
    }

    /** Completes when all cities of the file are in the store. */
    Mono<Void> load() {
        return isLoaded().flatMap(loaded -> loaded ? Mono.empty() : loadFile());
    }

    /** An empty store is filled whatever was noted. */
    private Mono<Boolean> isLoaded() {
        return Mono.zip(loadedFiles.existsById(CityFile.NAME), cities.count(), (noted, count) -> noted && count > 0);
    }

    private Mono<Void> loadFile() {
        return Mono.fromSupplier(Progress::new)
                .flatMap(progress -> file.flatMap(this::add, IN_FLIGHT)
                        .doOnNext(city -> progress.add())
                        .doOnComplete(progress::end)
                        .count())
                .flatMap(count -> loadedFiles.save(new LoadedFile(CityFile.NAME, count, Instant.now())))
                .then();
    }

    private Mono<City> add(City city) {
        return cities.insert(city).retryWhen(WHEN_UNAVAILABLE).onErrorReturn(EntityExistsException.class, city);
    }
}
