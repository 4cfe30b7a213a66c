package dev.cress.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cress.Cress;
import dev.cress.CressOptions;
import dev.cress.annotation.ByteStream;
import dev.cress.annotation.CappedList;
import dev.cress.annotation.ChangeEvents;
import dev.cress.annotation.CompositeIndex;
import dev.cress.annotation.EventImage;
import dev.cress.annotation.Expires;
import dev.cress.annotation.GeoIndexed;
import dev.cress.annotation.Id;
import dev.cress.annotation.Indexed;
import dev.cress.annotation.RedisEntity;
import dev.cress.annotation.Unique;
import dev.cress.annotation.Version;
import dev.cress.connection.MovedClock;
import dev.cress.connection.RedisExecutor;
import dev.cress.connection.Request;
import dev.cress.connection.Role;
import dev.cress.entity.EntityOptions;
import dev.cress.error.EntityExistsException;
import dev.cress.error.EntityNotFoundException;
import dev.cress.error.OutcomeUnknownException;
import dev.cress.error.RedisDataException;
import dev.cress.error.RedisUnavailableException;
import dev.cress.error.RenameRefusedException;
import dev.cress.error.UniqueConflictException;
import dev.cress.geo.GeoPoint;
import dev.cress.key.Partitioning;
import dev.cress.testing.RedisEnvironment;
import dev.cress.testing.RedisTest;
import dev.cress.write.Expiry;
import dev.cress.write.WriteOptions;
import dev.cress.write.WriteResult;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Entities that get an id of another partition: with everything, and once, whatever fails at whichever step. */
@RedisTest
class PartitionMoveIT {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final int PARTITIONS = 4;

    /** In order, with where the entity is visible when the program ends before the step: under its old id, none, or the new one. */
    private static final Map<String, String> STEPS = Map.of(
            "move/pack", "old", "move/stage", "old", "move/depart", "old", "move/arrive", "none", "move/settle", "new");

    @RedisEntity(value = "box", partitions = PARTITIONS)
    @Expires(after = "PT30M")
    @CompositeIndex({"owner", "weight"})
    @CappedList(name = "stops", type = String.class, max = 3)
    @ByteStream(name = "scan", max = 100)
    @ChangeEvents(images = EventImage.AFTER)
    record Box(
            @Id String id,
            @Indexed @Nullable String owner,
            long weight,

            @Unique(scope = Unique.Scope.PARTITION) @Nullable
            String seal,

            @GeoIndexed @Nullable GeoPoint place,
            @Indexed List<String> tags,
            @Version long version) {

        Box as(String other, long renamed) {
            return new Box(other, owner, weight, seal, place, tags, renamed);
        }
    }

    @RedisEntity(value = "badge", partitions = PARTITIONS)
    record Badge(@Id String id, @Unique String code) {}

    @RedisEntity(value = "parcel", partitions = PARTITIONS)
    record Parcel(
            @Id String id,
            @Unique(scope = Unique.Scope.PARTITION) String code,
            @Indexed String owner) {}

    /** The same, as another program has it. */
    @RedisEntity(value = "parcel", partitions = PARTITIONS)
    record ParcelElsewhere(
            @Id String id,
            @Indexed String owner,
            @Unique(scope = Unique.Scope.PARTITION) String code) {}

    interface Boxes
            extends ReactiveRepository<Box, String>,
                    Attachments<Box, String>,
                    Expiring<Box, String>,
                    Maintenance<Box> {}

    interface Parcels extends ReactiveRepository<Parcel, String> {}

    interface ParcelsElsewhere extends ReactiveRepository<ParcelElsewhere, String> {}

    interface Badges extends ReactiveRepository<Badge, String> {}

    private final RedisEnvironment redis;
    private final String namespace;
    private final MovedClock clock = new MovedClock();
    private Cress cress;
    private Boxes boxes;

    PartitionMoveIT(RedisEnvironment redis) {
        this.redis = redis;
        this.namespace = redis.newNamespace();
    }

    private Cress connect(UnaryOperator<RedisExecutor> executor) {
        return Cress.connect(CressOptions.builder(redis.uri())
                        .namespace(namespace)
                        .commandTimeout(Duration.ofSeconds(10))
                        .executor(executor)
                        .entities(EntityOptions.builder().withoutSweeping().build())
                        .build())
                .block(LIMIT);
    }

