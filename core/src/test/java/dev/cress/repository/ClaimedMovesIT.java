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
import dev.cress.error.RedisDataException;
import dev.cress.error.RenameRefusedException;
import dev.cress.error.UniqueConflictException;
import dev.cress.repository.StepFaults.Around;
import dev.cress.repository.StepFaults.When;
import dev.cress.repository.StepFaults.Wreck;
import dev.cress.testing.RedisEnvironment;
import dev.cress.testing.RedisTest;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/** Renames over partitions of entities with values that are unique in all partitions: at no moment may somebody else have one, whoever dies when. */
@RedisTest
class ClaimedMovesIT {

    /** Where a rename may be broken off: request, which of these, and whether the entity has the new id then. */
    private record Point(String request, int nth, boolean sent) {

        boolean isArriving() {
            return request.equals("move/settle")
                    || request.equals("move/arrive")
                    || (request.equals("move/depart") && sent);
        }

        static Stream<Point> both(String request, int nth) {
            return Stream.of(new Point(request, nth, false), new Point(request, nth, true));
        }
    }

    private static final List<Point> RENAMING = Stream.of(
                    Point.both("move/pack", 1),
                    Point.both("move/stage", 1), // which asks for the values
                    Point.both("claim/reserve", 1), // which looks them up
                    Point.both("move/stage", 2),
                    Point.both("claim/reserve", 3), // which hands over the first of two
                    Point.both("claim/reserve", 4),
                    Point.both("move/depart", 1),
                    Point.both("move/arrive", 1),
                    Point.both("move/settle", 1))
            .flatMap(points -> points)
            .toList();

    private static final List<Point> GOING_BACK = Stream.of(
                    Point.both("move/fence", 1),
                    Point.both("claim/reserve", 1),
                    Point.both("claim/reserve", 2),
                    Point.both("claim/probe", 1),
                    Point.both("move/drop", 1))
            .flatMap(points -> points)
            .toList();

    @RedisEntity(value = "badge", partitions = PARTITIONS)
    record Badge(
            @Id String id,
            @Unique @Nullable String code,
            @Unique @Nullable String mail) {

        Badge as(String other) {
            return new Badge(other, code, mail);
        }
    }

    interface Badges extends ReactiveRepository<Badge, String>, Maintenance<Badge> {}

    record SeatId(String row, String number) {}

    @RedisEntity(value = "seat", partitions = PARTITIONS, id = SeatId.class)
    @Unique({"row", "guest"})
    record Seat(@Id @Indexed String row, @Id String number, String guest) {}

    interface Seats extends ReactiveRepository<Seat, SeatId> {}

    private final MovingBoxes moving;
    private final Badges badges;
    private final List<Wreck> wrecks = new ArrayList<>();
    private final Cress dyingCress;
    private final Badges dying;

    ClaimedMovesIT(RedisEnvironment redis) {
        this.moving = new MovingBoxes(redis);
        this.badges = moving.cress().repository(Badges.class);
        this.dyingCress = moving.connect(executor -> {
            wrecks.add(new Wreck(moving.clock().executor().apply(executor)));
            return wrecks.get(0);
        });
        this.dying = dyingCress.repository(Badges.class);
    }

    @AfterEach
    void close() {
        dyingCress.closeLater().block(LIMIT);
        moving.close();
    }

    private Badge store(String name) {
        return badges.save(new Badge("a" + name, "code " + name, "mail\0" + name))
                .block(LIMIT);
    }

    private static String other(Badge stored) {
        return id("b" + stored.id(), stored.id(), false);
    }

    /** An id of a partition that has neither the one nor the other. */
    private static String third(String prefix, String one, String other) {
        return IntStream.iterate(0, i -> i + 1)
                .mapToObj(i -> prefix + i)
                .filter(id -> MovingBoxes.partition(id) != MovingBoxes.partition(one)
                        && MovingBoxes.partition(id) != MovingBoxes.partition(other))
                .findFirst()
                .orElseThrow();
    }

    /** Nobody else gets a value while the entity has it, under whichever id; and whoever wants it gets it afterwards. */
    private void requireOwned(Badge stored, String where) {
        String third = third("c" + stored.id(), stored.id(), other(stored));
        for (Badge wanting : List.of(new Badge(third, stored.code(), null), new Badge(third, null, stored.mail()))) {
            assertThatThrownBy(() -> badges.insert(wanting).block(LIMIT))
                    .as(where)
                    .isInstanceOfSatisfying(
                            UniqueConflictException.class,
                            conflict -> assertThat(conflict.holder()).isEqualTo(where));
        }
        assertThat(badges.findAllById(List.of(stored.id(), other(stored)))
                        .map(Badge::id)
                        .collectList()
                        .block(LIMIT))
                .containsExactly(where);
        assertThat(badges.deleteById(where).block(LIMIT)).isTrue();
        badges.insert(stored.as(third)).block(LIMIT);
    }

