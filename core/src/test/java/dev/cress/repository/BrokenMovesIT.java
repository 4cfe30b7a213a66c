package dev.cress.repository;

import static dev.cress.repository.MovingBoxes.LIMIT;
import static dev.cress.repository.MovingBoxes.PARTITIONS;
import static dev.cress.repository.MovingBoxes.id;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cress.Cress;
import dev.cress.annotation.Id;
import dev.cress.annotation.Indexed;
import dev.cress.annotation.RedisEntity;
import dev.cress.annotation.Unique;
import dev.cress.error.EntityExistsException;
import dev.cress.error.EntityNotFoundException;
import dev.cress.error.OutcomeUnknownException;
import dev.cress.error.RedisDataException;
import dev.cress.error.RedisUnavailableException;
import dev.cress.error.UniqueConflictException;
import dev.cress.repository.MovingBoxes.Box;
import dev.cress.repository.MovingBoxes.Boxes;
import dev.cress.repository.StepFaults.Wreck;
import dev.cress.testing.RedisEnvironment;
import dev.cress.testing.RedisTest;
import dev.cress.write.UnitResult;
import dev.cress.write.WriteOptions;
import dev.cress.write.WriteResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/** Renames over partitions that were broken off: whoever meets one brings it to an end. */
@RedisTest
class BrokenMovesIT {

    /** In order, with where the entity is visible when the program ends before the step: under its old id, none, or the new one. */
    private static final Map<String, String> STEPS = Map.of(
            "move/pack", "old", "move/stage", "old", "move/depart", "old", "move/arrive", "none", "move/settle", "new");

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

    interface Parcels extends ReactiveRepository<Parcel, String> {}

    interface ParcelsElsewhere extends ReactiveRepository<ParcelElsewhere, String> {}

    private final RedisEnvironment redis;

    private final MovingBoxes moving;
    private final Boxes boxes;

    BrokenMovesIT(RedisEnvironment redis) {
        this.moving = new MovingBoxes(redis);
        this.boxes = moving.boxes();
        this.redis = redis;
    }

    @AfterEach
    void close() {
        moving.close();
    }

    /** How a rename that was broken off is met. */
    private enum Met {
        REPEATED,
        MAINTENANCE,
        ID_WANTED,
        VALUE_WANTED,
        DELETED,
        UPDATED,
        PATCHED,
        RENAMED_WITHIN,
        RENAMED_OVER,
        UNIT_DELETES,
        UNIT_PATCHES,
        UNIT_SAVES,
        UNIT_WANTS_VALUE;

        /** Those that find nothing to do otherwise need no more than one step before the departure, and one after it. */
        boolean isFor(String step, boolean sent) {
            return compareTo(VALUE_WANTED) <= 0
                    || (!sent && (step.equals("move/depart") || step.equals("move/arrive")));
        }
    }

    @Test
    void goesOneWayOnlyWhereverItWasBrokenOff() {
        List<Wreck> wrecks = new ArrayList<>();
        Cress dying = moving.connect(executor -> {
            wrecks.add(new Wreck(moving.clock().executor().apply(executor)));
            return wrecks.get(0);
        });
        for (String step : STEPS.keySet()) {
            for (boolean sent : List.of(false, true)) {
                Stream.of(Met.values())
                        .filter(met -> met.isFor(step, sent))
                        .forEach(met -> breakOff(dying.repository(Boxes.class), wrecks.get(0), step, sent, met));
            }
        }
        dying.closeLater().block(LIMIT);
        try (RawRedis raw = RawRedis.of(redis)) {
            assertThat(boxes.finishRenames().block(LIMIT)).as("noted, and done").isNotNegative();
            assertThat(raw.commands().keys(moving.namespace() + ":*:box:w")).isEmpty();
        }
    }

    private void breakOff(Boxes dying, Wreck wreck, String step, boolean sent, Met met) {
        String id = "a" + step + sent + met;
        String other = id("b" + id, id, false);
        Box stored = moving.store(id);
        wreck.endAt("", false);
        dying.count().block(LIMIT); // whatever else there is to do first
        wreck.endAt(step, sent);
        Class<?> failure = Mono.<Object>from(dying.rename(id, other))
                .<Class<?>>map(version -> Long.class)
                .onErrorResume(RedisDataException.class, e -> Mono.just(e.getClass()))
                .block(LIMIT);
        boolean unknown = step.equals("move/depart") || step.equals("move/arrive");
        assertThat(failure)
                .as("%s %s %s", step, sent, met)
                .isEqualTo(
                        step.equals("move/settle")
                                ? Long.class
                                : unknown ? OutcomeUnknownException.class : RedisUnavailableException.class);
        String seen = sent && step.equals("move/depart")
                ? "none"
                : sent && step.equals("move/arrive") ? "new" : STEPS.get(step);
        assertThat(List.of(
                        boxes.existsById(id).block(LIMIT),
                        boxes.existsById(other).block(LIMIT)))
                .as("%s %s", step, sent)
                .containsExactly(seen.equals("old"), seen.equals("new"));
        boolean back = seen.equals("old");
        String where = meet(met, stored, other, back);
        assertThat(boxes.findAllById(where.isEmpty() ? List.of(id, other) : List.of(id, other, where))
                        .filter(box -> stored.seal().equals(box.seal()))
                        .map(Box::id)
                        .distinct()
                        .collectList()
                        .block(LIMIT))
                .as("%s %s %s", step, sent, met)
                .isEqualTo(where.isEmpty() ? List.of() : List.of(where));
        if (!where.isEmpty()) {
            moving.requireAll(where);
        }
    }

