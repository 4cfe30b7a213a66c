package dev.cress.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cress.Cress;
import dev.cress.CressOptions;
import dev.cress.annotation.CreatedDate;
import dev.cress.annotation.GeneratedId;
import dev.cress.annotation.Id;
import dev.cress.annotation.Indexed;
import dev.cress.annotation.MaxLength;
import dev.cress.annotation.PartitionBy;
import dev.cress.annotation.RedisEntity;
import dev.cress.annotation.Unique;
import dev.cress.annotation.Version;
import dev.cress.entity.EntityCallbacks;
import dev.cress.entity.EntityOptions;
import dev.cress.error.ConditionNotMetException;
import dev.cress.error.EntityExistsException;
import dev.cress.error.EntityNotFoundException;
import dev.cress.error.InvalidEntityException;
import dev.cress.error.InvalidUnitException;
import dev.cress.error.UniqueConflictException;
import dev.cress.error.VersionConflictException;
import dev.cress.script.entity.Returning;
import dev.cress.testing.RedisEnvironment;
import dev.cress.testing.RedisTest;
import dev.cress.write.Expiry;
import dev.cress.write.UnitResult;
import dev.cress.write.WriteOptions;
import dev.cress.write.WriteResult;
import io.lettuce.core.StreamMessage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/** Units of work: several writes of one partition, of several types, all or none. */
@RedisTest
class UnitOfWorkIT {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final WriteOptions NONE = WriteOptions.DEFAULT;

    @RedisEntity(value = "purse", partitions = 1)
    record Purse(
            @Id String id,
            @Indexed long coins,
            @Unique @Nullable String mark,
            @Version long version) {}

    @RedisEntity(value = "payment", partitions = 1)
    record Payment(
            @Id @GeneratedId @Nullable String id,
            @Indexed @Nullable String from,
            @MaxLength(20) String text,
            @CreatedDate @Nullable Instant at) {}

    record SeatId(String hall, int number) {}

    @RedisEntity(value = "seat", partitions = 4, id = SeatId.class)
    record Seat(
            @Id @PartitionBy String hall,
            @Id int number,
            @Unique @Nullable String guest,
            @Version long version) {}

    @RedisEntity(value = "owner", partitions = 1)
    record Owner(@Id String id, @Nullable String note) {}

    @RedisEntity("box")
    record Box(@Id String id) {}

    interface Boxes extends ReactiveRepository<Box, String> {}

    interface Purses extends ReactiveRepository<Purse, String> {}

    interface Payments extends ReactiveRepository<Payment, String> {}

    interface Seats extends ReactiveRepository<Seat, SeatId> {}

    private final RedisEnvironment redis;
    private final String namespace;
    private final CopyOnWriteArrayList<String> sent = new CopyOnWriteArrayList<>();
    private final CopyOnWriteArrayList<String> called = new CopyOnWriteArrayList<>();
    private Cress cress;
    private Purses purses;

    UnitOfWorkIT(RedisEnvironment redis) {
        this.redis = redis;
        this.namespace = redis.newNamespace();
    }

    @BeforeEach
    void connect() {
        EntityOptions entities = EntityOptions.builder()
                .callbacks(Purse.class, noting("purse"))
                .callbacks(Payment.class, noting("payment"))
                .withoutSweeping()
                .build();
        cress = Cress.connect(CressOptions.builder(redis.uri())
                        .namespace(namespace)
                        .commandTimeout(Duration.ofSeconds(10))
                        .executor(RecordingExecutor.into(sent))
                        .entities(entities)
                        .build())
                .block(LIMIT);
        purses = cress.repository(Purses.class);
    }

    private <T> EntityCallbacks<T> noting(String type) {
        return new EntityCallbacks<>() {
            @Override
            public Mono<T> beforeSave(T entity) {
                called.add("before " + type);
                return Mono.just(entity);
            }

            @Override
            public Mono<T> afterSave(T entity) {
                called.add("after " + type);
                return Mono.just(entity);
            }

            @Override
            public Mono<Void> beforeDelete(String id) {
                called.add("before deletion of " + id);
                return Mono.empty();
            }

            @Override
            public Mono<Void> afterDelete(String id) {
                called.add("after deletion of " + id);
                return Mono.empty();
            }
        };
    }

    @AfterEach
    void close() {
        cress.closeLater().block(LIMIT);
    }

    private Purse stored(String id, long coins) {
        return purses.save(new Purse(id, coins, null, 0)).block(LIMIT);
    }

    private List<String> events(String model) {
        try (RawRedis raw = RawRedis.of(redis)) {
            return raw.events(namespace, model).stream()
                    .map(StreamMessage::getBody)
                    .map(body ->
                            body.get("o") + " " + body.get("i") + (body.containsKey("w") ? " " + body.get("w") : ""))
                    .toList();
        }
    }

    private UnitOfWork unit() {
        return cress.unitOfWork();
    }

