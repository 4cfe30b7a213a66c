package dev.cress.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cress.testing.RedisEnvironment;
import dev.cress.testing.RedisTest;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** What a property has for values: which, how many, and what they add up to. */
@Execution(ExecutionMode.SAME_THREAD) // counts what its executors send
@RedisTest
class ValuesIT extends PlacesTest {

    private static final int COUNT = ResultsIT.COUNT;
    private static final ObservedPlaces PLACES = new ObservedPlaces(COUNT, ResultsIT::place);

    ValuesIT(RedisEnvironment redis) {
        super(redis, PLACES);
    }

    @AfterAll
    static void close() {
        PLACES.close();
    }

    @Test
    void countsByAnIndexInOneRoundTrip() {
        everywhere((places, executor, partitions) -> {
            List<ValueCount<String>> counts =
                    places.query().values(Place::country).counts().collectList().block();
            assertThat(counts)
                    .hasSize(60)
                    .allSatisfy(count -> assertThat(count.count()).isEqualTo(10))
                    .isSortedAccordingTo(Comparator.comparing(ValueCount::value));
            assertThat(executor.trips()).containsExactly("query/counts " + partitions);
            assertThat(places.query().values(Place::rating).counts().next().block())
                    .isEqualTo(new ValueCount<>(null, 200));
            assertThat(places.query().values(Place::rating).distinct().next().block())
                    .isEqualTo(0.25);
        });
    }

    @Test
    void fetchesManyValuesOnDemand() {
        everywhere((places, executor, partitions) -> {
            assertThat(places.query()
                            .values(Place::name)
                            .distinct()
                            .collectList()
                            .block())
                    .hasSize(COUNT)
                    .doesNotHaveDuplicates()
                    .isSorted();
            executor.trips();
            places.query().values(Place::name).distinct().take(1).blockLast();
            assertThat(executor.trips()).hasSize(1);
        });
    }

    @Test
    void reducesTheIndexToTheConditionsOnIt() {
        everywhere((places, executor, partitions) -> {
            Query<Place> some = places.query().where(Place::population).in(5, 7, 9, 100_000);
            Values<Long> populations = some.values(Place::population);
            assertThat(populations.distinct().collectList().block()).containsExactly(5L, 7L, 9L);
            assertThat(populations.sum().block()).isEqualByComparingTo("21");
            assertThat(populations.average().block()).isEqualByComparingTo("7");
            assertThat(populations.min().block()).isEqualTo(5);
            assertThat(populations.max().block()).isEqualTo(9);
            assertThat(executor.trips()).noneMatch(trip -> trip.startsWith("HMGET"));
        });
    }

    @Test
    void addsUpExactly() {
        everywhere((places, executor, partitions) -> {
            assertThat(places.query().values(Place::population).sum().block())
                    .isEqualByComparingTo(BigDecimal.valueOf(COUNT * (COUNT - 1) / 2));
            assertThat(executor.trips().size()).isLessThanOrEqualTo(2);
            assertThat(places.query().values(Place::rating).min().block()).isEqualTo(0.25);
            assertThat(executor.trips()).hasSize(1);
            assertThat(places.query().values(Place::rating).max().block()).isEqualTo(7.25);
            assertThat(executor.trips()).hasSize(1);
            Query<Place> nobody = places.query().where(Place::country).is("none");
            assertThat(nobody.values(Place::population).sum().block()).isEqualByComparingTo("0");
            assertThat(nobody.values(Place::population).average().block()).isNull();
            assertThat(nobody.values(Place::rating).max().block()).isNull();
            assertThat(nobody.values(Place::country).counts().collectList().block())
                    .isEmpty();
        });
    }

    @Test
    void readsEntitiesWhereOtherConditionsCount() {
        everywhere((places, executor, partitions) -> {
            Query<Place> some = places.query().where(Place::population).lessThan(120);
            assertThat(some.values(Place::country).counts().collectList().block())
                    .hasSize(60)
                    .allSatisfy(count -> assertThat(count.count()).isEqualTo(2));
            assertThat(places.query()
                            .where(Place::country)
                            .is("c7")
                            .values(Place::population)
                            .sum()
                            .block())
                    .isEqualByComparingTo(ResultsIT.places(p -> p.country().equals("c7")).stream()
                            .map(p -> BigDecimal.valueOf(p.population()))
                            .reduce(BigDecimal.ZERO, BigDecimal::add));
            assertThat(some.values(Place::admin).distinct().collectList().block())
                    .containsExactly("even", "odd");
        });
    }
}
