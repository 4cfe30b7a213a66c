package dev.cress.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cress.Cress;
import dev.cress.CressOptions;
import dev.cress.annotation.DefaultValue;
import dev.cress.annotation.GeneratedId;
import dev.cress.annotation.Id;
import dev.cress.annotation.Indexed;
import dev.cress.annotation.RedisEntity;
import dev.cress.annotation.StoredName;
import dev.cress.annotation.Unique;
import dev.cress.annotation.Version;
import dev.cress.convert.ValueConverter;
import dev.cress.entity.EntityOptions;
import dev.cress.error.InvalidEntityException;
import dev.cress.error.RepositoryDefinitionException;
import dev.cress.error.UniqueConflictException;
import dev.cress.error.UnreadableEntityException;
import dev.cress.error.VersionConflictException;
import dev.cress.key.KeyLayout;
import dev.cress.key.Partitioning;
import dev.cress.mapping.EntityModel;
import dev.cress.mapping.ModelDescription;
import dev.cress.testing.RedisEnvironment;
import dev.cress.testing.RedisTest;
import dev.cress.testing.RedisTopology;
import io.lettuce.core.AbstractRedisClient;
import io.lettuce.core.RedisClient;
import io.lettuce.core.cluster.RedisClusterClient;
import io.lettuce.core.cluster.api.sync.RedisClusterCommands;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

/** What a type declares, as it is stored, and what becomes of what others have stored. */
@RedisTest
class DeclaringIT {

    private static final Duration LIMIT = Duration.ofSeconds(60);

    record Money(BigDecimal amount) {}

    @RedisEntity(value = "bill", partitions = 1)
    record Bill(
            @Id String id,
            @Indexed @StoredName("n") String number,
            @Unique @StoredName("ref") Optional<String> reference,
            Money total,
            long lines) {}

    /** The same model after a refactoring: another Java name, a new property. */
    @RedisEntity(value = "bill", partitions = 1)
    record NewBill(
            @Id String id,
            @Indexed @StoredName("n") String code,
            @Unique @StoredName("ref") @Nullable String externalReference,
            Money total,
            long lines,
            @DefaultValue("3") int priority) {}

    @RedisEntity("guarded")
    record Guarded(@Id String id, long amount, @Version long version) {}

    interface Bills extends ReactiveRepository<Bill, String> {}

    interface NewBills extends ReactiveRepository<NewBill, String> {}

    interface Guardeds extends ReactiveRepository<Guarded, String> {}

    private final RedisEnvironment redis;
    private final String namespace;
    private final List<UnreadableEntityException> unreadable = new ArrayList<>();
    private AbstractRedisClient client;
    private RedisClusterCommands<String, String> commands;
    private Cress cress;
    private Bills bills;

    DeclaringIT(RedisEnvironment redis) {
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
        cress = connect(options().onUnreadable(unreadable::add).build());
        bills = cress.repository(Bills.class);
    }

    @AfterEach
    void close() {
        cress.closeLater().block(LIMIT);
        client.shutdown(Duration.ZERO, Duration.ofSeconds(2));
    }

    private static EntityOptions.Builder options() {
        return EntityOptions.builder()
                .converter(ValueConverter.of(Money.class, BigDecimal.class, Money::amount, Money::new));
    }

    private Cress connect(EntityOptions entities) {
        return Cress.connect(CressOptions.builder(redis.uri())
                        .namespace(namespace)
                        .commandTimeout(Duration.ofSeconds(10))
                        .entities(entities)
                        .build())
                .block(LIMIT);
    }

    private static Bill bill(String id) {
        return new Bill(id, "no " + id, Optional.empty(), new Money(new BigDecimal("1.10")), (1L << 53) + 1);
    }

    private String key(Class<?> type, String id, int partitions) {
        EntityModel<?> model = EntityModel.of(type, options().build().converters());
        KeyLayout layout = new KeyLayout(
                namespace,
                model.name(),
                new Partitioning(partitions),
                model.indexes().all());
        byte[] bytes = id.getBytes(StandardCharsets.UTF_8);
        return new String(layout.partition(layout.partitioning().of(bytes)).entity(bytes), StandardCharsets.UTF_8);
    }

    @Test
    void storesByStoredNameAndConverter() {
        bills.save(bill("1")).block(LIMIT);
        assertThat(commands.hgetall(key(Bill.class, "1", 1)))
                .containsEntry("n", "no 1")
                .containsEntry("total", "1.10")
                .containsEntry("lines", "9007199254740993")
                .doesNotContainKeys("number", "reference", "ref");
    }

