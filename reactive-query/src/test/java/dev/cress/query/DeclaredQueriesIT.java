package dev.cress.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cress.Cress;
import dev.cress.CressOptions;
import dev.cress.annotation.DefaultValue;
import dev.cress.annotation.GeoIndexed;
import dev.cress.annotation.Id;
import dev.cress.annotation.Indexed;
import dev.cress.annotation.RedisEntity;
import dev.cress.annotation.StoredName;
import dev.cress.geo.GeoPoint;
import dev.cress.query.criteria.Criteria;
import dev.cress.query.json.CriteriaJson;
import dev.cress.reference.Ref;
import dev.cress.repository.ReactiveRepository;
import dev.cress.testing.RedisEnvironment;
import dev.cress.testing.RedisTest;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Queries over what declarations add: ids of several parts, stored names, optional properties, defaults. */
@RedisTest
class DeclaredQueriesIT {

    private static final Duration LIMIT = Duration.ofSeconds(60);

    record ReadingId(String site, LocalDateTime at) {}

    @RedisEntity(value = "reading", partitions = 4, id = ReadingId.class)
    record Reading(
            @Id @Indexed String site,
            @Id LocalDateTime at,
            @Indexed @StoredName("v") long value,
            @Indexed @StoredName("u") Optional<String> unit,
            @Indexed byte[] digest,
            @DefaultValue("7") Integer grade,
            @GeoIndexed @StoredName("p") GeoPoint place,
            @Indexed @Nullable Ref<Reading> previous,
            @Indexed List<Ref<Reading>> neighbours) {}

    record Measured(ReadingId id, Optional<String> unit, long value) {}

    interface Readings extends ReactiveRepository<Reading, ReadingId>, Queryable<Reading> {

        default Query<Reading> bySite(String site) {
            return query().where(Reading::site).is(site);
        }

        default Flux<Reading> findTop2BySiteOrderByValueDesc(String site) {
            return bySite(site).orderBy(Reading::value).descending().limit(2).all();
        }

        default Mono<Long> deleteBySite(String site) {
            return bySite(site).delete();
        }
    }

    private final RedisEnvironment redis;
    private Cress cress;
    private Readings readings;

    DeclaredQueriesIT(RedisEnvironment redis) {
        this.redis = redis;
    }

    @BeforeEach
    void store() {
        cress = Cress.connect(CressOptions.builder(redis.uri())
                        .commandTimeout(LIMIT)
                        .operationDeadline(LIMIT)
                        .namespace(redis.newNamespace())
                        .build())
                .block(LIMIT);
        readings = cress.repository(Readings.class);
        readings.saveAll(Flux.range(0, 60).map(DeclaredQueriesIT::reading)).blockLast(LIMIT);
    }

    @AfterEach
    void close() {
        cress.closeLater().block(LIMIT);
    }

    private static ReadingId id(int i) {
        return new ReadingId("s|" + i % 3, LocalDateTime.of(2026, 1, 1, 0, i));
    }

    private static Reading reading(int i) {
        return new Reading(
                id(i).site(),
                id(i).at(),
                i,
                i % 2 == 0 ? Optional.of("K") : Optional.empty(),
                new byte[] {(byte) (i - 30), 0},
                null,
                new GeoPoint(10 + i * 0.01, 50),
                i == 0 ? null : Ref.to(id(i - 1)),
                i == 0 ? List.of() : List.of(Ref.to(id(i - 1)), Ref.to(id((i + 1) % 60))));
    }

    @Test
    void findsByIdsOfSeveralParts() {
        assertThat(readings.query()
                        .where("id")
                        .in(id(7), id(8))
                        .all()
                        .collectList()
                        .block(LIMIT))
                .extracting(Reading::value)
                .containsExactlyInAnyOrder(7L, 8L);
        assertThat(readings.query()
                        .where(Reading::value)
                        .lessThan(3)
                        .orderBy("id")
                        .ascending()
                        .ids(ReadingId.class)
                        .all()
                        .collectList()
                        .block(LIMIT))
                .containsExactly(id(0), id(1), id(2));
        assertThat(readings.query()
                        .where("id.at")
                        .is(id(9).at())
                        .allowScan()
                        .count()
                        .block(LIMIT))
                .isEqualTo(1);
        assertThat(readings.query().where("place").around(id(5), 1_000).count().block(LIMIT))
                .isEqualTo(3);
    }