    @BeforeEach
    void open() {
        cress = connect(clock.executor());
        boxes = cress.repository(Boxes.class);
    }

    @AfterEach
    void close() {
        cress.closeLater().block(LIMIT);
    }

    private static int partition(String id) {
        return new Partitioning(PARTITIONS).of(id.getBytes(StandardCharsets.UTF_8));
    }

    /** An id of this or another partition than a known one has. */
    private static String id(String prefix, String known, boolean same) {
        return IntStream.iterate(0, i -> i + 1)
                .mapToObj(i -> prefix + "{" + i + "}:\0é")
                .filter(id -> !id.equals(known) && same == (partition(id) == partition(known)))
                .findFirst()
                .orElseThrow();
    }

    private Box store(String id) {
        Box box = boxes.save(new Box(id, "", -7, "seal " + id, new GeoPoint(13.4, 52.5), List.of("x", "y"), 0))
                .block(LIMIT);
        boxes.list(id, "stops", String.class)
                .pushAll(List.of("a", "b", "\0", "d"))
                .block(LIMIT);
        boxes.bytes(id, "scan").append(ByteBuffer.wrap(new byte[] {0, -1, 10})).block(LIMIT);
        return box;
    }

    private void requireAll(String id) {
        assertThat(boxes.list(id, "stops", String.class)
                        .oldestFirst()
                        .collectList()
                        .block(LIMIT))
                .containsExactly("b", "\0", "d");
        assertThat(boxes.bytes(id, "scan").size().block(LIMIT)).isEqualTo(3);
    }

    @Test
    void takesEverythingAlong() {
        String id = "a";
        String other = id("b", id, false);
        Box stored = store(id);
        try (RawRedis raw = RawRedis.of(redis)) {
            raw.commands().hset(boxes.key(id).redisKey().block(LIMIT), "of nobody", "\0kept");
            clock.move(Duration.ofMinutes(10));
            long version = boxes.rename(id, other).block(LIMIT);

            assertThat(version).isGreaterThan(stored.version());
            assertThat(boxes.findById(id).block(LIMIT)).isNull();
            assertThat(boxes.findById(other).block(LIMIT)).isEqualTo(stored.as(other, version));
            assertThat(boxes.lifespan(other).block(LIMIT).remaining()).contains(Duration.ofMinutes(20));
            requireAll(other);
            assertThat(raw.commands().hgetall(boxes.key(other).redisKey().block(LIMIT)))
                    .containsEntry("of nobody", "\0kept")
                    .containsEntry("\0r", id)
                    .doesNotContainKeys("\0m", "\0u");
            assertThat(raw.events(namespace, "box").stream()
                            .map(event ->
                                    event.getBody().get("o") + event.getBody().get("i")))
                    .containsExactlyInAnyOrder("C" + id, "D" + id, "C" + other);
            String again = id("c", other, true);
            assertThatThrownBy(() -> boxes.insert(stored.as(again, 0)).block(LIMIT))
                    .isInstanceOf(UniqueConflictException.class);
            boxes.insert(stored.as(id, 0)).block(LIMIT); // its seal is free where it was
            clock.move(Duration.ofMinutes(20));
            assertThat(boxes.findById(other).block(LIMIT)).isNull();
            assertThat(boxes.sweep().block(LIMIT)).isEqualTo(1);
            assertThat(boxes.deleteById(id).block(LIMIT)).isTrue();
            assertThat(raw.commands().keys(namespace + ":*:box:*"))
                    .allMatch(key -> key.matches(".*:(layout|m|v|[tk]:.*)"));
        }
    }

