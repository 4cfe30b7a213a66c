package dev.cress.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cress.Cress;
import dev.cress.CressOptions;
import dev.cress.annotation.CreatedDate;
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
import dev.cress.error.EntityExistsException;
import dev.cress.error.EntityNotFoundException;
import dev.cress.error.RedisUnavailableException;
import dev.cress.error.VersionConflictException;
import dev.cress.reference.Ref;
import dev.cress.testing.RedisEnvironment;
import dev.cress.testing.RedisTest;
import dev.cress.write.Expiry;
import dev.cress.write.WriteOptions;
import dev.cress.write.WriteResult;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/** Entities that get another id, what refers to them, and what a changed id means to a save. */
@RedisTest
class RenameIT {

    private static final Duration LIMIT = Duration.ofSeconds(60);

    @RedisEntity(value = "town", partitions = 1)
    @Expires(after = "PT30M")
    record Town(
            @Id String id,
            @Indexed String name,
            @Unique String code,
            @Version long version) {}

    @RedisEntity(value = "writer", partitions = 1)
    @ReferencedBy(type = Work.class, property = "writer", onDelete = OnDelete.RESTRICT)
    @ReferencedBy(type = Work.class, property = "editors", onDelete = OnDelete.NULLIFY)
    @ReferencedBy(type = Work.class, property = "readers", onDelete = OnDelete.NULLIFY)
    @ReferencedBy(type = Writer.class, property = "mentor", onDelete = OnDelete.NULLIFY)
    record Writer(
            @Id String id,
            @Indexed @Nullable Ref<Writer> mentor,
            @CreatedDate @Nullable Instant created,
            @Version long version) {}

    @RedisEntity(value = "work", partitions = 4)
    record Work(
            @Id String id,
            @Indexed @Nullable Ref<Writer> writer,
            @Indexed List<Ref<Writer>> editors,
            @Indexed Set<Ref<Writer>> readers) {}

    @RedisEntity(value = "judge", partitions = 1)
    @ReferencedBy(type = Panel.class, property = "judges", onDelete = OnDelete.RESTRICT)
    record Judge(@Id String id) {}

    @RedisEntity(value = "panel", partitions = 4)
    record Panel(@Id String id, @Indexed Ref<Judge>[] judges) {}

    record SeatId(String hall, int number) {}

    @RedisEntity(value = "chair", partitions = 4, id = SeatId.class)
    record Chair(
            @Id @PartitionBy String hall,
            @Id @Indexed int number,
            @Indexed String colour) {}

    interface Towns extends ReactiveRepository<Town, String>, Expiring<Town, String> {}

    interface Writers extends ReactiveRepository<Writer, String> {}

    interface Works extends ReactiveRepository<Work, String> {}

    interface Judges extends ReactiveRepository<Judge, String> {}

    interface Panels extends ReactiveRepository<Panel, String> {}

    interface Chairs extends ReactiveRepository<Chair, SeatId> {}

    private final RedisEnvironment redis;
    private final String namespace;
    private final MovedClock clock = new MovedClock();
    private Cress cress;

    RenameIT(RedisEnvironment redis) {
        this.redis = redis;
        this.namespace = redis.newNamespace();
    }

    @BeforeEach
    void connect() {
        cress = Cress.connect(CressOptions.builder(redis.uri())
                        .namespace(namespace)
                        .commandTimeout(Duration.ofSeconds(10))
                        .executor(clock.executor())
                        .entities(EntityOptions.builder().withoutSweeping().build())
                        .build())
                .block(LIMIT);
    }

    @AfterEach
    void close() {
        cress.closeLater().block(LIMIT);
    }

