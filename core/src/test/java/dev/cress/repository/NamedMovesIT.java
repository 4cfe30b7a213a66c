package dev.cress.repository;

import static dev.cress.repository.MovingBoxes.LIMIT;
import static dev.cress.repository.MovingBoxes.id;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cress.Cress;
import dev.cress.connection.RedisExecutor;
import dev.cress.connection.Request;
import dev.cress.connection.Role;
import dev.cress.error.OutcomeUnknownException;
import dev.cress.error.RedisDataException;
import dev.cress.error.RedisTimeoutException;
import dev.cress.error.RedisUnavailableException;
import dev.cress.repository.MovingBoxes.Box;
import dev.cress.repository.MovingBoxes.Boxes;
import dev.cress.repository.StepFaults.Wreck;
import dev.cress.testing.RedisEnvironment;
import dev.cress.testing.RedisTest;
import dev.cress.write.WriteOptions;
import dev.cress.write.WriteResult;
import io.lettuce.core.StreamMessage;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Renames over partitions that have a write id, or are to be done once: one takes effect, and the others tell its outcome. */
@RedisTest
class NamedMovesIT {

    private static final WriteOptions NAMED = WriteOptions.DEFAULT.writeId("w-1");

    private final RedisEnvironment redis;
    private final MovingBoxes moving;
    private final Boxes boxes;

    NamedMovesIT(RedisEnvironment redis) {
        this.redis = redis;
        this.moving = new MovingBoxes(redis);
        this.boxes = moving.boxes();
    }

    @AfterEach
    void close() {
        moving.close();
    }

    private WriteResult<Box> rename(String id, String other, WriteOptions options) {
        return boxes.rename(id, other, options).block(LIMIT);
    }

    private static long version(WriteResult<Box> result) {
        return ((WriteResult.Updated<Box>) result).version();
    }

    @Test
    void takesEffectOnceAndTellsItsOutcomeAgain() {
        String id = "a";
        String other = id("b", id, false);
        moving.store(id);
        long version = version(rename(id, other, NAMED));
        boxes.patch(other).increment(Box::weight, 1).apply().block(LIMIT);
        assertThat(version(rename(id, other, NAMED))).isEqualTo(version);
        boxes.rename(other, id).block(LIMIT);
        assertThat(version(rename(id, other, NAMED))).isEqualTo(version);
        assertThat(boxes.existsById(id).block(LIMIT)).isTrue();
        try (RawRedis raw = RawRedis.of(redis)) {
            assertThat(raw.events(moving.namespace(), "box").stream()
                            .map(StreamMessage::getBody)
                            .filter(event -> "w-1".equals(event.get("w")))
                            .map(event -> event.get("o") + event.get("i")))
                    .containsExactlyInAnyOrder("D" + id, "C" + other);
        }
    }

    @Test
    void tellsARefusalAgainWhateverIsStoredSince() {
        String id = "a";
        String other = id("b", id, false);
        String neighbour = id("c", other, true);
        assertThat(rename(id, other, NAMED)).isInstanceOf(WriteResult.Missing.class);
        Box stored = moving.store(id);
        assertThat(rename(id, other, NAMED)).isInstanceOf(WriteResult.Missing.class);
        WriteOptions old = WriteOptions.DEFAULT.writeId("w-2").ifVersion(7);
        assertThat(rename(id, other, old)).isInstanceOf(WriteResult.VersionConflict.class);
        assertThat(((WriteResult.VersionConflict<Box>) rename(id, other, old)).actual())
                .isEqualTo(stored.version());
        boxes.insert(stored.as(neighbour, 0)).block(LIMIT);
        WriteOptions taken = WriteOptions.DEFAULT.writeId("w-3");
        assertThat(rename(id, other, taken)).isInstanceOf(WriteResult.UniqueConflict.class);
        assertThat(rename(id, neighbour, taken)).isInstanceOf(WriteResult.Exists.class);
        boxes.deleteById(neighbour).block(LIMIT);
        assertThat(((WriteResult.UniqueConflict<Box>) rename(id, other, taken)).holder())
                .isEqualTo(neighbour);
        assertThat(rename(id, neighbour, taken)).isInstanceOf(WriteResult.Exists.class);
        assertThat(rename(id, other, WriteOptions.DEFAULT)).isInstanceOf(WriteResult.Updated.class);
    }