    @Test
    void aPropertyMayBeRenamedAndAdded() {
        bills.save(new Bill("1", "no 1", Optional.of("r"), new Money(BigDecimal.ONE), 7))
                .block(LIMIT);
        Cress later = connect(options().build());
        NewBills renamed = later.repository(NewBills.class);
        NewBill read = renamed.findById("1").block(LIMIT);
        assertThat(read).isEqualTo(new NewBill("1", "no 1", "r", new Money(BigDecimal.ONE), 7, 3));
        renamed.save(new NewBill("2", "no 2", "r", null, 0, 0))
                .as(StepVerifier::create)
                .expectErrorSatisfies(e -> {
                    assertThat(e).isInstanceOf(UniqueConflictException.class);
                    assertThat(((UniqueConflictException) e).property()).isEqualTo("externalReference");
                })
                .verify(LIMIT);
        later.closeLater().block(LIMIT);
    }

    @Test
    void unknownFieldsSurviveARewriteAndGoWithTheEntity() {
        bills.save(bill("1")).block(LIMIT);
        String key = key(Bill.class, "1", 1);
        commands.hset(key, "future", "{\"kept\":1}");
        bills.save(new Bill("1", "changed", Optional.of("x"), null, 0)).block(LIMIT);
        bills.overwrite(bill("1")).block(LIMIT);
        assertThat(commands.hgetall(key))
                .containsEntry("future", "{\"kept\":1}")
                .containsEntry("n", "no 1");
        bills.deleteById("1").block(LIMIT);
        assertThat(commands.exists(key)).isZero();
    }

    @Test
    void streamsGoOnWithoutWhatCannotBeReadAndTellOfIt() {
        bills.saveAll(Flux.just("1", "2", "3").map(DeclaringIT::bill)).blockLast(LIMIT);
        commands.hset(key(Bill.class, "2", 1), "lines", "secret");
        commands.hset(key(Bill.class, "2", 1), "total", "secret");

        assertThat(bills.findAll().map(Bill::id).collectList().block(LIMIT)).containsExactly("1", "3");
        assertThat(bills.findAllById(List.of("3", "2", "1"))
                        .map(Bill::id)
                        .collectList()
                        .block(LIMIT))
                .containsExactly("3", "1");
        assertThat(unreadable).hasSize(2).allSatisfy(e -> {
            assertThat(e.model()).isEqualTo("bill");
            assertThat(e.id()).isEqualTo("2");
            assertThat(e.problems()).containsExactly("total is no BigDecimal", "lines is no Long");
            assertThat(e).hasMessageNotContaining("secret");
        });
        bills.findById("2")
                .as(StepVerifier::create)
                .expectError(UnreadableEntityException.class)
                .verify(LIMIT);
        assertThat(bills.count().block(LIMIT)).isEqualTo(3);
    }

    @Test
    void theReportMayFailTheStream() {
        bills.save(bill("1")).block(LIMIT);
        commands.hset(key(Bill.class, "1", 1), "lines", "");
        Cress strict = connect(options()
                .onUnreadable(e -> {
                    throw e;
                })
                .build());
        strict.repository(Bills.class)
                .findAll()
                .as(StepVerifier::create)
                .expectError(UnreadableEntityException.class)
                .verify(LIMIT);
        strict.closeLater().block(LIMIT);
    }

    @Test
    void neverReplacesWhatItHasFoundUnreadable() {
        bills.save(bill("1")).block(LIMIT);
        String key = key(Bill.class, "1", 1);
        commands.hset(key, "lines", "12 or so");
        Mono<Bill> orNew = bills.findById("1").onErrorResume(e -> Mono.empty()).switchIfEmpty(bills.save(bill("1")));

        orNew.as(StepVerifier::create)
                .expectError(UnreadableEntityException.class)
                .verify(LIMIT);
        bills.update(bill("1"))
                .as(StepVerifier::create)
                .expectError(UnreadableEntityException.class)
                .verify(LIMIT);
        assertThat(commands.hget(key, "lines")).isEqualTo("12 or so");

        commands.hset(key, "lines", "12");
        assertThat(bills.save(bill("1")).block(LIMIT)).isEqualTo(bill("1"));
        commands.hset(key, "lines", "12 or so");
        bills.findById("1").onErrorResume(e -> Mono.empty()).block(LIMIT);
        assertThat(bills.overwrite(bill("1")).block(LIMIT)).isEqualTo(bill("1"));
        assertThat(bills.findById("1").block(LIMIT)).isEqualTo(bill("1"));
    }

    @Test
    void looksBeforeEachSaveWhenToldSo() {
        bills.save(bill("1")).block(LIMIT);
        commands.hset(key(Bill.class, "1", 1), "lines", "12 or so");
        Cress careful = connect(options().lookBeforeSave().build());
        Bills looking = careful.repository(Bills.class);
        looking.save(bill("1"))
                .as(StepVerifier::create)
                .expectError(UnreadableEntityException.class)
                .verify(LIMIT);
        assertThat(commands.hget(key(Bill.class, "1", 1), "lines")).isEqualTo("12 or so");
        assertThat(looking.save(bill("2")).block(LIMIT)).isEqualTo(bill("2"));
        careful.closeLater().block(LIMIT);
    }