    @Test
    void doesWritesOfSeveralTypesInOneRoundTrip() {
        Purse ada = stored("ada", 50);
        Purse bob = stored("bob", 10);
        Purse cyd = stored("cyd", 1);
        cress.repository(Payments.class).count().block(LIMIT);
        sent.clear();
        called.clear();

        UnitResult.Done done = unit().patch(
                        purses.patch("ada")
                                .increment(Purse::coins, -20)
                                .onlyIf(Purse::coins)
                                .atLeast(20L),
                        Returning.AFTER)
                .update(new Purse("bob", 30, "rich", bob.version()))
                .insert(new Payment(null, "ada", "rent", null))
                .delete(cyd)
                .options(NONE.writeId("rent-7"))
                .commit()
                .block(LIMIT);

        assertThat(sent).containsExactly("WRITE entity/unit");
        assertThat(done.entity(0, Purse.class))
                .isEqualTo(
                        new Purse("ada", 30, null, done.entity(0, Purse.class).version()));
        assertThat(done.entity(1, Purse.class)).isEqualTo(purses.findById("bob").block(LIMIT));
        Payment payment = done.entity(2, Payment.class);
        assertThat(payment.id()).isNotNull();
        assertThat(payment.at()).isNotNull();
        assertThat(done.writes().get(3)).isInstanceOf(WriteResult.Removed.class);
        assertThat(done.entity(1, Purse.class).version())
                .isGreaterThan(done.entity(0, Purse.class).version())
                .isGreaterThan(ada.version());
        assertThat(purses.findAll().map(Purse::coins).collectList().block(LIMIT))
                .containsExactly(30L, 30L);
        assertThat(called)
                .containsExactly(
                        "before purse",
                        "before payment",
                        "before deletion of cyd",
                        "after purse",
                        "after payment",
                        "after deletion of cyd");
        assertThat(events("purse")).endsWith("U ada rent-7", "U bob rent-7", "D cyd rent-7");
        assertThat(events("payment")).containsExactly("C " + payment.id() + " rent-7");
    }

    @Test
    void writesNothingWhenOneIsRefusedAndSaysWhich() {
        Purse ada = stored("ada", 50);
        Purse bob = purses.save(new Purse("bob", 10, "b", 0)).block(LIMIT);
        UnitOfWork first =
                unit().save(new Purse("ada", 1, "a", ada.version())).insert(new Payment("p", "ada", "x", null));

        assertThat(first.update(new Purse("bob", 9, "b", bob.version() - 1))
                        .result()
                        .block(LIMIT))
                .isEqualTo(new UnitResult.Refused(
                        2, new WriteResult.VersionConflict<>("purse", "bob", bob.version() - 1, bob.version())));
        assertThatThrownBy(() ->
                        first.insert(new Purse("bob", 9, null, 0)).commit().block(LIMIT))
                .isInstanceOfSatisfying(
                        EntityExistsException.class, e -> assertThat(e.id()).isEqualTo("bob"));
        assertThatThrownBy(
                        () -> first.save(new Purse("cyd", 9, "b", 0)).commit().block(LIMIT))
                .isInstanceOfSatisfying(
                        UniqueConflictException.class,
                        e -> assertThat(e.holder()).isEqualTo("bob"));
        assertThatThrownBy(
                        () -> first.save(new Purse("cyd", 9, "a", 0)).commit().block(LIMIT))
                .as("claimed by a write before")
                .isInstanceOfSatisfying(
                        UniqueConflictException.class,
                        e -> assertThat(e.holder()).isEqualTo("ada"));
        assertThatThrownBy(
                        () -> first.deleteById(Purse.class, "nobody").commit().block(LIMIT))
                .isInstanceOf(EntityNotFoundException.class);
        assertThatThrownBy(() -> first.deleteById(Purse.class, "bob", NONE.ifVersion(3))
                        .commit()
                        .block(LIMIT))
                .isInstanceOf(VersionConflictException.class);
        assertThatThrownBy(() -> first.patch(purses.patch("bob")
                                .onlyIf(Purse::coins)
                                .greaterThan(10L)
                                .set(Purse::coins, 1))
                        .commit()
                        .block(LIMIT))
                .isInstanceOf(ConditionNotMetException.class);
        assertThatThrownBy(() -> first.insert(new Payment("q", "ada", "x".repeat(21), null))
                        .commit()
                        .block(LIMIT))
                .isInstanceOf(InvalidEntityException.class);

        assertThat(purses.findAll().collectList().block(LIMIT)).containsExactly(ada, bob);
        assertThat(cress.repository(Payments.class).count().block(LIMIT)).isZero();
        assertThat(events("purse")).containsExactly("C ada", "C bob");
        assertThat(called).doesNotContain("after payment");
        assertThat(first.deleteById(Purse.class, "bob")
                        .save(new Purse("cyd", 9, "b", 0))
                        .commit()
                        .block(LIMIT)
                        .writes())
                .as("given up by a write before")
                .hasSize(4);
    }