    @Test
    void keepsWhatIsStoredWithItsLife() {
        Towns towns = cress.repository(Towns.class);
        Town old = towns.save(new Town("a", "Ulm", "U", 0)).block(LIMIT);
        clock.move(Duration.ofMinutes(10));

        long version = towns.rename("a", "b").block(LIMIT);
        assertThat(version).isGreaterThan(old.version());
        assertThat(towns.findById("a").block(LIMIT)).isNull();
        assertThat(towns.findById("b").block(LIMIT)).isEqualTo(new Town("b", "Ulm", "U", version));
        assertThat(towns.lifespan("b").block(LIMIT).remaining()).contains(Duration.ofMinutes(20));
        assertThatThrownBy(() -> towns.insert(new Town("c", "Bonn", "U", 0)).block(LIMIT))
                .hasMessageContaining("b");
        clock.move(Duration.ofMinutes(20));
        assertThat(towns.findById("b").block(LIMIT)).isNull();

        towns.save(new Town("c", "Bonn", "B", 0)).block(LIMIT);
        assertThat(towns.rename("c", "b").block(LIMIT))
                .as("over an id whose life is over")
                .isPositive();
        assertThat(towns.rename("c", "d", WriteOptions.DEFAULT).block(LIMIT)).isInstanceOf(WriteResult.Missing.class);
        towns.rename("b", "d", WriteOptions.DEFAULT.expiry(Expiry.after(Duration.ofMinutes(1))))
                .block(LIMIT);
        assertThat(towns.lifespan("d").block(LIMIT).remaining()).contains(Duration.ofMinutes(1));
        towns.rename("d", "e", WriteOptions.DEFAULT.expiry(Expiry.never())).block(LIMIT);
        assertThat(towns.lifespan("e").block(LIMIT).remaining()).isEmpty();

        towns.save(new Town("f", "Jena", "J", 0)).block(LIMIT);
        towns.rename("f", "g").block(LIMIT);
        assertThat(towns.sweep().block(LIMIT)).as("what lives").isZero();
        clock.move(Duration.ofHours(1));
        assertThat(towns.sweep().block(LIMIT)).as("what was renamed").isEqualTo(1);
        assertThat(towns.findAll().map(Town::id).collectList().block(LIMIT)).containsExactly("e");
    }

    @Test
    void isFollowedByWhatRefersToIt() {
        Writers writers = cress.repository(Writers.class);
        Works works = cress.repository(Works.class);
        Ref<Writer> ada = Ref.to("ada");
        Ref<Writer> eda = Ref.to("eda");
        Ref<Writer> bob = Ref.to("bob");
        Writer stored = writers.save(new Writer("ada", ada, null, 0)).block(LIMIT);
        works.saveAll(List.of(
                        new Work("1", ada, List.of(bob, ada, bob, ada), Set.of(ada)),
                        new Work("2", bob, List.of(), Set.of(bob, ada)),
                        new Work("3", null, List.of(bob), Set.of())))
                .blockLast(LIMIT);

        long version = writers.rename("ada", "eda").block(LIMIT);
        Writer renamed = writers.findById("eda").block(LIMIT);
        assertThat(renamed.created()).isEqualTo(stored.created());
        assertThat(renamed.mentor()).isEqualTo(eda);
        assertThat(renamed.version()).isGreaterThan(version);
        assertThat(works.findAll().collectList().block(LIMIT))
                .containsExactly(
                        new Work("1", eda, List.of(bob, eda, bob, eda), Set.of(eda)),
                        new Work("2", bob, List.of(), Set.of(bob, eda)),
                        new Work("3", null, List.of(bob), Set.of()));

        works.save(new Work("4", ada, List.of(), Set.of())).block(LIMIT);
        assertThat(writers.rename("ada", "eda", WriteOptions.DEFAULT).block(LIMIT))
                .as("again, as if the first had been broken off")
                .isInstanceOf(WriteResult.Missing.class);
        assertThat(works.findById("4").block(LIMIT).writer()).isEqualTo(eda);
        works.save(new Work("4", ada, List.of(), Set.of())).block(LIMIT);
        writers.rename("ada", "nobody", WriteOptions.DEFAULT).block(LIMIT);
        assertThat(works.findById("4").block(LIMIT).writer())
                .as("nobody to refer to")
                .isEqualTo(ada);
        writers.save(new Writer("stranger", null, null, 0)).block(LIMIT);
        assertThat(writers.rename("ada", "stranger", WriteOptions.DEFAULT).block(LIMIT))
                .isInstanceOf(WriteResult.Missing.class);
        assertThat(works.findById("4").block(LIMIT).writer())
                .as("another entity is given nothing")
                .isEqualTo(ada);
    }

