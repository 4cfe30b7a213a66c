package dev.cress.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cress.Cress;
import dev.cress.CressOptions;
import dev.cress.annotation.CappedList;
import dev.cress.annotation.Expires;
import dev.cress.annotation.Id;
import dev.cress.annotation.Indexed;
import dev.cress.annotation.OnDelete;
import dev.cress.annotation.PartitionBy;
import dev.cress.annotation.RedisEntity;
import dev.cress.annotation.ReferencedBy;
import dev.cress.annotation.Unique;
import dev.cress.annotation.Version;
import dev.cress.connection.MovedClock;
import dev.cress.connection.RedisExecutor;
import dev.cress.entity.EntityOptions;
import dev.cress.error.EntityNotFoundException;
import dev.cress.error.EntityReferencedException;
import dev.cress.error.UniqueConflictException;
import dev.cress.reference.Ref;
import dev.cress.testing.RedisEnvironment;
import dev.cress.testing.RedisTest;
import dev.cress.write.Expiry;
import dev.cress.write.UnitResult;
import dev.cress.write.WriteOptions;
import io.lettuce.core.StreamMessage;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Units of work of types that ask for more than one script: values unique in all partitions, references, lives. */
@RedisTest
class UnitTypesIT {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final WriteOptions NONE = WriteOptions.DEFAULT;

    record SeatId(String hall, int number) {}

    @RedisEntity(value = "seat", partitions = 4, id = SeatId.class)
    record Seat(
            @Id @PartitionBy String hall,
            @Id int number,
            @Unique @Nullable String guest,
            @Version long version) {}

    @RedisEntity(value = "owner", partitions = 1)
    @ReferencedBy(type = Pet.class, property = "owner", onDelete = OnDelete.RESTRICT)
    @ReferencedBy(type = Toy.class, property = "owner", onDelete = OnDelete.CASCADE)
    record Owner(@Id String id) {}

    @RedisEntity(value = "pet", partitions = 1)
    record Pet(@Id String id, @Indexed Ref<Owner> owner) {}

    @RedisEntity(value = "toy", partitions = 4)
    record Toy(@Id String id, @Indexed Ref<Owner> owner) {}

    @RedisEntity(value = "pass", partitions = 1)
    @Expires(after = "PT30M")
    record Pass(@Id String id, @Unique String code, @Version long version) {}

    @RedisEntity(value = "visit", partitions = 1)
    @Expires(after = "PT30M")
    @CappedList(name = "pages", type = String.class, max = 3)
    record Visit(@Id String id, @Unique @Nullable String badge) {}

    interface Seats extends ReactiveRepository<Seat, SeatId> {}

    interface Owners extends ReactiveRepository<Owner, String> {}

    interface Pets extends ReactiveRepository<Pet, String> {}

    interface Toys extends ReactiveRepository<Toy, String> {}

    interface Passes extends ReactiveRepository<Pass, String> {}

    interface Visits extends ReactiveRepository<Visit, String> {}

    private final RedisEnvironment redis;
    private final String namespace;
    private final MovedClock clock = new MovedClock();
    private Cress cress;

    UnitTypesIT(RedisEnvironment redis) {
        this.redis = redis;
        this.namespace = redis.newNamespace();
    }

    @BeforeEach
    void connect() {
        connect(executor -> executor);
    }

    private void connect(UnaryOperator<RedisExecutor> executor) {
        cress = Cress.connect(CressOptions.builder(redis.uri())
                        .namespace(namespace)
                        .commandTimeout(Duration.ofSeconds(10))
                        .executor(executor)
                        .entities(EntityOptions.builder().withoutSweeping().build())
                        .build())
                .block(LIMIT);
    }

    @AfterEach
    void close() {
        cress.closeLater().block(LIMIT);
    }

    private List<String> events(String model) {
        try (RawRedis raw = RawRedis.of(redis)) {
            return raw.events(namespace, model).stream()
                    .map(StreamMessage::getBody)
                    .map(body -> body.get("o") + " " + body.get("i"))
                    .toList();
        }
    }

    private UnitOfWork unit() {
        return cress.unitOfWork();
    }