    @Test
    void refusesWhatIsInItsWay() {
        String id = "a";
        String other = id("b", id, false);
        String neighbour = id("c", other, true);
        Box stored = store(id);
        assertThat(boxes.rename(id, other, WriteOptions.DEFAULT.ifVersion(stored.version() - 1))
                        .block(LIMIT))
                .isInstanceOf(WriteResult.VersionConflict.class);
        assertThat(boxes.rename("nobody", other, WriteOptions.DEFAULT).block(LIMIT))
                .isInstanceOf(WriteResult.Missing.class);
        boxes.insert(stored.as(neighbour, 0)).block(LIMIT);
        assertThat(boxes.rename(id, neighbour, WriteOptions.DEFAULT).block(LIMIT))
                .isInstanceOf(WriteResult.Exists.class);
        assertThat(boxes.rename(id, other, WriteOptions.DEFAULT).block(LIMIT))
                .isInstanceOfSatisfying(
                        WriteResult.UniqueConflict.class,
                        conflict -> assertThat(conflict.holder()).isEqualTo(neighbour));
        requireAll(id);
        for (WriteOptions refused : List.of(
                WriteOptions.DEFAULT.writeId("w"),
                WriteOptions.DEFAULT.once(),
                WriteOptions.DEFAULT.replicas(1, Duration.ofMillis(1)))) {
            assertThatThrownBy(() -> boxes.rename(id, other, refused).block(LIMIT))
                    .isInstanceOf(RenameRefusedException.class)
                    .hasMessageContaining("repeat a rename that was broken off");
        }
        Badges badges = cress.repository(Badges.class);
        assertThatThrownBy(() -> badges.rename(id, other).block(LIMIT))
                .isInstanceOf(RenameRefusedException.class)
                .hasMessageContaining("unique in all partitions");
        clock.move(Duration.ofMinutes(30));
        assertThat(boxes.rename(id, other, WriteOptions.DEFAULT).block(LIMIT)).isInstanceOf(WriteResult.Missing.class);
        store(id);
        WriteOptions longer = WriteOptions.DEFAULT.expiry(Expiry.after(Duration.ofHours(2)));
        assertThat(boxes.rename(id, neighbour, longer).block(LIMIT))
                .as("over a life that is over, with its lists and its unique value")
                .isInstanceOf(WriteResult.Updated.class);
        assertThat(boxes.lifespan(neighbour).block(LIMIT).remaining()).contains(Duration.ofHours(2));
        requireAll(neighbour);
    }

    /** How a rename that was broken off is met. */
    private enum Met {
        REPEATED,
        MAINTENANCE,
        ID_WANTED,
        VALUE_WANTED
    }

    @Test
    void goesOneWayOnlyWhereverItWasBrokenOff() {
        for (String step : STEPS.keySet()) {
            for (boolean sent : List.of(false, true)) {
                for (Met met : Met.values()) {
                    breakOff(step, sent, met);
                }
            }
        }
        try (RawRedis raw = RawRedis.of(redis)) {
            assertThat(boxes.finishRenames().block(LIMIT)).as("noted, and done").isNotNegative();
            assertThat(raw.commands().keys(namespace + ":*:box:w")).isEmpty();
        }
    }

    private void breakOff(String step, boolean sent, Met met) {
        String id = "a" + step + sent + met;
        String other = id("b" + id, id, false);
        Box stored = store(id);
        Cress dying = connect(executor -> new Wreck(clock.executor().apply(executor), step, sent, new AtomicBoolean()));
        try {
            assertThatThrownBy(() ->
                            dying.repository(Boxes.class).rename(id, other).block(LIMIT))
                    .as("%s %s %s", step, sent, met)
                    .isInstanceOf(
                            step.equals("move/depart") || step.equals("move/arrive")
                                    ? OutcomeUnknownException.class
                                    : RedisDataException.class);
        } catch (AssertionError e) {
            assertThat(step).as(e.getMessage()).isEqualTo("move/settle"); // it has arrived, so that is no failure
        } finally {
            dying.closeLater().block(LIMIT);
        }
        String seen = sent && step.equals("move/depart")
                ? "none"
                : sent && step.equals("move/arrive") ? "new" : STEPS.get(step);
        assertThat(List.of(
                        boxes.existsById(id).block(LIMIT),
                        boxes.existsById(other).block(LIMIT)))
                .as("%s %s", step, sent)
                .containsExactly(seen.equals("old"), seen.equals("new"));
        boolean back = seen.equals("old");
        boolean moved = meet(met, stored, other, back);
        String where = moved ? other : id;
        assertThat(boxes.findAllById(List.of(id, other))
                        .filter(box -> stored.seal().equals(box.seal()))
                        .count()
                        .block(LIMIT))
                .as("%s %s %s", step, sent, met)
                .isEqualTo(1);
        assertThat(boxes.findById(where).block(LIMIT).seal()).isEqualTo(stored.seal());
        requireAll(where);
    }

