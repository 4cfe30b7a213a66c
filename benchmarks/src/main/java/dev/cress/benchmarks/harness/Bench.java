package dev.cress.benchmarks.harness;

import dev.cress.benchmarks.contestant.Contestant;
import dev.cress.benchmarks.contestant.Latencies;
import dev.cress.benchmarks.contestant.Work;
import dev.cress.benchmarks.model.Restaurant;
import dev.cress.benchmarks.model.Restaurants;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Does one work with one contestant, and measures it. What has to be made ready or tidied up is not measured. */
final class Bench {

    private static final int QUERIES_IN_FLIGHT = 4;
    private static final Duration LONGEST = Duration.ofMinutes(1);

    private final Meter meter;
    private final Restaurants data;
    private final int stored;

    /**
     * @param data the first of which are stored
     * @param stored how many
     */
    Bench(Meter meter, Restaurants data, int stored) {
        this.meter = meter;
        this.data = data;
        this.stored = stored;
    }

    /** What was measured, and what was found. */
    record Measured(Figures figures, Tally found) {}

    /**
     * @param round gives other restaurants and searches in each
     * @param operations how many; those of one that does fewer are the first of another's
     */
    Measured run(Work work, Contestant contestant, int round, int operations) {
        Cell cell = new Cell(data, work, contestant, round, operations);
        return switch (work) {
            case SAVE_ONE_BY_ONE -> saving(cell, 1);
            case SAVE_IN_FLIGHT -> saving(cell, Contestant.IN_FLIGHT);
            case SAVE_BULK -> savingBulk(cell);
            case DELETE -> deleting(cell);
            case FIND_ONE_BY_ONE -> finding(cell, 1);
            case FIND_IN_FLIGHT -> finding(cell, Contestant.IN_FLIGHT);
            case EQUALITY -> querying(cell, n -> contestant.byCuisine(data.cuisine((n + round) % 20)));
            case TOP_OF_RANGE ->
                querying(cell, n -> {
                    int from = 500 + (n * 37 + round) % 15_000;
                    return contestant.dearest(from, from + 4_000, 100);
                });
            case EQUALITY_AND_RANGE ->
                querying(cell, n -> contestant.byCuisineAndRating(data.cuisine((n + round) % 20), 4.5));
            case NEAR -> querying(cell, n -> contestant.near(data.center((n + round) % 50), 5_000));
            case STREAM -> streaming(cell);
            case UPDATE -> updating(cell);
            case WRITE_TO_EVENT -> announcing(cell);
        };
    }

    /** One work of one contestant in one round. */
    private record Cell(Restaurants data, Work work, Contestant contestant, int round, int operations) {

        List<Restaurant> fresh() {
            return data.range(10_000_000 + round * 100_000, operations);
        }
    }

    private Measured saving(Cell cell, int inFlight) {
        List<Restaurant> fresh = cell.fresh();
        Measured measured =
                measure(cell, (latencies, tally) -> cell.contestant().saveEach(fresh, inFlight, latencies));
        remove(cell.contestant(), fresh);
        return measured;
    }

    private Measured savingBulk(Cell cell) {
        List<Restaurant> fresh = cell.fresh();
        Measured measured =
                measure(cell, (latencies, tally) -> cell.contestant().saveBulk(fresh));
        remove(cell.contestant(), fresh);
        return measured;
    }

    private Measured deleting(Cell cell) {
        List<Restaurant> fresh = cell.fresh();
        cell.contestant().saveEach(fresh, Contestant.IN_FLIGHT, new Latencies()).block();
        return measure(
                cell, (latencies, tally) -> cell.contestant().deleteEach(ids(fresh), Contestant.IN_FLIGHT, latencies));
    }

    private Measured finding(Cell asked, int inFlight) {
        Cell cell =
                new Cell(data, asked.work(), asked.contestant(), asked.round(), Math.min(asked.operations(), stored));
        int[] operation = new int[stored];
        List<String> ids = new ArrayList<>(cell.operations());
        for (int n = 0; n < cell.operations(); n++) {
            int number = (int) ((n * 7_919L + cell.round()) % stored);
            operation[number] = n;
            ids.add(Restaurants.id(number));
        }
        return measure(
                cell,
                (latencies, tally) -> cell.contestant()
                        .findEach(ids, inFlight, latencies)
                        .doOnNext(found -> tally.add(operation[Restaurants.numberOf(found.id())], found))
                        .then());
    }

    private Measured querying(Cell cell, IntFunction<Flux<Restaurant>> query) {
        return measure(
                cell,
                (latencies, tally) -> Flux.range(0, cell.operations())
                        .flatMap(
                                n -> {
                                    long begun = System.nanoTime();
                                    return query.apply(n)
                                            .doOnNext(found -> tally.add(n, found))
                                            .then(Mono.fromRunnable(() -> latencies.record(begun, 1)));
                                },
                                QUERIES_IN_FLIGHT)
                        .then());
    }

    private Measured streaming(Cell cell) {
        return measure(
                new Cell(data, cell.work(), cell.contestant(), cell.round(), stored),
                (latencies, tally) -> cell.contestant()
                        .all()
                        .doOnNext(found -> tally.add(0, found))
                        .then());
    }

    /** The old prices come back afterwards, which is not measured: so that later searches of those find the same who have changed fewer. */
    private Measured updating(Cell asked) {
        Cell cell =
                new Cell(data, asked.work(), asked.contestant(), asked.round(), Math.min(asked.operations(), stored));
        List<String> ids =
                IntStream.range(0, cell.operations()).mapToObj(Restaurants::id).toList();
        List<Restaurant> current = current(cell, ids);
        Function<Restaurant, Integer> price =
                r -> 500 + Math.floorMod(r.id().hashCode() * 31 + cell.round() * 7_907, 19_501);
        Measured measured = measure(
                cell,
                (latencies, tally) -> cell.contestant().changeEach(current, price, Contestant.IN_FLIGHT, latencies));
        Map<String, Integer> before = current.stream().collect(Collectors.toMap(Restaurant::id, Restaurant::price));
        cell.contestant()
                .changeEach(
                        current(cell, ids),
                        r -> Objects.requireNonNull(before.get(r.id())),
                        Contestant.IN_FLIGHT,
                        new Latencies())
                .block();
        return measured;
    }

    private static List<Restaurant> current(Cell cell, List<String> ids) {
        return Objects.requireNonNull(cell.contestant()
                .findEach(ids, Contestant.IN_FLIGHT, new Latencies())
                .collectList()
                .block());
    }

    private Measured announcing(Cell cell) {
        List<Restaurant> fresh = cell.fresh();
        Contestant contestant = cell.contestant();
        Disposable listening = Objects.requireNonNull(contestant.listen().block());
        Measured measured = measure(
                cell,
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

    private Measured measure(Cell cell, Task task) {
        String work = cell.work().title();
        String contestant = cell.contestant().name();
        Latencies latencies = new Latencies();
        Tally tally = new Tally(cell.operations());
        System.gc();
        Reading begin = meter.read();
        task.start(latencies, tally)
                .timeout(
                        LONGEST,
                        Mono.error(() -> new IllegalStateException(work + " by " + contestant + " does not end")))
                .block();
        Reading spent = meter.read().since(begin);
        return new Measured(
                Figures.of(
                        work,
                        contestant,
                        cell.operations(),
                        spent,
                        latencies.micros(50),
                        latencies.micros(99),
                        tally.count()),
                tally);
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
