package dev.cress.repository;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cress.testing.RedisEnvironment;
import dev.cress.testing.RedisTest;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Every reply reaches the one who asked, however many ask at a time and on however many threads. */
@RedisTest
class ConcurrentReadsIT extends ContextTest {

    interface Cities extends ReactiveRepository<City, String> {}

    ConcurrentReadsIT(RedisEnvironment redis) {
        super(redis);
    }

    @Test
    void givesEachReaderItsOwnEntities() {
        Cities cities = connect(options().partitions(4)).repository(Cities.class);
        cities.saveAll(Flux.range(0, 500).map(i -> city("c" + 2 * i))).blockLast();

        Flux.range(0, 24)
                .flatMap(worker -> worker(cities, new Random(worker)).subscribeOn(Schedulers.parallel()), 24)
                .then()
                .block();
    }

    private static Mono<Void> worker(Cities cities, Random random) {
        return Mono.defer(() -> random.nextInt(3) == 0 ? one(cities, random) : several(cities, random))
                .repeat(400)
                .then();
    }

    private static Mono<Void> one(Cities cities, Random random) {
        int i = random.nextInt(1_000);
        return cities.findById("c" + i)
                .map(City::name)
                .defaultIfEmpty("none")
                .doOnNext(name -> assertThat(name).isEqualTo(i % 2 == 0 ? "c" + i : "none"))
                .then();
    }

    private static Mono<Void> several(Cities cities, Random random) {
        List<Integer> numbers = IntStream.range(0, random.nextInt(10))
                .map(i -> random.nextInt(1_000))
                .boxed()
                .toList();
        List<String> expected =
                numbers.stream().filter(i -> i % 2 == 0).map(i -> "c" + i).toList();
        return cities.findAllById(numbers.stream().map(i -> "c" + i).toList())
                .doOnNext(city -> assertThat(city.name()).isEqualTo(city.id()))
                .map(City::id)
                .collectList()
                .doOnNext(found -> assertThat(found).isEqualTo(expected))
                .then();
    }

    private static City city(String id) {
        return new City(id, id, "", 0, null, List.of(), 0);
    }
}
