package dev.cress.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cress.Cress;
import dev.cress.CressOptions;
import dev.cress.annotation.CompositeIndex;
import dev.cress.annotation.GeoIndexed;
import dev.cress.annotation.Id;
import dev.cress.annotation.Indexed;
import dev.cress.annotation.PartitionBy;
import dev.cress.annotation.RedisEntity;
import dev.cress.error.LayoutMismatchException;
import dev.cress.geo.GeoPoint;
import dev.cress.query.criteria.Criteria;
import dev.cress.query.execute.QueryAnalysis;
import dev.cress.repository.ReactiveRepository;
import dev.cress.testing.RedisEnvironment;
import dev.cress.testing.RedisTest;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;

/** Entities whose partition the first part of their id chooses. */
@RedisTest
class PartitionByIT {

    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final List<String> SENSORS = List.of("a", "b", "a|b", "a\\", "\\|", "", "é", "x".repeat(50));

    @RedisEntity(value = "reading", id = ReadingId.class, partitions = 16)
    @CompositeIndex({"sensor", "value"})
    record Reading(
            @Id @PartitionBy @Indexed String sensor,
            @Id int number,
            @Indexed double value,
            @GeoIndexed GeoPoint place) {}

    record ReadingId(String sensor, int number) {}

    @RedisEntity(value = "reading", id = ReadingId.class, partitions = 16)
    @CompositeIndex({"sensor", "value"})
    record Elsewhere(
            @Id @Indexed String sensor,
            @Id int number,
            @Indexed double value,
            @GeoIndexed GeoPoint place) {}

    interface Readings extends ReactiveRepository<Reading, ReadingId>, Queryable<Reading> {}

    interface Others extends ReactiveRepository<Elsewhere, ReadingId> {}

    private ObservedExecutor executor;
    private final CressOptions options;
    private final Cress cress;
    private final Readings readings;
    private final List<Reading> all = SENSORS.stream()
            .flatMap(sensor ->
                    IntStream.range(0, 12).mapToObj(i -> new Reading(sensor, i, (i * 7) % 5, new GeoPoint(i, i / 2.0))))
            .toList();

    PartitionByIT(RedisEnvironment redis) {
        options = CressOptions.builder(redis.uri())
                .namespace(redis.newNamespace())
                .commandTimeout(LIMIT)
                .operationDeadline(LIMIT)
                .executor(target -> {
                    executor = new ObservedExecutor(target);
                    return executor;
                })
                .build();
        cress = Cress.connect(options).block(LIMIT);
        readings = cress.repository(Readings.class);
    }

    @BeforeEach
    void save() {
        readings.saveAll(Flux.fromIterable(all)).blockLast(LIMIT);
    }

    @AfterEach
    void close() {
        cress.closeLater().block(LIMIT);
    }

    private void assertFinds(Query<Reading> query, Predicate<Reading> expected, int partitions) {
        assertThat(query.all().collectList().block(LIMIT))
                .containsExactlyInAnyOrderElementsOf(
                        all.stream().filter(expected).toList());
        assertThat(query.count().block(LIMIT))
                .isEqualTo(all.stream().filter(expected).count());
        QueryAnalysis analysis = query.analyze().block(LIMIT);
        assertThat(analysis.partitions()).as(analysis.text()).isLessThanOrEqualTo(partitions);
        assertThat(query.explain().block().partitions()).isEqualTo(analysis.partitions());
    }

    @Test
    void findsByIdAlone() {
        for (Reading reading : all) {
            assertThat(readings.findById(new ReadingId(reading.sensor(), reading.number()))
                            .block(LIMIT))
                    .isEqualTo(reading);
        }
        readings.deleteById(new ReadingId("a|b", 3)).block(LIMIT);
        assertThat(readings.existsById(new ReadingId("a|b", 3)).block(LIMIT)).isFalse();
        assertThat(readings.count().block(LIMIT)).isEqualTo(all.size() - 1);
    }