    @Test
    void asksByMethodsOfTheRepositorysOwn() {
        assertThat(readings.findTop2BySiteOrderByValueDesc("s|1")
                        .map(Reading::value)
                        .collectList()
                        .block(LIMIT))
                .containsExactly(58L, 55L);
        assertThat(readings.deleteBySite("s|1").block(LIMIT)).isEqualTo(20);
        assertThat(readings.bySite("s|1").exists().block(LIMIT)).isFalse();
    }

    @Test
    void readsPartsAsTheyAreDeclared() {
        Query<Reading> few =
                readings.query().where("value").between(4L, 5L).orderBy("value").ascending();
        assertThat(few.as(Measured.class).all().collectList().block(LIMIT))
                .containsExactly(new Measured(id(4), Optional.of("K"), 4), new Measured(id(5), Optional.empty(), 5));
        assertThat(few.asMaps("grade", "unit").first().block(LIMIT))
                .containsEntry("grade", 7)
                .containsEntry("unit", "K");
        assertThat(readings.query()
                        .values(Reading::unit)
                        .distinct()
                        .collectList()
                        .block(LIMIT))
                .isEqualTo(List.of(Optional.of("K")));
        assertThat(readings.query().values(Reading::value).sum().block(LIMIT)).isEqualByComparingTo("1770");
    }

    @Test
    void asksIndexesByTheirStoredNames() {
        Query<Reading> query = readings.query()
                .where("site")
                .is("s|1")
                .where("unit")
                .is("K")
                .where("value")
                .between(0L, 30L);
        assertThat(query.ids(ReadingId.class).all().collectList().block(LIMIT)).hasSize(5);
        assertThat(query.orderBy("value")
                        .descending()
                        .page(2, null)
                        .block(LIMIT)
                        .content())
                .extracting(Reading::value)
                .containsExactly(28L, 22L);
        assertThat(query.delete().block(LIMIT)).isEqualTo(5);
        assertThat(readings.query().count().block(LIMIT)).isEqualTo(55);
    }

    @Test
    void writesBytesAsJson() {
        Criteria<Reading> criteria = Criteria.<Reading>where("digest").is(new byte[] {(byte) 200, 0});
        CriteriaJson<Reading> json = CriteriaJson.of(Reading.class);
        assertThat(json.write(criteria)).contains("c800");
        assertThat(json.write(json.read(json.write(criteria)))).isEqualTo(json.write(criteria));
    }

    @Test
    void asksWhatRefersToAnEntity() {
        Query<Reading> followers = readings.query()
                .where(Reading::previous)
                .in(Ref.to(id(3)), Ref.to(id(40)), Ref.to(new ReadingId("none", id(0).at())));

        assertThat(followers.all().map(Reading::value).collectList().block(LIMIT))
                .containsExactlyInAnyOrder(4L, 41L);
        assertThat(followers.explain().block(LIMIT).text()).contains("IndexLookup(previous=['Ref[id=");
        assertThat(readings.query()
                        .where(Reading::previous)
                        .isNull()
                        .all()
                        .map(Reading::value)
                        .collectList()
                        .block(LIMIT))
                .containsExactly(0L);
        assertThat(readings.fetch(followers.orderBy("value").ascending().all(), Reading::previous)
                        .map(fetched -> fetched.target().value())
                        .collectList()
                        .block(LIMIT))
                .containsExactly(3L, 40L);

        Query<Reading> neighbours = readings.query().where(Reading::neighbours).hasElement(Ref.to(id(3)));
        assertThat(neighbours.all().map(Reading::value).collectList().block(LIMIT))
                .containsExactlyInAnyOrder(2L, 4L);
        assertThat(neighbours.explain().block(LIMIT).text()).contains("IndexLookup(neighbours");
        assertThat(readings.fetchAll(neighbours.orderBy("value").ascending().all(), Reading::neighbours)
                        .map(fetched ->
                                fetched.targets().stream().map(Reading::value).toList())
                        .collectList()
                        .block(LIMIT))
                .containsExactly(List.of(1L, 3L), List.of(3L, 5L));

        CriteriaJson<Reading> json = CriteriaJson.of(Reading.class);
        for (Criteria<Reading> criteria : List.of(
                Criteria.where(Reading::previous).is(Ref.to(id(3))),
                Criteria.where(Reading::neighbours).hasElement(Ref.to(id(3))))) {
            assertThat(json.read(json.write(criteria))).isEqualTo(criteria);
        }
    }
}
