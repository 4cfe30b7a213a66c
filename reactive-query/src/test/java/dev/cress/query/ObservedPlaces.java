package dev.cress.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cress.Cress;
import dev.cress.CressOptions;
import dev.cress.repository.ReactiveRepository;
import dev.cress.testing.RedisEnvironment;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The same places in one partition and in sixteen, on each topology, stored once for all tests of a class, which leave them as they were. */
final class ObservedPlaces {

    interface Places extends ReactiveRepository<Place, String>, Queryable<Place> {}

    @FunctionalInterface
    interface Check {
        void run(Places places, ObservedExecutor executor, int partitions);
    }

    static final Duration PATIENCE = Duration.ofSeconds(20);

    private static final int[] PARTITIONS = {1, 16};

    private final int count;
    private final IntFunction<Place> place;
    private final Map<String, Cress> contexts = new HashMap<>();
    private final Map<String, ObservedExecutor> executors = new HashMap<>();

    ObservedPlaces(int count, IntFunction<Place> place) {
        this.count = count;
        this.place = place;
    }

    void connect(RedisEnvironment redis) {
        for (int partitions : PARTITIONS) {
            contexts.computeIfAbsent(key(redis, partitions), key -> connected(redis, partitions, key));
        }
    }

    private Cress connected(RedisEnvironment redis, int partitions, String key) {
        Cress cress = Cress.connect(CressOptions.builder(redis.uri())
                        .namespace(redis.newNamespace())
                        .partitions(partitions)
                        .commandTimeout(PATIENCE)
                        .operationDeadline(PATIENCE)
                        .executor(target -> executors.computeIfAbsent(key, any -> new ObservedExecutor(target)))
                        .build())
                .block();
        cress.repository(Places.class)
                .saveAll(Flux.fromStream(IntStream.range(0, count).mapToObj(place)))
                .blockLast();
        return cress;
    }

    Cress context(RedisEnvironment redis, int partitions) {
        return contexts.get(key(redis, partitions));
    }

    /** Runs for one partition and for sixteen. */
    void everywhere(RedisEnvironment redis, Check check) {
        for (int partitions : PARTITIONS) {
            ObservedExecutor executor = executors.get(key(redis, partitions));
            executor.trips();
            check.run(context(redis, partitions).repository(Places.class), executor, partitions);
        }
    }

    void observeNobody() {
        executors.values().forEach(ObservedExecutor::observeNobody);
    }

    void close() {
        contexts.values().forEach(cress -> cress.closeLater().block());
        contexts.clear();
    }

    private static String key(RedisEnvironment redis, int partitions) {
        return redis.topology() + " " + partitions;
    }

    /** All of a query page by page, each found by the text of the cursor before it, with something between. */
    static List<Place> pages(Query<Place> query, int size, BiFunction<Page<Place>, Integer, Mono<Void>> between) {
        List<Place> found = new ArrayList<>();
        Page<Place> page = query.page(size).block();
        for (int n = 0; ; n++) {
            found.addAll(page.content());
            if (page.next().isEmpty()) {
                return found;
            }
            assertThat(page.content()).hasSize(size);
            between.apply(page, n).block();
            page = query.page(size, Cursor.parse(page.next().get().toString())).block();
        }
    }
}