    @Test
    void asksOnePartitionForOneValue() {
        for (String sensor : SENSORS) {
            Query<Reading> one = readings.query().where(Reading::sensor).is(sensor);
            assertFinds(one, reading -> reading.sensor().equals(sensor), 1);
            assertFinds(
                    one.where(Reading::value).atLeast(2),
                    reading -> reading.sensor().equals(sensor) && reading.value() >= 2,
                    1);
            assertFinds(
                    one.where(Reading::place).within(new GeoPoint(5, 2), 300_000),
                    reading -> reading.sensor().equals(sensor)
                            && reading.place().distanceTo(new GeoPoint(5, 2)) <= 300_000,
                    1);
            assertThat(one.orderBy(Reading::value)
                            .descending()
                            .limit(3)
                            .explain()
                            .block(LIMIT)
                            .text())
                    .contains(", partitions of sensor=[");
        }
    }

    @Test
    void asksNoMorePartitionsThanThereAreValues() {
        assertFinds(
                readings.query().where(Reading::sensor).in("a", "é"),
                reading -> Set.of("a", "é").contains(reading.sensor()),
                2);
        assertFinds(
                readings.query()
                        .matching(Criteria.where(Reading::sensor)
                                .is("a")
                                .or(Criteria.where(Reading::sensor).is("b"))),
                reading -> Set.of("a", "b").contains(reading.sensor()),
                2);
    }

    @Test
    void asksAllPartitionsForAnythingElse() {
        assertFinds(readings.query().where(Reading::value).is(3.0), reading -> reading.value() == 3, 16);
        assertFinds(
                readings.query().where(Reading::sensor).startsWith("a"),
                reading -> reading.sensor().startsWith("a"),
                16);
        assertFinds(
                readings.query().where(Reading::sensor).isNot("a"),
                reading -> !reading.sensor().equals("a"),
                16);
    }

    @Test
    void looksAtValuesInTheirPartitionOnly() {
        Values<String> one = readings.query().where(Reading::sensor).is("a|b").values(Reading::sensor);
        Values<String> two =
                readings.query().where(Reading::sensor).in("a", "é").values(Reading::sensor);
        executor.trips();
        assertThat(one.counts().collectList().block(LIMIT)).containsExactly(new ValueCount<>("a|b", 12));
        assertThat(one.max().block(LIMIT)).isEqualTo("a|b");
        assertThat(executor.trips()).hasSize(2).allMatch(trip -> trip.endsWith(" 1"));
        assertThat(two.counts().collectList().block(LIMIT))
                .containsExactly(new ValueCount<>("a", 12), new ValueCount<>("é", 12));
        assertThat(executor.trips()).allMatch(trip -> trip.endsWith(" 2") || trip.endsWith(" 1"));
        assertThat(readings.query()
                        .where(Reading::sensor)
                        .is("a")
                        .values(Reading::value)
                        .sum()
                        .block(LIMIT))
                .isEqualByComparingTo("22");
        assertThat(executor.trips()).allMatch(trip -> trip.startsWith("HMGET") || trip.endsWith(" 1"));
    }

    @Test
    void pagesThroughOnePartition() {
        Query<Reading> query = readings.query()
                .where(Reading::sensor)
                .is("b")
                .orderBy(Reading::value)
                .ascending();
        List<Reading> found = query.page(5)
                .expand(page ->
                        page.next().map(next -> query.page(5, next)).orElseGet(reactor.core.publisher.Mono::empty))
                .flatMapIterable(Page::content)
                .collectList()
                .block(LIMIT);
        assertThat(found).hasSize(12).isEqualTo(query.all().collectList().block(LIMIT));
        assertThat(found.stream().map(Reading::sensor).collect(Collectors.toSet()))
                .containsExactly("b");
    }

    @Test
    void refusesATypeThatPlacesOtherwise() {
        Cress other = Cress.connect(options).block(LIMIT);
        try {
            assertThatThrownBy(() -> other.repository(Others.class).count().block(LIMIT))
                    .isInstanceOf(LayoutMismatchException.class)
                    .hasMessageContaining("partition hash")
                    .hasMessageContaining("crc32c-part");
        } finally {
            other.closeLater().block(LIMIT);
        }
    }
}
