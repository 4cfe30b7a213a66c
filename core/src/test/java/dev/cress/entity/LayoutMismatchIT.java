package dev.cress.entity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cress.Cress;
import dev.cress.CressOptions;
import dev.cress.annotation.Id;
import dev.cress.annotation.Indexed;
import dev.cress.annotation.RedisEntity;
import dev.cress.annotation.Unique;
import dev.cress.error.LayoutMismatchException;
import dev.cress.error.MappingException;
import dev.cress.error.RedisDataException;
import dev.cress.error.StoredDataException;
import dev.cress.key.KeyLayout;
import dev.cress.repository.ReactiveRepository;
import dev.cress.testing.RedisEnvironment;
import dev.cress.testing.RedisTest;
import dev.cress.testing.RedisTopology;
import io.lettuce.core.AbstractRedisClient;
import io.lettuce.core.RedisClient;
import io.lettuce.core.cluster.RedisClusterClient;
import io.lettuce.core.cluster.api.sync.RedisClusterCommands;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

@RedisTest
class LayoutMismatchIT {

    @RedisEntity("thing")
    record Thing(@Id String id, @Indexed String name) {}

    @RedisEntity("thing")
    record ThingOfOtherIndexes(
            @Id String id, @Indexed String name, @Indexed int size) {}

    @RedisEntity("thing")
    record ThingOfOtherType(@Id String id, @Indexed long name) {}

    @RedisEntity(value = "thing", partitions = 8)
    record ThingOfEight(@Id String id, @Indexed String name) {}

    @RedisEntity("account")
    record Account(@Id String id, @Unique String email) {}

    @RedisEntity("account")
    record LocalAccount(
            @Id String id,
            @Unique(scope = Unique.Scope.PARTITION) String email) {}

    interface LocalAccounts extends ReactiveRepository<LocalAccount, String> {}

    interface Things extends ReactiveRepository<Thing, String> {}

    interface OtherIndexes extends ReactiveRepository<ThingOfOtherIndexes, String> {}

    interface OtherTypes extends ReactiveRepository<ThingOfOtherType, String> {}

    interface Eights extends ReactiveRepository<ThingOfEight, String> {}

    interface Accounts extends ReactiveRepository<Account, String> {}

    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final RedisEnvironment redis;
    private final String namespace;
    private AbstractRedisClient client;
    private RedisClusterCommands<String, String> commands;
    private Cress cress;

    LayoutMismatchIT(RedisEnvironment redis) {
        this.redis = redis;
        this.namespace = redis.newNamespace();
    }

    @BeforeEach
    void connect() {
        if (redis.topology() == RedisTopology.CLUSTER) {
            RedisClusterClient cluster = RedisClusterClient.create(redis.uri());
            client = cluster;
            commands = cluster.connect().sync();
        } else {
            RedisClient standalone = RedisClient.create(redis.uri());
            client = standalone;
            commands = standalone.connect().sync();
        }
        cress = connect(builder -> builder);
    }

    @AfterEach
    void close() {
        cress.closeLater().block(LIMIT);
        client.shutdown(Duration.ZERO, Duration.ofSeconds(2));
    }

    private Cress connect(UnaryOperator<CressOptions.Builder> settings) {
        return Cress.connect(settings.apply(CressOptions.builder(redis.uri())
                                .namespace(namespace)
                                .commandTimeout(Duration.ofSeconds(10)))
                        .build())
                .block(LIMIT);
    }

    private String record(String model) {
        return new String(KeyLayout.layoutRecord(namespace, model), StandardCharsets.UTF_8);
    }

    private void stored() {
        cress.repository(Things.class).save(new Thing("1", "one")).block(LIMIT);
    }

    private static void fails(Mono<?> operation, Class<? extends RedisDataException> type, String... details) {
        operation
                .as(StepVerifier::create)
                .expectErrorSatisfies(
                        error -> assertThat(error).isInstanceOf(type).hasMessageContainingAll(details))
                .verify(LIMIT);
    }

    @Test
    void writesTheRecordThatFitsTheDeployment() {
        stored();
        assertThat(commands.hgetall(record("thing")))
                .containsOnlyKeys("partitions", "hash", "encoding", "epoch", "indexes")
                .containsEntry("partitions", redis.topology() == RedisTopology.CLUSTER ? "16" : "1")
                .containsEntry("indexes", "name=text");
    }

    @Test
    void takesTheStoredNumberOfPartitionsWhenNoneIsDeclared() {
        Cress four = connect(builder -> builder.partitions(4));
        four.repository(Things.class).save(new Thing("1", "one")).block(LIMIT);
        four.closeLater().block(LIMIT);

        assertThat(cress.repository(Things.class).findById("1").block(LIMIT)).isEqualTo(new Thing("1", "one"));
    }

