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
import dev.cress.annotation.RedisEntity;
import dev.cress.annotation.ReferencedBy;
import dev.cress.annotation.Version;
import dev.cress.connection.MovedClock;
import dev.cress.connection.Request;
import dev.cress.entity.EntityOptions;
import dev.cress.error.DanglingReferenceException;
import dev.cress.error.EntityReferencedException;
import dev.cress.reference.Ref;
import dev.cress.testing.RedisEnvironment;
import dev.cress.testing.RedisTest;
import dev.cress.write.WriteOptions;
import dev.cress.write.WriteResult;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Renames while others delete and rename the same entities, lives end, and replies are lost. */
@RedisTest
class RenameRacesIT {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final int REFERRERS = 300;

    @RedisEntity(value = "host", partitions = 1)
    @ReferencedBy(type = Stay.class, property = "host", onDelete = OnDelete.RESTRICT)
    @ReferencedBy(type = Stay.class, property = "cook", onDelete = OnDelete.NULLIFY)
    record Host(@Id String id) {}

    @RedisEntity(value = "stay", partitions = 4)
    @Expires(after = "PT30M")
    record Stay(
            @Id String id,
            @Indexed @Nullable Ref<Host> host,
            @Indexed @Nullable Ref<Host> cook) {}

    @RedisEntity(value = "cabin", partitions = 1)
    @Expires(after = "PT30M")
    @CappedList(name = "log", type = String.class, max = 5)
    record Cabin(@Id String id, long nights, @Version long version) {}

    interface Hosts extends ReactiveRepository<Host, String> {}

    interface Stays extends ReactiveRepository<Stay, String>, Expiring<Stay, String> {}

    interface Cabins extends ReactiveRepository<Cabin, String>, Attachments<Cabin, String> {}

    private final RedisEnvironment redis;
    private final String namespace;
    private final MovedClock clock = new MovedClock();
    private final AtomicReference<Mono<?>> interruption = new AtomicReference<>(Mono.empty());
    private Cress cress;
    private Hosts hosts;
    private Stays stays;

    RenameRacesIT(RedisEnvironment redis) {
        this.redis = redis;
        this.namespace = redis.newNamespace();
    }

    @BeforeEach
    void connect() {
        cress = Cress.connect(CressOptions.builder(redis.uri())
                        .namespace(namespace)
                        .commandTimeout(Duration.ofSeconds(10))
                        .executor(target ->
                                new InterceptedExecutor(clock.executor().apply(target), this::interrupted))
                        .entities(EntityOptions.builder().withoutSweeping().build())
                        .build())
                .block(LIMIT);
        hosts = cress.repository(Hosts.class);
        stays = cress.repository(Stays.class);
    }

    @AfterEach
    void close() {
        cress.closeLater().block(LIMIT);
    }

    /** Does something before the first patch is sent. */
    private Mono<Object> interrupted(Request<?> request, Mono<Object> sent) {
        return request.name().equals("entity/patch")
                ? Mono.defer(() -> interruption.getAndSet(Mono.empty())).then(sent)
                : sent;
    }

    private void beforePatches(Mono<?> what) {
        interruption.set(what);
    }

    private void refer(Ref<Host> host, int number) {
        stays.saveAll(Flux.range(0, number).map(i -> new Stay("s" + i, host, null)))
                .blockLast(LIMIT);
    }

    private long referring(String host) {
        return stays.findAll()
                .filter(stay -> Ref.to(host).equals(stay.host()))
                .count()
                .block(LIMIT);
    }

    /** Whoever deletes it has them follow before. */
    @Test
    void aDeletionOfTheNewIdSeesWhatHasNotFollowedYet() {
        hosts.save(new Host("ada")).block(LIMIT);
        refer(Ref.to("ada"), REFERRERS);
        AtomicReference<Throwable> refusal = new AtomicReference<>();
        beforePatches(hosts.deleteById("eda").doOnError(refusal::set).onErrorComplete());

        hosts.rename("ada", "eda").block(LIMIT);
        assertThat(refusal.get()).isInstanceOf(EntityReferencedException.class);
        assertThat(referring("eda")).isEqualTo(REFERRERS);
    }

    @Test
    void givesNothingToAnotherEntityThatGotTheIdMeanwhile() {
        hosts.save(new Host("ada")).block(LIMIT);
        refer(Ref.to("ada"), REFERRERS);
        beforePatches(hosts.rename("eda", "oda").then(hosts.save(new Host("eda"))));

        hosts.rename("ada", "eda").block(LIMIT);
        assertThat(referring("oda")).isEqualTo(REFERRERS);
    }