    /** Whether the entity has its new id afterwards. */
    private boolean meet(Met met, Box stored, String other, boolean back) {
        switch (met) {
            case REPEATED -> {
                WriteResult<Box> result =
                        boxes.rename(stored.id(), other, WriteOptions.DEFAULT).block(LIMIT);
                assertThat(result).isInstanceOfAny(WriteResult.Updated.class, WriteResult.Missing.class);
                return true;
            }
            case MAINTENANCE -> boxes.finishRenames().block(LIMIT);
            case ID_WANTED -> {
                Mono<Box> insert = boxes.insert(new Box(other, null, 1, null, null, List.of(), 0));
                if (back) {
                    insert.block(LIMIT);
                } else {
                    assertThatThrownBy(() -> insert.block(LIMIT)).isInstanceOf(EntityExistsException.class);
                }
            }
            case VALUE_WANTED -> {
                String neighbour = id("n" + other, other, true);
                Mono<Box> insert = boxes.insert(stored.as(neighbour, 0));
                if (back) {
                    insert.block(LIMIT);
                } else {
                    assertThatThrownBy(() -> insert.block(LIMIT)).isInstanceOf(UniqueConflictException.class);
                }
            }
        }
        return !back;
    }

    /** A program that ends at a step: before it is sent, or before its reply comes. */
    private record Wreck(RedisExecutor target, String step, boolean sent, AtomicBoolean dead) implements RedisExecutor {

        @Override
        public <R> Mono<R> execute(Role role, Request<R> request) {
            return Mono.defer(() -> {
                Mono<R> nothing = Mono.error(new RedisUnavailableException("the program has ended", null));
                boolean last = request.name().equals(step)
                        && !dead.getAndSet(request.name().equals(step) || dead.get());
                if (last && sent) {
                    return target.execute(role, request).then(nothing);
                }
                return last || dead.get() ? nothing : target.execute(role, request);
            });
        }

        @Override
        public <R> Mono<List<R>> executeAll(Role role, List<Request<R>> requests) {
            return dead.get()
                    ? Mono.error(new RedisUnavailableException("the program has ended", null))
                    : target.executeAll(role, requests);
        }
    }

    @Test
    void isTakenBackByProgramsThatHaveTheIndexesInAnotherOrder() {
        String id = "a";
        String other = id("b", id, false);
        Cress dying = connect(executor -> new Wreck(executor, "move/depart", false, new AtomicBoolean()));
        Parcels parcels = dying.repository(Parcels.class);
        parcels.save(new Parcel(id, "x", "o")).block(LIMIT);
        assertThatThrownBy(() -> parcels.rename(id, other).block(LIMIT)).isInstanceOf(OutcomeUnknownException.class);
        dying.closeLater().block(LIMIT);

        ParcelsElsewhere elsewhere = cress.repository(ParcelsElsewhere.class);
        elsewhere.insert(new ParcelElsewhere(other, "p", "y")).block(LIMIT);
        elsewhere.insert(new ParcelElsewhere(id("c", other, true), "p", "x")).block(LIMIT);
        assertThat(elsewhere.findById(id).block(LIMIT)).isEqualTo(new ParcelElsewhere(id, "o", "x"));
    }

    /** When something happens: before a request is sent, before its reply comes, or before it is sent again, since its reply was lost. */
    private enum When {
        BEFORE,
        AFTER,
        BETWEEN
    }

