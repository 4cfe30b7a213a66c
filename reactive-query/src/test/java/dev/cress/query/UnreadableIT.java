package dev.cress.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cress.Cress;
import dev.cress.CressOptions;
import dev.cress.annotation.Id;
import dev.cress.annotation.Indexed;
import dev.cress.annotation.RedisEntity;
import dev.cress.annotation.StoredName;
import dev.cress.entity.EntityCallbacks;
import dev.cress.entity.EntityOptions;
import dev.cress.error.UnreadableEntityException;
import dev.cress.repository.ReactiveRepository;
import dev.cress.testing.RedisEnvironment;
import dev.cress.testing.RedisTest;
import dev.cress.testing.RedisTopology;
import io.lettuce.core.RedisClient;
import io.lettuce.core.cluster.RedisClusterClient;
import java.time.Duration;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

/** Queries over types of every kind, also when some of what is stored cannot be read. */
@RedisTest
class UnreadableIT {

    private static final Duration LIMIT = Duration.ofSeconds(60);

    @RedisEntity(value = "run", partitions = 1)
    record Run(
            @Id String id,
            @Indexed @StoredName("t") Duration took,
            @Indexed OffsetDateTime started,
            @Indexed LocalTime daily,
            @Indexed byte[] digest,
            @Indexed Optional<String> tag,
            Duration waited) {}

    interface Runs extends ReactiveRepository<Run, String>, Queryable<Run> {}

    private final RedisEnvironment redis;
    private final String namespace;
    private final CopyOnWriteArrayList<String> unreadable = new CopyOnWriteArrayList<>();
    private Cress cress;
    private Runs runs;

    UnreadableIT(RedisEnvironment redis) {
        this.redis = redis;
        this.namespace = redis.newNamespace();
    }

    @BeforeEach
    void connect() {
        connect(EntityOptions.builder());
    }

    private void connect(EntityOptions.Builder options) {
        close();
        cress = Cress.connect(CressOptions.builder(redis.uri())
                        .namespace(namespace)
                        .commandTimeout(Duration.ofSeconds(10))
                        .entities(options.onUnreadable(e -> unreadable.add(e.id()))
                                .build())
                        .build())
                .block(LIMIT);
        runs = cress.repository(Runs.class);
    }

    @AfterEach
    void close() {
        if (cress != null) {
            cress.closeLater().block(LIMIT);
            cress = null;
        }
    }

    private static Run run(int seconds) {
        return new Run(
                "r" + seconds,
                Duration.ofSeconds(seconds),
                OffsetDateTime.parse("2024-01-01T12:00:00Z")
                        .withOffsetSameInstant(java.time.ZoneOffset.ofHours(seconds % 18))
                        .plusSeconds(seconds),
                LocalTime.ofSecondOfDay(seconds),
                new byte[] {(byte) seconds},
                seconds % 2 == 0 ? Optional.of("even") : Optional.empty(),
                Duration.ofSeconds(-seconds));
    }

    private void store(int count) {
        runs.saveAll(Flux.range(1, count).map(UnreadableIT::run)).blockLast(LIMIT);
    }

    private List<String> ids(Query<Run> query) {
        return query.all().map(Run::id).collectList().block(LIMIT);
    }

    /** Under the framework, where no index is moved. */
    private void damage(String id, String field, String value) {
        String pattern = namespace + ":{*}:run:e:" + id;
        if (redis.topology() == RedisTopology.CLUSTER) {
            RedisClusterClient client = RedisClusterClient.create(redis.uri());
            client.connect()
                    .sync()
                    .keys(pattern)
                    .forEach(key -> client.connect().sync().hset(key, field, value));
            client.shutdown(Duration.ZERO, Duration.ofSeconds(2));
        } else {
            RedisClient client = RedisClient.create(redis.uri());
            client.connect()
                    .sync()
                    .keys(pattern)
                    .forEach(key -> client.connect().sync().hset(key, field, value));
            client.shutdown(Duration.ZERO, Duration.ofSeconds(2));
        }
    }

    @Test
    void asksByValuesOfTheNewTypesInTheirOrder() {
        store(200);
        assertThat(ids(runs.query()
                        .where("took")
                        .between(Duration.ofSeconds(9), Duration.ofSeconds(11))
                        .orderBy("took")
                        .descending()))
                .containsExactly("r11", "r10", "r9");
        assertThat(ids(runs.query().where("started").is(OffsetDateTime.parse("2024-01-01T17:00:05+05:00"))))
                .containsExactly("r5");
        assertThat(ids(runs.query().where("daily").is(LocalTime.of(0, 2, 3)))).containsExactly("r123");
        assertThat(ids(runs.query().where("digest").is(new byte[] {(byte) 200})))
                .containsExactly("r200");
        assertThat(runs.query()
                        .where("digest")
                        .is(new byte[] {(byte) 200})
                        .explain()
                        .block(LIMIT)
                        .toString())
                .contains("digest=[c8]");
        assertThat(runs.query().where("tag").is("even").count().block(LIMIT)).isEqualTo(100);
        assertThat(runs.query()
                        .where(Run::tag)
                        .in(Optional.of("even"), Optional.empty())
                        .count()
                        .block(LIMIT))
                .isEqualTo(200);
        assertThat(runs.query().where("tag").isNull().count().block(LIMIT)).isEqualTo(100);
    }

    @Test
    void goesOnWithoutWhatCannotBeRead() {
        store(5);
        damage("r3", "waited", "secret");
        Query<Run> all = runs.query().where("took").between(Duration.ofSeconds(2), Duration.ofSeconds(4));

        assertThat(ids(all)).containsExactlyInAnyOrder("r2", "r4");
        assertThat(ids(all.orderBy("waited").ascending())).containsExactly("r4", "r2");
        assertThat(ids(runs.query().where("took").isNotNull().and("waited").is(Duration.ofSeconds(-4))))
                .containsExactly("r4");
        assertThat(runs.query()
                        .orderBy("took")
                        .ascending()
                        .page(3, null)
                        .block(LIMIT)
                        .content())
                .extracting(Run::id)
                .containsExactly("r1", "r2");
        assertThat(unreadable).containsOnly("r3").hasSizeGreaterThanOrEqualTo(4);
        runs.query()
                .where("took")
                .is(Duration.ofSeconds(3))
                .one()
                .as(StepVerifier::create)
                .expectError(UnreadableEntityException.class)
                .verify(LIMIT);
        runs.query()
                .where("took")
                .is(Duration.ofSeconds(3))
                .first()
                .as(StepVerifier::create)
                .expectError(UnreadableEntityException.class)
                .verify(LIMIT);
    }

    @Test
    void callsBackForEachLoadedEntityInOrder() {
        connect(EntityOptions.builder().callbacks(Run.class, new EntityCallbacks<>() {
            @Override
            public Mono<Run> afterLoad(Run run) {
                return Mono.just(new Run(
                        "<" + run.id() + ">",
                        run.took(),
                        run.started(),
                        run.daily(),
                        run.digest(),
                        run.tag(),
                        run.waited()));
            }
        }));
        store(40);
        assertThat(ids(runs.query().orderBy("took").ascending().limit(3))).containsExactly("<r1>", "<r2>", "<r3>");
        assertThat(ids(runs.query().orderBy("took").ascending())).hasSize(40).contains("<r40>");
        assertThat(runs.query().orderBy("took").ascending().first().block(LIMIT).id())
                .isEqualTo("<r1>");
    }
}
