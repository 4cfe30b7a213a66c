package dev.cress.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cress.Cress;
import dev.cress.CressOptions;
import dev.cress.query.criteria.InvalidQueryException;
import dev.cress.repository.ReactiveRepository;
import dev.cress.testing.RedisEnvironment;
import dev.cress.testing.RedisTest;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;

/** Queries on a plain class with getters, and on every kind of property. */
@RedisTest
class MeasuresIT {

    interface Measures extends ReactiveRepository<Measure, String>, Queryable<Measure> {}

    private final RedisEnvironment redis;
    private final List<Measure> all =
            IntStream.range(0, 40).mapToObj(Measure::of).toList();
    private Cress cress;
    private Measures measures;

    MeasuresIT(RedisEnvironment redis) {
        this.redis = redis;
    }

    @BeforeEach
    void connect() {
        cress = Cress.connect(CressOptions.builder(redis.uri())
                        .namespace(redis.newNamespace())
                        .partitions(4)
                        .commandTimeout(Duration.ofSeconds(20))
                        .operationDeadline(Duration.ofSeconds(20))
                        .build())
                .block();
        measures = cress.repository(Measures.class);
        measures.saveAll(all).blockLast();
    }

    @AfterEach
    void close() {
        cress.closeLater().block();
    }

    private void finds(Query<Measure> query, Predicate<Measure> test) {
        List<Measure> expected = all.stream().filter(test).toList();
        assertThat(expected).isNotEmpty();
        assertThat(query.all().collectList().block()).containsExactlyInAnyOrderElementsOf(expected);
        assertThat(query.count().block()).isEqualTo(expected.size());
    }

    private static <V> Predicate<Measure> has(Function<Measure, V> property, Predicate<V> test) {
        return measure -> property.apply(measure) != null && test.test(property.apply(measure));
    }

    @Test
    void findsNumbers() {
        finds(measures.query().where(Measure::getCount).between(-3, 4), m -> m.getCount() >= -3 && m.getCount() <= 4);
        finds(measures.query().where(Measure::getCount).notIn(1, 2), m -> m.getCount() != 1 && m.getCount() != 2);
        finds(measures.query().where(Measure::getLevel).lessThan(0), m -> m.getLevel() < 0);
        finds(measures.query().where(Measure::getLevel).is(0.75), m -> m.getLevel() == 0.75);
        finds(measures.query().where(Measure::getShare).atMost(0.5), m -> m.getShare() <= 0.5f);
        finds(
                measures.query().where(Measure::getPrice).greaterThan(new BigDecimal("0.30")),
                has(Measure::getPrice, price -> price.compareTo(new BigDecimal("0.3")) > 0));
        finds(
                measures.query().where(Measure::getPrice).is(new BigDecimal("0.2000")),
                has(Measure::getPrice, price -> price.compareTo(new BigDecimal("0.2")) == 0));
        finds(
                measures.query()
                        .where(Measure::getSerial)
                        .atMost(BigInteger.TWO.pow(70).negate()),
                has(
                        Measure::getSerial,
                        serial -> serial.compareTo(BigInteger.TWO.pow(70).negate()) <= 0));
    }

    @Test
    void findsWhatIsNamedOrTrue() {
        finds(measures.query().where(Measure::isChecked).is(true), Measure::isChecked);
        finds(measures.query().where(Measure::isChecked).isNot(true), m -> !m.isChecked());
        finds(
                measures.query().where(Measure::getMark).between('c', 'f'),
                m -> m.getMark() >= 'c' && m.getMark() <= 'f');
        finds(
                measures.query().where(Measure::getGrade).is(Measure.Grade.POOR),
                m -> m.getGrade() == Measure.Grade.POOR);
        finds(measures.query().where(Measure::getGrade).isNull(), m -> m.getGrade() == null);
        finds(
                measures.query().where(Measure::getGrade).isNot(Measure.Grade.GOOD),
                m -> m.getGrade() != Measure.Grade.GOOD);
        finds(
                measures.query().where(Measure::getDevice).in(new UUID(0, 1), new UUID(0, 2), new UUID(9, 9)),
                has(
                        Measure::getDevice,
                        device -> device.getLeastSignificantBits() < 3 && device.getLeastSignificantBits() > 0));
    }

    @Test
    void findsTimes() {
        Instant epoch = Instant.ofEpochSecond(0, 10);
        finds(
                measures.query().where(Measure::getTakenAt).atLeast(epoch),
                has(Measure::getTakenAt, instant -> !instant.isBefore(epoch)));
        finds(
                measures.query().where(Measure::getTakenAt).lessThan(Instant.EPOCH),
                has(Measure::getTakenAt, instant -> instant.isBefore(Instant.EPOCH)));
        LocalDate newYear = LocalDate.of(2026, 1, 1);
        finds(
                measures.query().where(Measure::getDay).between(newYear, newYear.plusYears(1)),
                has(Measure::getDay, day -> !day.isBefore(newYear) && !day.isAfter(newYear.plusYears(1))));
    }

    @Test
    void ordersByEveryKindOfValue() {
        orders("count", Comparator.comparing(Measure::getCount));
        orders("level", Comparator.comparing(Measure::getLevel));
        orders("share", Comparator.comparing(Measure::getShare));
        orders("checked", Comparator.comparing(Measure::isChecked));
        orders("mark", Comparator.comparing(Measure::getMark));
        orders(
                "grade",
                nullsFirst(m -> m.getGrade() == null ? null : m.getGrade().name()));
        orders(
                "device",
                nullsFirst(m -> m.getDevice() == null ? null : m.getDevice().toString()));
        orders("takenAt", nullsFirst(Measure::getTakenAt));
        orders("day", nullsFirst(Measure::getDay));
        orders("price", nullsFirst(Measure::getPrice));
        orders("serial", nullsFirst(Measure::getSerial));
    }

