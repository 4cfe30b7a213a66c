package dev.cress.benchmarks.harness;

import dev.cress.benchmarks.contestant.Contestant;
import dev.cress.benchmarks.contestant.Latencies;
import dev.cress.benchmarks.contestant.Work;
import dev.cress.benchmarks.model.Restaurant;
import dev.cress.benchmarks.model.Restaurants;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Does one work with one contestant, and measures it. What has to be made ready or tidied up is not measured. */
final class Bench {

    private static final int QUERIES_IN_FLIGHT = 4;
    private static final Duration LONGEST = Duration.ofMinutes(1);

    private final Meter meter;
    private final int stored;
    private final int scale;

    /**
     * @param stored how many restaurants are stored
     * @param scale percent of the usual number of operations
     */
    Bench(Meter meter, int stored, int scale) {
        this.meter = meter;
        this.stored = stored;
        this.scale = scale;
    }

    /** What was measured, and what was found. */
    record Measured(Figures figures, Tally found) {}

    Measured run(Work work, Contestant contestant, int round) {
        return switch (work) {
            case SAVE_ONE_BY_ONE -> saving(work, contestant, round, 3_000, 1);
            case SAVE_IN_FLIGHT -> saving(work, contestant, round, 20_000, Contestant.IN_FLIGHT);
            case SAVE_BULK -> {
                List<Restaurant> fresh = fresh(round, 20_000);
                Measured measured =
                        measure(work, contestant, fresh.size(), (latencies, tally) -> contestant.saveBulk(fresh));
                remove(contestant, fresh);
                yield measured;
            }
            case DELETE -> {
                List<Restaurant> fresh = fresh(round, 20_000);
                contestant.saveBulk(fresh).block();
                yield measure(
                        work,
                        contestant,
                        fresh.size(),
                        (latencies, tally) -> contestant.deleteEach(ids(fresh), Contestant.IN_FLIGHT, latencies));
            }
            case FIND_ONE_BY_ONE -> finding(work, contestant, round, 5_000, 1);
            case FIND_IN_FLIGHT -> finding(work, contestant, round, 50_000, Contestant.IN_FLIGHT);
            case EQUALITY ->
                querying(work, contestant, 20, n -> contestant.byCuisine(Restaurants.cuisine((n + round) % 20)));
            case TOP_OF_RANGE ->
                querying(work, contestant, 1_000, n -> {
                    int from = 500 + (n * 37 + round) % 15_000;
                    return contestant.dearest(from, from + 4_000, 100);
                });
            case EQUALITY_AND_RANGE ->
                querying(
                        work,
                        contestant,
                        60,
                        n -> contestant.byCuisineAndRating(Restaurants.cuisine((n + round) % 20), 4.5));
            case NEAR ->
                querying(work, contestant, 4_000, n -> contestant.near(Restaurants.center((n + round) % 50), 5_000));
            case STREAM ->
                measure(
                        work,
                        contestant,
                        stored,
                        (latencies, tally) ->
                                contestant.all().doOnNext(tally::add).then());
            case UPDATE -> updating(work, contestant, round);
            case WRITE_TO_EVENT -> announcing(work, contestant, round);
        };
    }

    private Measured saving(Work work, Contestant contestant, int round, int count, int inFlight) {
        List<Restaurant> fresh = fresh(round, count);
        Measured measured = measure(
                work, contestant, fresh.size(), (latencies, tally) -> contestant.saveEach(fresh, inFlight, latencies));
        remove(contestant, fresh);
        return measured;
    }

    private Measured finding(Work work, Contestant contestant, int round, int count, int inFlight) {
        List<String> ids = IntStream.range(0, scaled(count))
                .mapToObj(n -> Restaurants.id((int) ((n * 7_919L + round) % stored)))
                .toList();
        return measure(
                work,
                contestant,
                ids.size(),
                (latencies, tally) -> contestant
                        .findEach(ids, inFlight, latencies)
                        .doOnNext(tally::add)
                        .then());
    }

    private Measured querying(Work work, Contestant contestant, int count, IntFunction<Flux<Restaurant>> query) {
        int queries = scaled(count);
        return measure(
                work,
                contestant,
                queries,
                (latencies, tally) -> Flux.range(0, queries)
                        .flatMap(
                                n -> {
                                    long begun = System.nanoTime();
                                    return query.apply(n)
                                            .doOnNext(tally::add)
                                            .then(Mono.fromRunnable(() -> latencies.record(begun, 1)));
                                },
                                QUERIES_IN_FLIGHT)
                        .then());
    }

    /** Every contestant gives the same restaurants the same prices, so that later searches find the same. */
    private Measured updating(Work work, Contestant contestant, int round) {
        int count = Math.min(stored, scaled(20_000));
        List<Restaurant> current = Objects.requireNonNull(contestant
                .findEach(
                        IntStream.range(0, count).mapToObj(Restaurants::id).toList(),
                        Contestant.IN_FLIGHT,
                        new Latencies())
                .collectList()
                .block());
        Function<Restaurant, Integer> price = r -> 500 + Math.floorMod(r.id().hashCode() * 31 + round * 7_907, 19_501);
        return measure(
                work,
                contestant,
                count,
                (latencies, tally) -> contestant.changeEach(current, price, Contestant.IN_FLIGHT, latencies));
    }

    private Measured announcing(Work work, Contestant contestant, int round) {
        List<Restaurant> fresh = fresh(round, 2_000);
        Disposable listening = Objects.requireNonNull(contestant.listen().block());
        Measured measured = measure(
                work,
                contestant,
                fresh.size(),
                (latencies, tally) -> Flux.fromIterable(fresh)
                        .concatMap(restaurant -> {
                            long begun = System.nanoTime();
                            return contestant
                                    .saveAndReceive(restaurant)
                                    .doOnSuccess(done -> latencies.record(begun, 1));
                        })
                        .then());
        listening.dispose();
        remove(contestant, fresh);
        return measured;
    }

    private interface Task {
        Mono<Void> start(Latencies latencies, Tally tally);
    }

    private Measured measure(Work work, Contestant contestant, int operations, Task task) {
        Latencies latencies = new Latencies();
        Tally tally = new Tally();
        System.gc();
        Reading begin = meter.read();
        task.start(latencies, tally)
                .timeout(
                        LONGEST,
                        Mono.error(() ->
                                new IllegalStateException(work.title() + " by " + contestant.name() + " does not end")))
                .block();
        Reading spent = meter.read().since(begin);
        return new Measured(
                Figures.of(
                        work.title(),
                        contestant.name(),
                        operations,
                        spent,
                        latencies.micros(50),
                        latencies.micros(99),
                        tally.count()),
                tally);
    }

    private List<Restaurant> fresh(int round, int count) {
        return Restaurants.range(10_000_000 + round * 100_000, scaled(count));
    }

    private int scaled(int count) {
        return Math.max(4, count * scale / 100);
    }

    private static List<String> ids(List<Restaurant> restaurants) {
        return restaurants.stream().map(Restaurant::id).toList();
    }

    private static void remove(Contestant contestant, List<Restaurant> restaurants) {
        contestant
                .deleteEach(ids(restaurants), Contestant.IN_FLIGHT, new Latencies())
                .block();
    }
}