    /** The id that the entity has afterwards, "" for none. */
    private String meet(Met met, Box stored, String other, boolean back) {
        String neighbour = id("n" + other, other, true);
        String left = back ? stored.id() : other;
        switch (met) {
            case REPEATED -> {
                WriteResult<Box> result =
                        boxes.rename(stored.id(), other, WriteOptions.DEFAULT).block(LIMIT);
                assertThat(result).isInstanceOfAny(WriteResult.Updated.class, WriteResult.Missing.class);
                return other;
            }
            case MAINTENANCE -> boxes.finishRenames().block(LIMIT);
            case ID_WANTED -> wants(boxes.insert(Box.empty(other, null)).then(), EntityExistsException.class, back);
            case VALUE_WANTED ->
                wants(boxes.insert(stored.as(neighbour, 0)).then(), UniqueConflictException.class, back);
            case DELETED -> {
                assertThat(boxes.deleteById(other).block(LIMIT)).isEqualTo(!back);
                return back ? left : "";
            }
            case UPDATED -> {
                Mono<?> update = boxes.save(
                        stored.as(other, 0), WriteOptions.DEFAULT.ifPresent().ifVersion(1));
                assertThat(update.block(LIMIT))
                        .isInstanceOf(back ? WriteResult.Missing.class : WriteResult.VersionConflict.class);
            }
            case PATCHED -> finds(boxes.patch(other).increment(Box::weight, 1).apply(), back);
            case RENAMED_WITHIN -> {
                finds(boxes.rename(other, neighbour), back);
                return back ? left : neighbour;
            }
            case RENAMED_OVER -> {
                String over = id("o" + other, other, false);
                finds(boxes.rename(other, over), back);
                return back ? left : over;
            }
            case UNIT_DELETES -> {
                UnitResult result = unit().deleteById(Box.class, other).result().block(LIMIT);
                assertThat(result).isInstanceOf(back ? UnitResult.Refused.class : UnitResult.Done.class);
                return back ? left : "";
            }
            case UNIT_PATCHES ->
                finds(
                        unit().insert(Box.empty(neighbour, null))
                                .patch(boxes.patch(other).increment(Box::weight, 1))
                                .commit(),
                        back);
            case UNIT_SAVES ->
                wants(
                        unit().insert(Box.empty(neighbour, null))
                                .insert(Box.empty(other, null))
                                .commit()
                                .then(),
                        EntityExistsException.class,
                        back);
            case UNIT_WANTS_VALUE ->
                wants(unit().insert(stored.as(neighbour, 0)).commit().then(), UniqueConflictException.class, back);
        }
        return left;
    }

    private UnitOfWork unit() {
        return moving.cress().unitOfWork();
    }

    /** Wants what the entity has, if it has arrived. */
    private static void wants(Mono<?> insert, Class<?> refusal, boolean back) {
        if (back) {
            insert.block(LIMIT);
        } else {
            assertThatThrownBy(() -> insert.block(LIMIT)).isInstanceOf(refusal);
        }
    }

    /** Finds the entity under the new id, if it has arrived. */
    private static void finds(Mono<?> write, boolean back) {
        if (back) {
            assertThatThrownBy(() -> write.block(LIMIT)).isInstanceOf(EntityNotFoundException.class);
        } else {
            write.block(LIMIT);
        }
    }

    @Test
    void isTakenBackByProgramsThatHaveTheIndexesInAnotherOrder() {
        String id = "a";
        String other = id("b", id, false);
        Cress dying = moving.connect(executor -> {
            Wreck wreck = new Wreck(executor);
            wreck.endAt("move/depart", false);
            return wreck;
        });
        Parcels parcels = dying.repository(Parcels.class);
        parcels.save(new Parcel(id, "x", "o")).block(LIMIT);
        assertThatThrownBy(() -> parcels.rename(id, other).block(LIMIT)).isInstanceOf(OutcomeUnknownException.class);
        dying.closeLater().block(LIMIT);

        ParcelsElsewhere elsewhere = moving.cress().repository(ParcelsElsewhere.class);
        elsewhere.insert(new ParcelElsewhere(other, "p", "y")).block(LIMIT);
        elsewhere.insert(new ParcelElsewhere(id("c", other, true), "p", "x")).block(LIMIT);
        assertThat(elsewhere.findById(id).block(LIMIT)).isEqualTo(new ParcelElsewhere(id, "o", "x"));
    }
}