    @Test
    void tellsWhatSomebodyElseHasFinishedForIt() {
        for (String step : List.of("move/depart", "move/arrive", "move/settle")) {
            String id = "a" + step;
            String other = id("b" + id, id, false);
            moving.store(id);
            WriteOptions named = WriteOptions.DEFAULT.writeId(step.replace('/', '.'));
            Cress dying = moving.connect(executor -> {
                Wreck wreck = new Wreck(executor);
                wreck.endAt(step, true);
                return wreck;
            });
            dying.repository(Boxes.class)
                    .rename(id, other, named)
                    .onErrorComplete(RedisDataException.class)
                    .block(LIMIT);
            dying.closeLater().block(LIMIT);
            boxes.finishRenames().block(LIMIT);
            long arrived = boxes.findById(other).block(LIMIT).version();
            boxes.patch(other).increment(Box::weight, 1).apply().block(LIMIT);
            assertThat(version(rename(id, other, named))).as(step).isEqualTo(arrived);
        }
    }

    /** Nothing is kept of its own name then. */
    @Test
    void tellsTheSameAgainAfterItHasFinishedARenameThatHadNoName() {
        String id = "a";
        String other = id("b", id, false);
        moving.store(id);
        Cress dying = moving.connect(executor -> {
            Wreck wreck = new Wreck(executor);
            wreck.endAt("move/arrive", false);
            return wreck;
        });
        dying.repository(Boxes.class)
                .rename(id, other)
                .onErrorComplete(RedisDataException.class)
                .block(LIMIT);
        dying.closeLater().block(LIMIT);
        long version = version(rename(id, other, NAMED));
        assertThat(version(rename(id, other, NAMED))).isEqualTo(version);
    }

    @Test
    void tellsAllWhoRaceTheSame() {
        String id = "a";
        String other = id("b", id, false);
        Box stored = moving.store(id);
        List<Long> told = Flux.range(0, 8)
                .flatMap(i -> boxes.rename(id, other, NAMED))
                .map(NamedMovesIT::version)
                .distinct()
                .collectList()
                .block(LIMIT);
        assertThat(told).hasSize(1);
        assertThat(boxes.findById(other).block(LIMIT)).isEqualTo(stored.as(other, told.get(0)));
        moving.requireAll(other);
    }

    @Test
    void aLostReplyIsNoReasonToGiveUpForWhoWantsItOnce() {
        for (String step : List.of("move/pack", "move/stage")) {
            String id = "a" + step;
            String other = id("b" + id, id, false);
            moving.store(id);
            Cress lossy = moving.connect(executor -> new Lossy(executor, step, new AtomicInteger()));
            Boxes by = lossy.repository(Boxes.class);
            assertThatThrownBy(() -> by.rename(id, other).block(LIMIT)).isInstanceOf(RedisTimeoutException.class);
            assertThat(by.rename(id, other, WriteOptions.DEFAULT.once()).block(LIMIT))
                    .isInstanceOf(WriteResult.Updated.class);
            moving.requireAll(other);
            lossy.closeLater().block(LIMIT);
        }
    }

    /** There are no replicas. */
    @Test
    void leavesNothingThatNoReplicaHas() {
        Cress asking = moving.connect(executor -> executor);
        Boxes by = asking.repository(Boxes.class);
        String id = "a";
        String other = id("b", id, false);
        Box stored = moving.store(id);
        WriteOptions one = WriteOptions.DEFAULT.replicas(1, Duration.ofMillis(1));
        assertThatThrownBy(() -> by.rename(id, other, one).block(LIMIT))
                .isInstanceOf(RedisUnavailableException.class)
                .hasMessageContaining("has its old id, since only 0 replicas");
        assertThat(boxes.findById(id).block(LIMIT)).isEqualTo(stored);
        assertThat(boxes.finishRenames().block(LIMIT)).as("nothing is kept").isZero();
        assertThat(by.rename("nobody", other, one).block(LIMIT)).isInstanceOf(WriteResult.Missing.class);
        asking.closeLater().block(LIMIT);
    }

    /** Loses the first two replies to a step. */
    private record Lossy(RedisExecutor target, String step, AtomicInteger asked) implements RedisExecutor {

        @Override
        public <R> Mono<R> execute(Role role, Request<R> request) {
            return Mono.defer(() -> {
                boolean lost = request.name().equals(step) && asked.incrementAndGet() <= 2;
                Mono<R> reply = target.execute(role, request);
                return lost
                        ? reply.then(Mono.error(new OutcomeUnknownException("the reply was lost", (Throwable) null)))
                        : reply;
            });
        }

        @Override
        public <R> Mono<List<R>> executeAll(Role role, List<Request<R>> requests) {
            return target.executeAll(role, requests);
        }
    }
}