    @Test
    void nobodyHasTheVersionOfWhatCannotBeRead() {
        Guardeds guarded = cress.repository(Guardeds.class);
        Guarded stored = guarded.save(new Guarded("1", 1, 0)).block(LIMIT);
        int partitions = redis.topology() == RedisTopology.CLUSTER ? 16 : 1;
        String key = key(Guarded.class, "1", partitions);
        commands.hset(key, "amount", "one");
        guarded.save(new Guarded("1", 2, 0))
                .as(StepVerifier::create)
                .expectError(VersionConflictException.class)
                .verify(LIMIT);
        assertThat(commands.hget(key, "amount")).isEqualTo("one");
        Guarded replaced = guarded.overwrite(new Guarded("1", 2, 0)).block(LIMIT);
        assertThat(replaced.version()).isGreaterThan(stored.version());
        assertThat(guarded.findById("1").block(LIMIT)).isEqualTo(replaced);
    }

    record SensorId(String value) {}

    record ReadingId(SensorId sensor, Instant at) {}

    @RedisEntity(value = "reading", id = ReadingId.class)
    record Reading(@Id Instant at, @Id SensorId sensor, double value) {}

    interface Readings extends ReactiveRepository<Reading, ReadingId> {}

    @RedisEntity("note")
    record Note(@Id @GeneratedId @Nullable UUID id, String text) {}

    interface Notes extends ReactiveRepository<Note, UUID> {}

    interface WrongNotes extends ReactiveRepository<Note, String> {}

    @Test
    void keepsCompositeIdsOfAnyCharactersApart() {
        Readings readings = cress.repository(Readings.class);
        List<Reading> all = Flux.just("a", "a|b", "a\\|b", "", "{x}", ":", "\0", "\uD83D\uDE00")
                .map(sensor -> new Reading(Instant.EPOCH, new SensorId(sensor), sensor.length()))
                .collectList()
                .block();
        readings.saveAll(all).blockLast(LIMIT);
        for (Reading reading : all) {
            assertThat(readings.findById(new ReadingId(reading.sensor, Instant.EPOCH))
                            .block(LIMIT))
                    .isEqualTo(reading);
        }
        assertThat(readings.findAll().collectList().block(LIMIT)).containsExactlyInAnyOrderElementsOf(all);
        assertThat(readings.delete(all.get(1)).block(LIMIT)).isTrue();
        assertThat(readings.count().block(LIMIT)).isEqualTo(all.size() - 1);
    }

    @Test
    void givesIdsToWhatHasNone() {
        Notes notes = cress.repository(Notes.class);
        Note unnamed = new Note(null, "x");
        Note first = notes.insert(unnamed).block(LIMIT);
        Note second = notes.save(unnamed).block(LIMIT);
        assertThat(first.id()).isNotNull();
        assertThat(second.id()).isGreaterThan(first.id());
        assertThat(notes.findById(first.id()).block(LIMIT)).isEqualTo(first);
        assertThat(notes.save(first).block(LIMIT)).isEqualTo(first);
        assertThat(notes.count().block(LIMIT)).isEqualTo(2);
    }

    @Test
    void refusesARepositoryWithIdsOfAnotherType() {
        assertThatThrownBy(() -> cress.repository(WrongNotes.class))
                .isInstanceOf(RepositoryDefinitionException.class)
                .hasMessageContaining("java.lang.String", "java.util.UUID");
    }

    @Test
    void namesEntitiesByKeysThatFindThem() {
        EntityKey<Bill> key = bills.key("a|b:{}");
        assertThat(key)
                .hasToString("bill:a|b:{}")
                .isEqualTo(bills.keyOf(bill("a|b:{}")))
                .isNotEqualTo(bills.key("b"));
        assertThat(key.exists().block(LIMIT)).isFalse();
        assertThat(key.find().block(LIMIT)).isNull();
        bills.save(bill("a|b:{}")).block(LIMIT);
        assertThat(key.exists().block(LIMIT)).isTrue();
        assertThat(key.find().block(LIMIT)).isEqualTo(bill("a|b:{}"));
        assertThat(key.redisKey().block(LIMIT)).isEqualTo(key(Bill.class, "a|b:{}", 1));
        assertThat(commands.exists(key.redisKey().block(LIMIT))).isOne();
        Note unnamed = new Note(null, "x");
        Notes notes = cress.repository(Notes.class);
        assertThatThrownBy(() -> notes.keyOf(unnamed)).isInstanceOf(InvalidEntityException.class);
    }

    @Test
    void describesTheType() {
        ModelDescription described = bills.describe();
        assertThat(described.name()).isEqualTo("bill");
        assertThat(described.id()).isEqualTo("id");
        assertThat(described.idType()).isEqualTo(String.class);
        assertThat(described.versioned()).isFalse();
        assertThat(described.properties())
                .extracting(p -> p.name() + " " + p.storedName() + " "
                        + p.type().getSimpleName() + " " + p.comparable() + " " + p.indexes())
                .containsExactly(
                        "number n String true [ORDERED]",
                        "reference ref String true [UNIQUE]",
                        "total total Money true []",
                        "lines lines long true []");
    }
}