    private static Measure odd(String id, double level, int count, BigDecimal price, BigInteger serial) {
        return new Measure(
                id, count, level, 0, false, '!', null, null, null, null, price, serial, "odd", List.of(), null);
    }

    /** By the index alone, and by what is stored. */
    private <V> void sums(Function<Query<Measure>, Values<V>> values, BigDecimal sum, int count) {
        Query<Measure> odd = measures.query().where(Measure::getMark).is('!');
        Query<Measure> scanned =
                measures.query().where(Measure::getNote).is("odd").allowScan();
        BigDecimal rest = values.apply(measures.query()).sum().block().subtract(sum);
        for (Query<Measure> query : List.of(odd, scanned)) {
            assertThat(values.apply(query).sum().block()).isEqualByComparingTo(sum);
            assertThat(values.apply(query).average().block())
                    .isEqualByComparingTo(sum.divide(BigDecimal.valueOf(count), MathContext.DECIMAL128));
        }
        odd.delete().block();
        assertThat(values.apply(measures.query()).sum().block()).isEqualByComparingTo(rest);
    }

    private void saveOdd(Measure... odd) {
        measures.saveAll(Flux.just(odd)).blockLast();
    }

    @Test
    void sumsAreExact() {
        BigDecimal huge = new BigDecimal("1E+4000");
        BigDecimal tiny = new BigDecimal("-3E-4000");
        BigInteger large = BigInteger.TWO.pow(300);
        Measure[] odd = {
            odd("o1", Double.MAX_VALUE, Integer.MAX_VALUE, huge, large),
            odd("o2", Double.MAX_VALUE, Integer.MAX_VALUE, huge, large),
            odd("o3", -Double.MIN_VALUE, Integer.MAX_VALUE, tiny, BigInteger.ONE),
            odd("o4", -0.0, 0, null, null)
        };
        saveOdd(odd);
        sums(
                query -> query.values(Measure::getLevel),
                new BigDecimal("3.5953862697246314E308").subtract(new BigDecimal("4.9E-324")),
                4);
        saveOdd(odd);
        sums(query -> query.values(Measure::getCount), new BigDecimal("6442450941"), 4);
        saveOdd(odd);
        sums(query -> query.values(Measure::getPrice), huge.add(huge).add(tiny), 3);
        saveOdd(odd);
        sums(
                query -> query.values(Measure::getSerial),
                new BigDecimal(large.shiftLeft(1).add(BigInteger.ONE)),
                3);
    }

    @Test
    void sumsRefuseWhatIsNoFiniteNumber() {
        for (double level : new double[] {Double.NaN, Double.NEGATIVE_INFINITY}) {
            saveOdd(odd("o1", level, 0, null, null));
            for (Query<Measure> query : List.of(
                    measures.query(), measures.query().where(Measure::getMark).is('!'))) {
                assertThatThrownBy(
                                () -> query.values(Measure::getLevel).average().block())
                        .isInstanceOf(InvalidQueryException.class)
                        .hasMessageContaining("ask for finite ones");
            }
        }
        assertThat(measures.query()
                        .where(Measure::getLevel)
                        .lessThan(-1e300)
                        .and(Measure::getLevel)
                        .greaterThan(-1e301)
                        .values(Measure::getLevel)
                        .average()
                        .block())
                .isNull();
    }

    @Test
    void checksWhatHasNoIndex() {
        Query<Measure> query = measures.query().allowScan();
        finds(query.where(Measure::getNote).startsWith("n1"), has(Measure::getNote, note -> note.startsWith("n1")));
        finds(query.where(Measure::getNote).isNull(), m -> m.getNote() == null);
        finds(
                query.where(Measure::getPlace).within(new dev.cress.geo.GeoPoint(5, 5), 500_000),
                has(Measure::getPlace, place -> place.distanceTo(new dev.cress.geo.GeoPoint(5, 5)) <= 500_000));
        Measure novel = new Measure(
                "novel", 0, 0, 0, false, 'x', null, null, null, null, null, null, "n1".repeat(2_000), List.of(), null);
        measures.save(novel).block();
        assertThat(query.where(Measure::getNote)
                        .startsWith("n1n1")
                        .all()
                        .collectList()
                        .block())
                .containsExactly(novel);
        assertThat(query.orderBy(Measure::getNote).descending().page(3).block().content())
                .hasSize(3);
    }

    private static <V extends Comparable<V>> Comparator<Measure> nullsFirst(Function<Measure, V> property) {
        return Comparator.comparing(property, Comparator.nullsFirst(Comparator.<V>naturalOrder()));
    }

    private void orders(String property, Comparator<Measure> order) {
        Comparator<Measure> total = order.thenComparing(Measure::getId);
        List<Measure> ascending = all.stream().sorted(total).toList();
        List<Measure> descending = all.stream().sorted(total.reversed()).toList();
        assertThat(measures.query()
                        .orderBy(property)
                        .ascending()
                        .all()
                        .collectList()
                        .block())
                .as(property)
                .isEqualTo(ascending);
        assertThat(measures.query()
                        .orderBy(property)
                        .descending()
                        .all()
                        .collectList()
                        .block())
                .as(property)
                .isEqualTo(descending);
        assertThat(measures.query()
                        .orderBy(property)
                        .descending()
                        .limit(7)
                        .all()
                        .collectList()
                        .block())
                .isEqualTo(descending.subList(0, 7));
    }
}
