package dev.cress.repository;

import static dev.cress.repository.MovingBoxes.LIMIT;
import static dev.cress.repository.MovingBoxes.PARTITIONS;
import static dev.cress.repository.MovingBoxes.id;
import static dev.cress.repository.MovingBoxes.partition;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cress.Cress;
import dev.cress.entity.EntityOptions;
import dev.cress.error.RedisDataException;
import dev.cress.error.StoredDataException;
import dev.cress.key.KeyLayout;
import dev.cress.key.Partitioning;
import dev.cress.repository.MovingBoxes.Boxes;
import dev.cress.repository.StepFaults.Wreck;
import dev.cress.testing.RedisEnvironment;
import dev.cress.testing.RedisTest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** All renames over partitions of a model that were broken off are brought to an end. */
@RedisTest
class FinishedMovesIT {

    private final RedisEnvironment redis;
    private final MovingBoxes moving;
    private final Boxes boxes;

    FinishedMovesIT(RedisEnvironment redis) {
        this.redis = redis;
        this.moving = new MovingBoxes(redis);
        this.boxes = moving.boxes();
    }

    @AfterEach
    void close() {
        moving.close();
    }

    private void breakOff(String id, String other, String step) {
        moving.store(id);
        Cress dying = moving.connect(executor -> {
            Wreck wreck = new Wreck(executor);
            wreck.endAt(step, false);
            return wreck;
        });
        dying.repository(Boxes.class)
                .rename(id, other)
                .onErrorComplete(RedisDataException.class)
                .block(LIMIT);
        dying.closeLater().block(LIMIT);
    }

    /** In each partition some cannot be finished, which is no reason to leave the others. */
    @Test
    void isFinishedByWhoOpensTheStore() {
        Map<String, String> ids = Stream.of("move/depart", "move/arrive", "move/settle")
                .collect(Collectors.toMap(step -> step, step -> id("b" + step, "a" + step, false)));
        ids.forEach((step, other) -> breakOff("a" + step, other, step));
        try (RawRedis raw = RawRedis.of(redis)) {
            List<String> ways = raw.commands().keys(moving.namespace() + ":*:box:w");
            ways.forEach(key -> raw.commands().hset(key, "<strange", "no mark"));
            ways.forEach(key -> raw.commands().hset(key, ">strange", "no id"));
            ways.forEach(key -> raw.commands().hset(key.replaceFirst("w$", "e:strange"), "\0m", "no mark"));

            Cress opening =
                    moving.connect(executor -> executor, EntityOptions.builder().build());
            opening.repository(Boxes.class).count().block(LIMIT);
            Mono.fromCallable(() -> ways.stream().allMatch(key -> raw.commands().hlen(key) == 2))
                    .subscribeOn(Schedulers.boundedElastic())
                    .filter(finished -> finished)
                    .repeatWhenEmpty(again -> again.delayElements(Duration.ofMillis(10)))
                    .block(LIMIT);
            opening.closeLater().block(LIMIT);
            assertThatThrownBy(() -> boxes.finishRenames().block(LIMIT)).isInstanceOf(StoredDataException.class);
        }
        ids.forEach((step, other) -> moving.requireAll(step.equals("move/depart") ? "a" + step : other));
    }

    @Test
    void aPartitionThatCannotBeReadIsToldAfterTheOthers() {
        String other = id("b", "a", false);
        breakOff("a", other, "move/arrive");
        try (RawRedis raw = RawRedis.of(redis)) {
            int damaged = IntStream.range(0, PARTITIONS)
                    .filter(i -> i != partition("a") && i != partition(other))
                    .findFirst()
                    .orElseThrow();
            byte[] ways = new KeyLayout(moving.namespace(), "box", new Partitioning(PARTITIONS), List.of())
                    .partition(damaged)
                    .ways();
            raw.commands().set(new String(ways, StandardCharsets.UTF_8), "damaged");
            assertThatThrownBy(() -> boxes.finishRenames().block(LIMIT)).isInstanceOf(StoredDataException.class);
        }
        moving.requireAll(other);
    }

    @Test
    void countsARenameOnceThatIsNotedInBothPartitions() {
        String other = id("b", "a", false);
        breakOff("a", other, "move/arrive");
        breakOff(id("c", other, true), id("d", "a", true), "move/arrive");
        assertThat(boxes.finishRenames().block(LIMIT)).isEqualTo(2);
    }
}