    @Test
    void takesItsValuesAlong() {
        Badge stored = store("");
        badges.rename(stored.id(), other(stored)).block(LIMIT);
        badges.rename(other(stored), stored.id()).block(LIMIT);
        badges.rename(stored.id(), other(stored)).block(LIMIT);
        badges.insert(new Badge(stored.id(), "another", null)).block(LIMIT);
        badges.deleteById(stored.id()).block(LIMIT);
        requireOwned(stored, other(stored));
    }

    @Test
    void nobodyGetsItsValuesWhereverItWasBrokenOff() {
        for (Point point : RENAMING) {
            Badge stored = store(point.toString());
            breakOff(point, dying.rename(stored.id(), other(stored)).then());
            requireOwned(stored, point.isArriving() ? other(stored) : stored.id());
        }
    }

    @Test
    void nobodyGetsItsValuesWhereverGoingBackWasBrokenOff() {
        for (Point point : GOING_BACK) {
            Badge stored = store(point.toString());
            breakOff(
                    new Point("move/depart", 1, false),
                    dying.rename(stored.id(), other(stored)).then());
            breakOff(point, dying.insert(new Badge(other(stored), null, null)).then());
            badges.deleteById(other(stored)).block(LIMIT);
            requireOwned(stored, stored.id());
        }
    }

    private void breakOff(Point point, Mono<Void> rename) {
        wrecks.get(0).endAt("", false);
        dying.count().block(LIMIT); // whatever else there is to do first
        wrecks.get(0).endAt(point.request(), point.nth(), point.sent());
        rename.onErrorComplete(RedisDataException.class).block(LIMIT);
        assertThat(wrecks.get(0).hasEnded()).as(point.toString()).isTrue();
    }

    @Test
    void aRequestThatArrivesLateHandsNothingOver() {
        for (int hand = 3; hand <= 4; hand++) {
            Badge stored = store("late" + hand);
            breakOff(
                    new Point("claim/reserve", hand, false),
                    dying.rename(stored.id(), other(stored)).then());
            badges.finishRenames().block(LIMIT);
            wrecks.get(0).late().block(LIMIT);
            requireOwned(stored, stored.id());
        }
    }

    /** Who finds something kept, and is slow, finds neither note nor permit when all is settled meanwhile. */
    @Test
    void whoComesLateToFinishItHandsNothingBack() {
        Badge stored = store("settled");
        breakOff(
                new Point("move/arrive", 1, false),
                dying.rename(stored.id(), other(stored)).then());
        Cress slow = moving.connect(executor -> new Around(
                executor,
                "move/fence",
                When.BEFORE,
                () -> badges.finishRenames().block(LIMIT)));
        slow.repository(Badges.class).finishRenames().block(LIMIT);
        slow.closeLater().block(LIMIT);
        requireOwned(stored, other(stored));
    }

    @Test
    void aValueThatWasGivenUpMeanwhileIsFreeAfterwards() {
        Badge stored = store("given up");
        Cress slow = moving.connect(executor -> new Around(
                executor,
                "move/depart",
                When.BEFORE,
                () -> badges.patch(stored.id())
                        .set(Badge::code, "new")
                        .unset(List.of("mail"))
                        .apply()
                        .block(LIMIT)));
        slow.repository(Badges.class).rename(stored.id(), other(stored)).block(LIMIT);
        slow.closeLater().block(LIMIT);
        badges.insert(new Badge(third("d", stored.id(), other(stored)), stored.code(), stored.mail()))
                .block(LIMIT);
        requireOwned(new Badge(stored.id(), "new", stored.mail()), other(stored), "new");
    }

    private void requireOwned(Badge stored, String where, String code) {
        String third = third("e" + stored.id(), stored.id(), other(stored));
        assertThatThrownBy(() -> badges.insert(new Badge(third, code, null)).block(LIMIT))
                .isInstanceOfSatisfying(
                        UniqueConflictException.class,
                        conflict -> assertThat(conflict.holder()).isEqualTo(where));
    }

    @Test
    void keepsValuesThatTheNewIdSaysOtherwise() {
        Seats seats = moving.cress().repository(Seats.class);
        seats.insert(new Seat("r", "1", "ada")).block(LIMIT);
        assertThatThrownBy(() ->
                        seats.rename(new SeatId("r", "1"), new SeatId("s", "1")).block(LIMIT))
                .isInstanceOf(RenameRefusedException.class)
                .hasMessageContaining("unique in all partitions");
        assertThat(seats.rename(new SeatId("r", "1"), new SeatId("r", "2")).block(LIMIT))
                .isPositive();
        assertThatThrownBy(() -> seats.insert(new Seat("r", "3", "ada")).block(LIMIT))
                .isInstanceOf(UniqueConflictException.class);
    }
}