    /** Has something happen once. */
    private record Around(RedisExecutor target, String step, When when, Runnable call, AtomicBoolean done)
            implements RedisExecutor {

        Around(RedisExecutor target, String step, When when, Runnable call) {
            this(target, step, when, call, new AtomicBoolean());
        }

        @Override
        public <R> Mono<R> execute(Role role, Request<R> request) {
            return Mono.defer(() -> {
                if (!request.name().equals(step) || done.getAndSet(true)) {
                    return target.execute(role, request);
                }
                Mono<Void> called = Mono.<Void>fromRunnable(call).subscribeOn(Schedulers.boundedElastic());
                return switch (when) {
                    case BEFORE -> called.then(target.execute(role, request));
                    case AFTER -> target.execute(role, request).delayUntil(reply -> called);
                    case BETWEEN -> target.execute(role, request).then(called).then(target.execute(role, request));
                };
            });
        }

        @Override
        public <R> Mono<List<R>> executeAll(Role role, List<Request<R>> requests) {
            return target.executeAll(role, requests);
        }
    }

    private WriteResult<Box> renamed(String id, String other, String step, When when, Runnable call) {
        Cress slow = connect(executor -> new Around(executor, step, when, call));
        try {
            return slow.repository(Boxes.class)
                    .rename(id, other, WriteOptions.DEFAULT)
                    .block(LIMIT);
        } finally {
            slow.closeLater().block(LIMIT);
        }
    }

    @Test
    void tellsThatItIsRenamedWhateverHasBecomeOfItSince() {
        String id = "a";
        String other = id("b", id, false);
        Box stored = store(id);
        WriteResult<Box> deletedSince = renamed(id, other, "move/arrive", When.BEFORE, () -> {
            boxes.finishRenames().block(LIMIT);
            boxes.deleteById(other).block(LIMIT);
        });
        assertThat(deletedSince)
                .isInstanceOfSatisfying(
                        WriteResult.Updated.class,
                        updated -> assertThat(updated.version()).isGreaterThan(stored.version()));
    }

    @Test
    void leavesAloneWhoHasTheOldIdSince() {
        String id = "a";
        String other = id("b", id, false);
        Box stored = store(id);
        WriteResult<Box> result = renamed(id, other, "move/depart", When.BETWEEN, () -> {
            boxes.finishRenames().block(LIMIT);
            boxes.insert(new Box(id, "another", 1, null, null, List.of(), 0)).block(LIMIT);
        });
        assertThat(result).isInstanceOf(WriteResult.Updated.class);
        assertThat(boxes.findById(other).block(LIMIT).seal()).isEqualTo(stored.seal());
        assertThat(boxes.findById(id).block(LIMIT).owner()).isEqualTo("another");
    }

    @Test
    void goesOnWhenNobodyWaitsAnyMore() throws Exception {
        String id = "a";
        String other = id("b", id, false);
        store(id);
        CompletableFuture<Disposable> waiting = new CompletableFuture<>();
        CompletableFuture<Boolean> settled = new CompletableFuture<>();
        Cress left = connect(executor -> new Around(
                new Around(executor, "move/settle", When.AFTER, () -> settled.complete(true)),
                "move/depart",
                When.AFTER,
                () -> waiting.join().dispose()));
        try {
            waiting.complete(left.repository(Boxes.class).rename(id, other).subscribe());
            assertThat(settled.get(20, TimeUnit.SECONDS)).isTrue();
        } finally {
            left.closeLater().block(LIMIT);
        }
        assertThat(boxes.existsById(other).block(LIMIT)).isTrue();
        requireAll(other);
    }

    /** What others add while it is renamed is there afterwards. */
    @Test
    void losesNothingThatIsWrittenMeanwhile() {
        String id = "a";
        String other = id("b", id, false);
        boxes.save(new Box(id, "o", 0, null, null, List.of(), 0)).block(LIMIT);
        long done = Flux.range(0, 60)
                .flatMap(
                        i -> i % 3 == 0
                                ? boxes.rename(i % 2 == 0 ? id : other, i % 2 == 0 ? other : id, WriteOptions.DEFAULT)
                                        .thenReturn(0)
                                : boxes.patch(i % 2 == 0 ? id : other)
                                        .increment(Box::weight, 1)
                                        .apply()
                                        .thenReturn(1)
                                        .onErrorReturn(EntityNotFoundException.class, 0),
                        8)
                .reduce(0L, Long::sum)
                .block(LIMIT);
        assertThat(boxes.findAllById(List.of(id, other))
                        .map(Box::weight)
                        .collectList()
                        .block(LIMIT))
                .containsExactly(done);
    }
}