    @Test
    void tellsWhenItWasRenamedBackWhileReferrersFollowAndIsFinishedByThatAgain() {
        hosts.save(new Host("ada")).block(LIMIT);
        refer(Ref.to("ada"), REFERRERS);
        beforePatches(hosts.rename("eda", "ada"));

        assertThatThrownBy(() -> hosts.rename("ada", "eda").block(LIMIT))
                .isInstanceOf(DanglingReferenceException.class)
                .hasMessageContaining("repeat the rename");
        assertThat(hosts.rename("eda", "ada", WriteOptions.DEFAULT).block(LIMIT))
                .isInstanceOf(WriteResult.Missing.class);
        assertThat(referring("ada")).isEqualTo(REFERRERS);
    }

    /** To rename or delete what they refer to is no use of them. */
    @Test
    void leavesTheLivesOfReferrersAsTheyAre() {
        hosts.saveAll(IntStream.range(0, 2).mapToObj(i -> new Host("h" + i)).toList())
                .blockLast(LIMIT);
        stays.save(new Stay("s", Ref.to("h0"), Ref.to("h1"))).block(LIMIT);
        clock.move(Duration.ofMinutes(10));

        hosts.rename("h0", "h2").block(LIMIT);
        hosts.deleteById("h1").block(LIMIT);
        assertThat(stays.findById("s").block(LIMIT)).isEqualTo(new Stay("s", Ref.to("h2"), null));
        assertThat(stays.lifespan("s").block(LIMIT).remaining()).contains(Duration.ofMinutes(20));
    }

    /** The life that was over is ended between the attempts of the first. */
    @Test
    void saysAgainWhatItSaidOverAnIdWhoseLifeWasOver() {
        Cabins cabins = cress.repository(Cabins.class);
        cabins.save(new Cabin("b", 0, 0)).block(LIMIT);
        cabins.list("b", "log", String.class).push("old").block(LIMIT);
        clock.move(Duration.ofMinutes(30));
        cabins.save(new Cabin("a", 0, 0)).block(LIMIT);
        cabins.list("a", "log", String.class).push("new").block(LIMIT);
        WriteOptions once = WriteOptions.DEFAULT.writeId("once");

        WriteResult<Cabin> first = cabins.rename("a", "b", once).block(LIMIT);
        assertThat(first).isInstanceOf(WriteResult.Updated.class);
        assertThat(cabins.rename("a", "b", once).block(LIMIT)).isEqualTo(first);
        assertThat(cabins.list("b", "log", String.class)
                        .oldestFirst()
                        .collectList()
                        .block(LIMIT))
                .containsExactly("new");
    }

    /** What is left of the entity itself is removed between the attempts too, and its refusal is no answer that a token keeps. */
    @Test
    void takesEffectOnceForAWriteIdOverALifeThatWasOver() {
        Cabins cabins = cress.repository(Cabins.class);
        List<String> ids = List.of("saved", "patched", "united");
        cabins.saveAll(ids.stream().map(id -> new Cabin(id, 7, 0)).toList()).blockLast(LIMIT);
        clock.move(Duration.ofMinutes(30));
        WriteOptions once = WriteOptions.DEFAULT.writeId("once");

        Mono<WriteResult<Cabin>> insert = cabins.save(new Cabin("saved", 1, 0), once.ifAbsent());
        WriteResult<Cabin> inserted = insert.block(LIMIT);
        assertThat(inserted).isInstanceOf(WriteResult.Created.class);
        assertThat(insert.block(LIMIT)).isEqualTo(inserted);

        Mono<?> increment = cabins.patch("patched")
                .increment(Cabin::nights, 1)
                .orCreate()
                .options(once)
                .apply();
        increment.block(LIMIT);
        increment.block(LIMIT);
        Mono<?> unit = cress.unitOfWork()
                .patch(cabins.patch("united").increment(Cabin::nights, 1).orCreate())
                .options(once)
                .commit();
        unit.block(LIMIT);
        unit.block(LIMIT);
        assertThat(cabins.findAllById(List.of("patched", "united"))
                        .map(Cabin::nights)
                        .collectList()
                        .block(LIMIT))
                .containsExactly(1L, 1L);
    }
}