    @Test
    void refusesWhatCannotBeAUnitBeforeAnythingIsSent() {
        UnitOfWork unit = unit().insert(new Seat("a", 1, null, 0));
        assertThatThrownBy(() -> unit.insert(new Seat("b", 1, null, 0))
                        .insert(new Seat("c", 1, null, 0))
                        .insert(new Seat("d", 1, null, 0)))
                .as("when it is built")
                .isInstanceOf(InvalidUnitException.class)
                .hasMessageContaining("seat a|1 (partition ")
                .hasMessageContaining("@PartitionBy");
        assertThatThrownBy(() -> unit().insert(new Payment("x", null, "", null))
                        .patch(purses.patch("x").set(Purse::coins, 1))
                        .deleteById(Purse.class, "x"))
                .isInstanceOf(InvalidUnitException.class)
                .hasMessageContaining("several times: purse x;");
        purses.count().block(LIMIT);
        sent.clear();
        assertThatThrownBy(() -> unit().insert(new Purse("x", 1, null, 0))
                        .deleteById(Purse.class, "x")
                        .commit()
                        .block(LIMIT))
                .as("callbacks may give another id")
                .isInstanceOf(InvalidUnitException.class)
                .hasMessageContaining("purse x");
        String large = "x".repeat(5_000_000);
        assertThatThrownBy(() -> unit().save(new Owner("a", large))
                        .save(new Owner("b", large))
                        .commit()
                        .block(LIMIT))
                .isInstanceOf(InvalidUnitException.class)
                .hasMessageContaining("bytes of values");
        assertThat(sent).noneMatch(call -> call.contains("entity/"));
        UnitOfWork full = unit();
        for (int i = 0; i < 100; i++) {
            full = full.save(new Purse("p" + i, i, null, 0));
        }
        UnitOfWork most = full;
        assertThatThrownBy(() -> most.save(new Purse("one more", 1, null, 0))).isInstanceOf(InvalidUnitException.class);
        assertThat(most.commit().block(LIMIT).writes()).hasSize(100);
        assertThat(unit().commit().block(LIMIT).writes()).isEmpty();
    }

    /** The number of partitions is that of the record, which another program may have made. */
    @Test
    void refusesWhatIsInSeveralPartitionsAsSoonAsItKnowsHowManyThereAre() {
        Cress other = Cress.connect(CressOptions.builder(redis.uri())
                        .namespace(namespace)
                        .partitions(16)
                        .build())
                .block(LIMIT);
        other.repository(Boxes.class).count().block(LIMIT);
        other.closeLater().block(LIMIT);
        sent.clear();
        Supplier<UnitOfWork> apart =
                () -> unit().insert(new Box("a")).deleteById(Box.class, "b").insert(new Box("c"));

        Mono<UnitResult.Done> commit = apart.get().commit();
        assertThatThrownBy(() -> commit.block(LIMIT))
                .isInstanceOfSatisfying(
                        InvalidUnitException.class,
                        e -> assertThat(e.entities()).containsExactly("box a", "box b", "box c"));
        assertThat(sent).noneMatch(call -> call.contains("entity/"));
        assertThatThrownBy(apart::get)
                .isInstanceOfSatisfying(
                        InvalidUnitException.class,
                        e -> assertThat(e.entities()).containsExactly("box a", "box b"));
    }

    @Test
    void asksForOptionsWhereTheyBelong() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> unit().save(new Purse("x", 1, null, 0), NONE.writeId("w")));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> unit().patch(purses.patch("x").options(NONE.once())));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> unit().save(new Purse("x", 1, null, 0), NONE.replicas(1, LIMIT)));
        assertThatIllegalArgumentException().isThrownBy(() -> unit().options(NONE.ifVersion(1)));
        assertThatIllegalArgumentException().isThrownBy(() -> unit().deleteById(Purse.class, "x", NONE.ifAbsent()));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> unit().save(new Purse("x", 1, null, 0), NONE.expiry(Expiry.never())));
        Cress other = Cress.connect(redis.uri()).block(LIMIT);
        try {
            assertThatIllegalArgumentException()
                    .isThrownBy(
                            () -> unit().patch(other.repository(Purses.class).patch("x")));
        } finally {
            other.closeLater().block(LIMIT);
        }
    }

    @Test
    void takesEffectOnceHoweverOftenItIsSentWithItsName() {
        stored("ada", 50);
        stored("bob", 10);
        UnitOfWork transfer = unit().patch(purses.patch("ada").increment(Purse::coins, -5))
                .patch(purses.patch("bob").increment(Purse::coins, 5))
                .options(NONE.writeId("once"));

        UnitResult.Done done = transfer.commit().block(LIMIT);
        assertThat(transfer.commit().block(LIMIT)).isEqualTo(done);
        assertThat(purses.findAll().map(Purse::coins).collectList().block(LIMIT))
                .containsExactly(45L, 15L);

        UnitOfWork refused = unit().deleteById(Purse.class, "nobody")
                .save(new Purse("cyd", 1, null, 0))
                .options(NONE.writeId("no"));
        UnitResult refusal = refused.result().block(LIMIT);
        stored("nobody", 1);
        assertThat(refused.result().block(LIMIT)).isEqualTo(refusal).isInstanceOf(UnitResult.Refused.class);
    }
}