    @Test
    void refusesAnotherIndexSet() {
        stored();
        Cress grown = connect(builder -> builder);
        fails(
                grown.repository(OtherIndexes.class).save(new ThingOfOtherIndexes("2", "two", 2)),
                LayoutMismatchException.class,
                "index set",
                "[name=text]",
                "[name=text,size=double]");
        grown.closeLater().block(LIMIT);
        Cress changed = connect(builder -> builder);
        OtherTypes others = changed.repository(OtherTypes.class);
        fails(others.findById("1"), LayoutMismatchException.class, "[name=decimal]");
        fails(others.findAll().next(), LayoutMismatchException.class, "index set");
        fails(others.count(), LayoutMismatchException.class, "index set");
        fails(changed.verify(), LayoutMismatchException.class, "thing", namespace);
        changed.closeLater().block(LIMIT);
        assertThat(cress.repository(Things.class).count().block(LIMIT)).isEqualTo(1);
    }

    @Test
    void refusesAnotherNumberOfPartitions() {
        stored();
        Cress eight = connect(builder -> builder);
        fails(eight.repository(Eights.class).findById("1"), LayoutMismatchException.class, "partitions", "[8]");
        eight.closeLater().block(LIMIT);
        Cress two = connect(builder -> builder.partitions(2));
        fails(two.repository(Things.class).findById("1"), LayoutMismatchException.class, "[2]");
        two.closeLater().block(LIMIT);
    }

    @Test
    void refusesAnotherEncodingOrHash() {
        stored();
        for (String field : new String[] {"encoding", "hash"}) {
            String old = commands.hget(record("thing"), field);
            commands.hset(record("thing"), field, "other");
            Cress later = connect(builder -> builder);
            fails(
                    later.repository(Things.class).findById("1"),
                    LayoutMismatchException.class,
                    "[other]",
                    "[" + old + "]");
            commands.hset(record("thing"), field, old);
            assertThat(later.repository(Things.class).findById("1").block(LIMIT))
                    .isNotNull();
            later.closeLater().block(LIMIT);
        }
    }

    @Test
    void refusesADamagedRecord() {
        stored();
        for (String partitions : new String[] {"3", "0", "-1", "32768"}) {
            commands.hset(record("thing"), "partitions", partitions);
            Cress later = connect(builder -> builder);
            fails(later.repository(Things.class).findById("1"), StoredDataException.class, "thing", partitions);
            later.closeLater().block(LIMIT);
        }
        commands.hdel(record("thing"), "hash");
        Cress later = connect(builder -> builder);
        fails(later.repository(Things.class).findById("1"), StoredDataException.class, record("thing"));
        commands.del(record("thing"));
        commands.set(record("thing"), "foreign");
        fails(later.repository(Things.class).findById("1"), StoredDataException.class, record("thing"));
        later.closeLater().block(LIMIT);
    }

    @Test
    void refusesWritesOfAnotherEpoch() {
        stored();
        for (String key : commands.keys(namespace + ":*:thing:m")) {
            commands.hset(key, "e", "2");
        }
        fails(
                cress.repository(Things.class).save(new Thing("1", "changed")),
                LayoutMismatchException.class,
                "epoch 2",
                "start it again");
        fails(cress.repository(Things.class).deleteById("1"), LayoutMismatchException.class, "epoch 2");
        assertThat(cress.repository(Things.class).findById("1").block(LIMIT)).isEqualTo(new Thing("1", "one"));
    }

    @Test
    void refusesForeignDataInAKeyOfItsOwn() {
        stored();
        String key = commands.keys(namespace + ":*:thing:i:name").get(0);
        commands.del(key);
        commands.set(key, "foreign");
        fails(
                cress.repository(Things.class).save(new Thing("1", "changed")),
                StoredDataException.class,
                key,
                "string",
                "nothing was written");

        String entity = commands.keys(namespace + ":*:thing:e:1").get(0);
        commands.del(entity);
        commands.set(entity, "foreign");
        fails(cress.repository(Things.class).findById("1"), StoredDataException.class, "HMGET");
    }

    @Test
    void refusesTwoTypesOfOneModelInOneProgram() {
        Things things = cress.repository(Things.class);
        assertThatThrownBy(() -> cress.repository(OtherTypes.class))
                .isInstanceOf(MappingException.class)
                .hasMessageContaining("thing");
        things.save(new Thing("1", "one")).block(LIMIT);
        cress.verify().block(LIMIT);
        assertThat(cress.repository(Things.class).count().block(LIMIT)).isEqualTo(1);
    }

    @Test
    void beginsAModelWideUniqueWithOnePartition() {
        cress.repository(Accounts.class).save(new Account("1", "a@b")).block(LIMIT);
        assertThat(commands.hget(record("account"), "partitions")).isEqualTo("1");
    }

    @Test
    void refusesAnotherScopeInSeveralPartitions() {
        Cress model = connect(builder -> builder.partitions(16));
        model.repository(Accounts.class).save(new Account("1", "a@b")).block(LIMIT);
        model.closeLater().block(LIMIT);
        assertThat(commands.hget(record("account"), "indexes")).isEqualTo("email=claimed-text");
        Cress partition = connect(builder -> builder.partitions(16));
        fails(
                partition.repository(LocalAccounts.class).save(new LocalAccount("2", "a@b")),
                LayoutMismatchException.class,
                "[email=claimed-text]",
                "[email=unique-text]");
        partition.closeLater().block(LIMIT);
    }
}
