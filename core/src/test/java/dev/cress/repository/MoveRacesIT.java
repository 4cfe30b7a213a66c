package dev.cress.repository;

import static dev.cress.repository.MovingBoxes.LIMIT;
import static dev.cress.repository.MovingBoxes.id;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cress.Cress;
import dev.cress.repository.MovingBoxes.Box;
import dev.cress.repository.MovingBoxes.Boxes;
import dev.cress.repository.StepFaults.Around;
import dev.cress.repository.StepFaults.When;
import dev.cress.testing.RedisEnvironment;
import dev.cress.testing.RedisTest;
import dev.cress.write.WriteOptions;
import dev.cress.write.WriteResult;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;

/** Renames over partitions in which something happens at a step. */
@RedisTest
class MoveRacesIT {

    private final MovingBoxes moving;
    private final Boxes boxes;

    MoveRacesIT(RedisEnvironment redis) {
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