    /** More than a page of them, each with an array; the first attempt fails within the second page. */
    @Test
    @SuppressWarnings({"unchecked", "rawtypes"}) // arrays of references
    void isFinishedAfterItWasBrokenOffAmongItsReferrers() {
        Judges judges = cress.repository(Judges.class);
        Panels panels = cress.repository(Panels.class);
        Ref<Judge> ada = Ref.to("ada");
        Ref<Judge> bob = Ref.to("bob");
        judges.save(new Judge("ada")).block(LIMIT);
        panels.saveAll(IntStream.range(0, 300)
                        .mapToObj(i -> new Panel("p" + i, new Ref[] {bob, ada, ada}))
                        .toList())
                .blockLast(LIMIT);
        AtomicInteger patches = new AtomicInteger();
        Cress failing = Cress.connect(CressOptions.builder(redis.uri())
                        .namespace(namespace)
                        .executor(executor -> dying(executor, "entity/patch", patches, 170))
                        .build())
                .block(LIMIT);
        try {
            assertThatThrownBy(() -> failing.repository(Judges.class)
                            .rename("ada", "eda")
                            .block(LIMIT))
                    .isInstanceOf(RedisUnavailableException.class);
        } finally {
            failing.closeLater().block(LIMIT);
        }
        List<Ref<Judge>> expected = List.of(bob, Ref.to("eda"), Ref.to("eda"));
        assertThat(panels.findAll()
                        .filter(panel -> List.of(panel.judges()).equals(expected))
                        .count()
                        .block(LIMIT))
                .as("those that follow already")
                .isBetween(100L, 200L);

        assertThat(judges.rename("ada", "eda", WriteOptions.DEFAULT).block(LIMIT))
                .isInstanceOf(WriteResult.Missing.class);
        assertThat(panels.findAll().collectList().block(LIMIT))
                .hasSize(300)
                .allSatisfy(panel -> assertThat(List.of(panel.judges())).isEqualTo(expected));
    }

    /** Lets a number of calls of a script pass, and is dead to all others. */
    private static RedisExecutor dying(RedisExecutor target, String script, AtomicInteger calls, int most) {
        return new InterceptedExecutor(
                target,
                (request, sent) -> Mono.defer(() -> request.name().equals(script) && calls.incrementAndGet() > most
                        ? Mono.error(new RedisUnavailableException("the program is dead", null))
                        : sent));
    }

    /** Parts of ids that are asked for by themselves are stored as properties too. */
    @Test
    void storesWhatTheNewIdSays() {
        Chairs chairs = cress.repository(Chairs.class);
        Chair chair = chairs.save(new Chair("a", 1, "red")).block(LIMIT);
        for (String hall : List.of("a", "b", "c", "d", "e", "f")) { // of one partition and of others
            Chair renamed = new Chair(hall, chair.number() + 9, "red");
            chairs.rename(new SeatId(chair.hall(), chair.number()), new SeatId(hall, renamed.number()))
                    .block(LIMIT);
            assertThat(chairs.findAll().collectList().block(LIMIT)).containsExactly(renamed);
            assertThat(chairs.save(renamed, WriteOptions.DEFAULT).block(LIMIT))
                    .isInstanceOf(WriteResult.Unchanged.class);
            chair = renamed;
        }
        chairs.delete(chair).block(LIMIT);
        try (RawRedis raw = RawRedis.of(redis)) {
            assertThat(raw.commands().keys(namespace + ":*:chair:*"))
                    .allMatch(key -> key.matches(".*:(layout|m|v|[tk]:.*)"));
        }
    }

    @Test
    void refusesWhatItCannotDo() {
        Writers writers = cress.repository(Writers.class);
        writers.saveAll(List.of(new Writer("p", null, null, 0), new Writer("q", null, null, 0)))
                .blockLast(LIMIT);
        assertThatThrownBy(() -> writers.rename("p", "q").block(LIMIT)).isInstanceOf(EntityExistsException.class);
        assertThatThrownBy(() -> writers.rename("n", "m").block(LIMIT)).isInstanceOf(EntityNotFoundException.class);
        assertThat(writers.rename("p", "r", WriteOptions.DEFAULT.ifVersion(3)).block(LIMIT))
                .isInstanceOf(WriteResult.VersionConflict.class);
        assertThatIllegalArgumentException().isThrownBy(() -> writers.rename("p", "p"));
        assertThatThrownBy(() -> writers.rename("p", "q", null)).hasMessage("options");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> writers.rename("p", "r", WriteOptions.DEFAULT.ifAbsent()))
                .withMessageContaining("leave ifAbsent and ifPresent out");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> writers.rename("p", "r", WriteOptions.DEFAULT.expiry(Expiry.never())))
                .withMessageContaining("does not expire");
        WriteOptions once = WriteOptions.DEFAULT.writeId("once");
        WriteResult<Writer> first = writers.rename("p", "r", once).block(LIMIT);
        assertThat(writers.rename("p", "r", once).block(LIMIT)).isEqualTo(first);
    }

    @Test
    void tellsASaveOfAnEntityWhoseIdWasChanged() {
        Writers writers = cress.repository(Writers.class);
        Writer stored = writers.save(new Writer("ada", null, null, 0)).block(LIMIT);

        assertThatThrownBy(() -> writers.save(new Writer("eda", null, stored.created(), stored.version()))
                        .block(LIMIT))
                .isInstanceOf(VersionConflictException.class)
                .hasMessageContaining("its id was changed");
        assertThat(writers.findAll().collectList().block(LIMIT)).containsExactly(stored);
    }
}
