package dev.cress.repository;

import static dev.cress.repository.MovingBoxes.LIMIT;
import static dev.cress.repository.MovingBoxes.id;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cress.Cress;
import dev.cress.repository.MovingBoxes.Box;
import dev.cress.repository.MovingBoxes.Boxes;
import dev.cress.repository.StepFaults.Around;
import dev.cress.repository.StepFaults.Recorded;
import dev.cress.repository.StepFaults.When;
import dev.cress.testing.RedisEnvironment;
import dev.cress.testing.RedisTest;
import dev.cress.write.WriteOptions;
import dev.cress.write.WriteResult;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;

/** Renames over partitions in which something happens at a step. */
@RedisTest
class MoveRacesIT {

    private final RedisEnvironment redis;
    private final MovingBoxes moving;
    private final Boxes boxes;

    MoveRacesIT(RedisEnvironment redis) {
        this.redis = redis;
        this.moving = new MovingBoxes(redis);
        this.boxes = moving.boxes();
    }

    @AfterEach
    void close() {
        moving.close();
    }

    private WriteResult<Box> renamed(String id, String other, String step, When when, Runnable call) {
        Cress slow = moving.connect(executor -> new Around(executor, step, when, call));
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
        Box stored = moving.store(id);
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
    void tellsTheVersionOfTheArrivalThoughItsReplyWasLostAndSomebodyHasChangedItSince() {
        String id = "a";
        String other = id("b", id, false);
        moving.store(id);
        WriteResult<Box> result = renamed(
                id,
                other,
                "move/arrive",
                When.BETWEEN,
                () -> boxes.patch(other).increment(Box::weight, 1).apply().block(LIMIT));
        long changed = boxes.findById(other).block(LIMIT).version();
        assertThat(result)
                .isInstanceOfSatisfying(
                        WriteResult.Updated.class,
                        updated -> assertThat(updated.version()).isLessThan(changed));
        try (RawRedis raw = RawRedis.of(redis)) {
            assertThat(raw.events(moving.namespace(), "box"))
                    .anyMatch(event -> event.getBody().get("o").equals("C")
                            && event.getId().startsWith(((WriteResult.Updated<Box>) result).version() + "-"));
        }
    }

    /** What a rename sends last may arrive while another one brings the entity there again. */
    @Test
    void doesNothingWhenItsLastRequestArrivesWhileAnotherRenameKeepsTheEntityThere() {
        String id = "a";
        String other = id("b", id, false);
        Box stored = moving.store(id);
        AtomicReference<Mono<?>> arrival = new AtomicReference<>();
        Cress first = moving.connect(executor -> new Recorded(executor, "move/arrive", arrival));
        first.repository(Boxes.class).rename(id, other).block(LIMIT);
        boxes.rename(other, id).block(LIMIT);

        WriteResult<Box> result = renamed(id, other, "move/depart", When.BEFORE, () -> {
            arrival.get().onErrorComplete().block(LIMIT);
            assertThat(boxes.existsById(other).block(LIMIT)).isFalse();
        });
        first.closeLater().block(LIMIT);
        assertThat(result).isInstanceOf(WriteResult.Updated.class);
        assertThat(boxes.findById(other).block(LIMIT).seal()).isEqualTo(stored.seal());
        moving.requireAll(other);
    }

    @Test
    void leavesAloneWhoHasTheOldIdSince() {
        String id = "a";
        String other = id("b", id, false);
        Box stored = moving.store(id);
        WriteResult<Box> result = renamed(id, other, "move/depart", When.BETWEEN, () -> {
            boxes.finishRenames().block(LIMIT);
            boxes.insert(new Box(id, "another", 1, null, null, List.of(), 0)).block(LIMIT);
        });
        assertThat(result).isInstanceOf(WriteResult.Updated.class);
        assertThat(boxes.findById(other).block(LIMIT).seal()).isEqualTo(stored.seal());
        assertThat(boxes.findById(id).block(LIMIT).owner()).isEqualTo("another");
    }

    /** The one that is refused first has the other one refused as well, whose entity has not left yet. */
    @Test
    void tellsTheSameOfTwoRenamesOfOneNameThatAskForDifferentVersions() {
        String id = "a";
        String other = id("b", id, false);
        moving.store(id);
        WriteOptions named = WriteOptions.DEFAULT.writeId("w-1");
        Cress slow = moving.connect(executor -> new Around(
                executor,
                "move/depart",
                When.BEFORE,
                () -> assertThat(boxes.rename(id, other, named.ifVersion(7)).block(LIMIT))
                        .isInstanceOf(WriteResult.VersionConflict.class)));
        assertThat(slow.repository(Boxes.class).rename(id, other, named).block(LIMIT))
                .isInstanceOf(WriteResult.VersionConflict.class);
        slow.closeLater().block(LIMIT);
        assertThat(boxes.existsById(id).block(LIMIT)).isTrue();
    }

    @Test
    void goesOnWhenNobodyWaitsAnyMore() throws Exception {
        String id = "a";
        String other = id("b", id, false);
        moving.store(id);
        CompletableFuture<Disposable> waiting = new CompletableFuture<>();
        CompletableFuture<Boolean> settled = new CompletableFuture<>();
        Cress left = moving.connect(executor -> new Around(
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
        moving.requireAll(other);
    }
}