    @Test
    void claimsValuesThatAreUniqueInAllPartitions() {
        Seats seats = cress.repository(Seats.class);
        unit().insert(new Seat("a", 1, "ada", 0))
                .insert(new Seat("a", 2, "bob", 0))
                .commit()
                .block(LIMIT);

        assertThatThrownBy(() -> unit().insert(new Seat("b", 1, "cyd", 0))
                        .insert(new Seat("b", 2, "bob", 0))
                        .commit()
                        .block(LIMIT))
                .isInstanceOfSatisfying(
                        UniqueConflictException.class,
                        e -> assertThat(e.holder()).isEqualTo("a|2"));
        assertThat(seats.save(new Seat("c", 7, "cyd", 0)).block(LIMIT).guest())
                .as("what a refused unit has reserved is free")
                .isEqualTo("cyd");
        assertThat(seats.count().block(LIMIT)).isEqualTo(3);

        Seat ada = seats.findById(new SeatId("a", 1)).block(LIMIT);
        unit().delete(ada)
                .patch(seats.patch(new SeatId("a", 2)).set(Seat::guest, "dan"))
                .commit()
                .block(LIMIT);
        assertThat(seats.save(new Seat("d", 1, "ada", 0)).block(LIMIT).guest()).isEqualTo("ada");
        assertThat(seats.save(new Seat("d", 2, "bob", 0)).block(LIMIT).guest()).isEqualTo("bob");
    }

    @Test
    void keepsReferencesAsDeletionsDo() {
        Owners owners = cress.repository(Owners.class);
        Pets pets = cress.repository(Pets.class);
        Toys toys = cress.repository(Toys.class);
        owners.save(new Owner("ada")).block(LIMIT);
        toys.saveAll(List.of(new Toy("ball", Ref.to("ada")), new Toy("rope", Ref.to("bob"))))
                .blockLast(LIMIT);
        pets.saveAll(List.of(new Pet("cat", Ref.to("ada")), new Pet("dog", Ref.to("ada"))))
                .blockLast(LIMIT);

        assertThatThrownBy(() -> unit().deleteById(Pet.class, "cat")
                        .deleteById(Owner.class, "ada")
                        .commit()
                        .block(LIMIT))
                .isInstanceOfSatisfying(
                        EntityReferencedException.class,
                        e -> assertThat(e.referrerId()).isEqualTo("dog"));
        assertThat(pets.count().block(LIMIT)).isEqualTo(2);
        assertThat(toys.count().block(LIMIT)).isEqualTo(2);
        unit().deleteById(Owner.class, "ada")
                .deleteById(Pet.class, "cat")
                .deleteById(Pet.class, "dog")
                .commit()
                .block(LIMIT);
        assertThat(owners.count().block(LIMIT)).isZero();
        assertThat(pets.count().block(LIMIT)).isZero();
        assertThat(toys.findAll().map(Toy::id).collectList().block(LIMIT)).containsExactly("rope");
    }

    @Test
    void doesNotMindWhatIsOver() {
        close();
        connect(clock.executor());
        Passes passes = cress.repository(Passes.class);
        passes.saveAll(List.of(new Pass("a", "x", 0), new Pass("b", "y", 0))).blockLast(LIMIT);
        clock.move(Duration.ofHours(1));

        assertThatThrownBy(() -> unit().deleteById(Pass.class, "b")
                        .insert(new Pass("d", "z", 0))
                        .commit()
                        .block(LIMIT))
                .isInstanceOf(EntityNotFoundException.class);
        UnitResult.Done done = unit().save(
                        new Pass("a", "z", 0), NONE.ifAbsent().expiry(Expiry.never()))
                .insert(new Pass("c", "y", 0))
                .commit()
                .block(LIMIT);
        clock.move(Duration.ofHours(1));

        assertThat(done.writes()).hasSize(2);
        assertThat(passes.findAll().map(Pass::id).collectList().block(LIMIT)).containsExactly("a");
        assertThat(events("pass")).containsExactly("C a", "C b", "X b", "X a", "C a", "C c");
    }

    @Test
    void doesNotMindHowManyAreOver() {
        close();
        connect(clock.executor());
        Visits visits = cress.repository(Visits.class);
        List<Visit> all = IntStream.range(0, 20)
                .mapToObj(i -> new Visit("v" + i, "badge " + i))
                .toList();
        visits.saveAll(all).blockLast(LIMIT);
        clock.move(Duration.ofHours(1));
        UnitOfWork again = unit();
        for (Visit visit : all) {
            again = again.save(visit);
        }

        assertThat(again.commit().block(LIMIT).writes()).hasSize(20);
        assertThat(visits.count().block(LIMIT)).isEqualTo(20);
    }

    @Test
    void doesNotLookForLivesThatAreOverWhereTheUnitItselfHasTheValue() {
        CopyOnWriteArrayList<String> sent = new CopyOnWriteArrayList<>();
        close();
        connect(RecordingExecutor.into(sent));
        cress.repository(Visits.class).count().block(LIMIT);
        sent.clear();

        assertThatThrownBy(() -> unit().insert(new Visit("a", "same"))
                        .insert(new Visit("b", "same"))
                        .commit()
                        .block(LIMIT))
                .isInstanceOfSatisfying(
                        UniqueConflictException.class,
                        e -> assertThat(e.holder()).isEqualTo("a"));
        assertThat(sent).containsExactly("WRITE entity/unit");
    }
}
