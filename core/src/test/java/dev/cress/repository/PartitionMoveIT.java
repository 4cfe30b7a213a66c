package dev.cress.repository;

import static dev.cress.repository.MovingBoxes.LIMIT;
import static dev.cress.repository.MovingBoxes.id;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cress.error.EntityNotFoundException;
import dev.cress.error.UniqueConflictException;
import dev.cress.repository.MovingBoxes.Box;
import dev.cress.repository.MovingBoxes.Boxes;
import dev.cress.testing.RedisEnvironment;
import dev.cress.testing.RedisTest;
import dev.cress.write.Expiry;
import dev.cress.write.WriteOptions;
import dev.cress.write.WriteResult;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;

/** Entities that get an id of another partition: with everything, and once. */
@RedisTest
class PartitionMoveIT {

    private final RedisEnvironment redis;

    private final MovingBoxes moving;
    private final Boxes boxes;

    PartitionMoveIT(RedisEnvironment redis) {
        this.moving = new MovingBoxes(redis);
        this.boxes = moving.boxes();
        this.redis = redis;
    }

    @AfterEach
    void close() {
        moving.close();
    }

    @Test
    void takesEverythingAlong() {
        String id = "a";
        String other = id("b", id, false);
        Box stored = moving.store(id);
        try (RawRedis raw = RawRedis.of(redis)) {
            raw.commands().hset(boxes.key(id).redisKey().block(LIMIT), "of nobody", "\0kept");
            moving.clock().move(Duration.ofMinutes(10));
            long version = boxes.rename(id, other).block(LIMIT);

            assertThat(version).isGreaterThan(stored.version());
            assertThat(boxes.findById(id).block(LIMIT)).isNull();
            assertThat(boxes.findById(other).block(LIMIT)).isEqualTo(stored.as(other, version));
            assertThat(boxes.lifespan(other).block(LIMIT).remaining()).contains(Duration.ofMinutes(20));
            moving.requireAll(other);
            assertThat(raw.commands().hgetall(boxes.key(other).redisKey().block(LIMIT)))
                    .containsEntry("of nobody", "\0kept")
                    .containsEntry("\0r", id)
                    .doesNotContainKeys("\0m", "\0u", "\0w", "\0c");
            assertThat(raw.events(moving.namespace(), "box").stream()
                            .map(event ->
                                    event.getBody().get("o") + event.getBody().get("i")))
                    .containsExactlyInAnyOrder("C" + id, "D" + id, "C" + other);
            String again = id("c", other, true);
            assertThatThrownBy(() -> boxes.insert(stored.as(again, 0)).block(LIMIT))
                    .isInstanceOf(UniqueConflictException.class);
            boxes.insert(stored.as(id, 0)).block(LIMIT); // its seal is free where it was
            moving.clock().move(Duration.ofMinutes(20));
            assertThat(boxes.findById(other).block(LIMIT)).isNull();
            assertThat(boxes.sweep().block(LIMIT)).isEqualTo(1);
            assertThat(boxes.deleteById(id).block(LIMIT)).isTrue();
            assertThat(raw.commands().keys(moving.namespace() + ":*:box:*"))
                    .allMatch(key -> key.matches(".*:(layout|m|v|[tk]:.*)"));
        }
    }

    @Test
    void refusesWhatIsInItsWay() {
        String id = "a";
        String other = id("b", id, false);
        String neighbour = id("c", other, true);
        Box stored = moving.store(id);
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
        moving.requireAll(id);
        moving.clock().move(Duration.ofMinutes(30));
        assertThat(boxes.rename(id, other, WriteOptions.DEFAULT).block(LIMIT)).isInstanceOf(WriteResult.Missing.class);
        moving.store(id);
        WriteOptions longer = WriteOptions.DEFAULT.expiry(Expiry.after(Duration.ofHours(2)));
        assertThat(boxes.rename(id, neighbour, longer).block(LIMIT))
                .as("over a life that is over, with its lists and its unique value")
                .isInstanceOf(WriteResult.Updated.class);
        assertThat(boxes.lifespan(neighbour).block(LIMIT).remaining()).contains(Duration.ofHours(2));
        moving.requireAll(neighbour);
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
