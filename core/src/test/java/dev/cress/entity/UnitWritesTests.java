package dev.cress.entity;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cress.annotation.GeneratedId;
import dev.cress.annotation.Id;
import dev.cress.annotation.PartitionBy;
import dev.cress.annotation.RedisEntity;
import dev.cress.connection.RedisExecutor;
import dev.cress.connection.Request;
import dev.cress.connection.Role;
import dev.cress.error.InvalidUnitException;
import dev.cress.mapping.EntityModel;
import dev.cress.script.entity.Returning;
import dev.cress.script.entity.SaveMode;
import dev.cress.write.WriteOptions;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/** What is known of a unit while it is built; no server is asked. */
class UnitWritesTests {

    record SeatId(String hall, int number) {}

    @RedisEntity(value = "seat", partitions = 4, id = SeatId.class)
    record Seat(@Id @PartitionBy String hall, @Id int number) {}

    @RedisEntity("box")
    record Box(@Id @GeneratedId @Nullable String id) {}

    private static final WriteOptions NONE = WriteOptions.DEFAULT;

    private final EntityStore<Seat> seats = store(Seat.class, 0, EntityOptions.DEFAULT);
    private final EntityStore<Box> boxes = store(Box.class, 0, EntityOptions.DEFAULT);

    private static <T> EntityStore<T> store(Class<T> type, int partitions, EntityOptions options) {
        return new EntityStore<>(
                EntityModel.of(type), new StoreOptions("t", partitions, 16, 10, 1_000), options, new Silent());
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static UnitWrite<Seat> save(EntityStore<Seat> store, String hall, int number) {
        return UnitWrite.save(store, new Seat(hall, number), NONE);
    }

    private static UnitWrite<Box> save(EntityStore<Box> store, @Nullable String id) {
        return UnitWrite.save(store, new Box(id), NONE);
    }

    private UnitWrite<Seat> patch(String id) {
        return UnitWrite.patch(
                seats, utf8(id), new PatchPlan<>(seats.model()), SaveMode.UPDATE, Returning.NOTHING, NONE);
    }

    private static void refused(UnitWrites writes, UnitWrite<?> write, String... entities) {
        assertThatThrownBy(() -> writes.with(write))
                .isInstanceOfSatisfying(
                        InvalidUnitException.class,
                        e -> assertThat(e.entities()).containsExactly(entities));
    }

    @Test
    void namesBothWhereAWriteIsInAnotherPartition() {
        UnitWrites one = UnitWrites.NONE.with(save(seats, "a", 1)).with(save(seats, "a", 2));

        refused(one, save(seats, "c", 1), "seat a|1", "seat c|1");
        refused(one, UnitWrite.delete(seats, utf8("c|1"), null), "seat a|1", "seat c|1");
        refused(one, patch("c|1"), "seat a|1", "seat c|1");
        assertThat(one.with(patch("a|3")).all()).hasSize(3);
        assertThat(one.all()).as("a unit is a value").hasSize(2);
    }

    @Test
    void namesWhatIsWrittenTwice() {
        UnitWrites one = UnitWrites.NONE.with(patch("a|1"));

        refused(one, save(seats, "a", 1), "seat a|1");
        refused(one, UnitWrite.delete(seats, utf8("a|1"), 3L), "seat a|1");
        refused(one, patch("a|1"), "seat a|1");
        UnitWrites box = UnitWrites.NONE.with(save(boxes, "x"));
        refused(box, save(boxes, "x"), "box x");
    }

    @Test
    void takesNoMoreThanAHundred() {
        UnitWrites full = UnitWrites.NONE;
        for (int i = 0; i < 100; i++) {
            full = full.with(save(boxes, null));
        }
        refused(full, save(boxes, null));
    }

    /** Else what could be a unit would be refused. */
    @Test
    void leavesWhatItCannotKnowToTheCommit() {
        EntityStore<Seat> called = store(
                Seat.class,
                0,
                EntityOptions.builder()
                        .callbacks(Seat.class, new EntityCallbacks<>() {
                            @Override
                            public Mono<Seat> beforeSave(Seat seat) {
                                return Mono.just(new Seat("a", seat.number()));
                            }
                        })
                        .build());
        assertThat(UnitWrites.NONE
                        .with(save(called, "a", 1))
                        .with(save(called, "c", 2))
                        .with(save(called, "a", 1))
                        .all())
                .as("callbacks may give other ids")
                .hasSize(3);
        assertThat(UnitWrites.NONE
                        .with(save(boxes, ""))
                        .with(save(boxes, "x".repeat(513)))
                        .all())
                .as("told with all that is wrong with the entity")
                .hasSize(2);
        assertThat(UnitWrites.NONE
                        .with(save(boxes, "a"))
                        .with(save(boxes, "b"))
                        .with(save(boxes, "c"))
                        .all())
                .as("nothing says how many partitions there are")
                .hasSize(3);
        EntityStore<Box> declared = store(Box.class, 16, EntityOptions.DEFAULT);
        refused(UnitWrites.NONE.with(save(declared, "a")), save(declared, "b"), "box a", "box b");
    }

    @Test
    void knowsTheIdsThatItGenerates() {
        EntityStore<Box> declared = store(Box.class, 16_384, EntityOptions.DEFAULT);
        UnitWrites one = UnitWrites.NONE.with(save(declared, null));
        byte[] id = one.all().get(0).id();

        assertThat(id).isNotNull().isEqualTo(one.all().get(0).id());
        assertThatThrownBy(() -> one.with(save(declared, null)).with(save(declared, null)))
                .isInstanceOfSatisfying(
                        InvalidUnitException.class,
                        e -> assertThat(e.entities()).hasSizeGreaterThan(1).contains("box " + new String(id, UTF_8)));
        refused(one, UnitWrite.delete(declared, id, null), "box " + new String(id, UTF_8));
    }

    @Test
    void callbacksThatDoNotSeeWhatIsWrittenHideNothing() {
        EntityOptions after = EntityOptions.builder()
                .callbacks(Seat.class, new EntityCallbacks<>() {
                    @Override
                    public Mono<Seat> afterSave(Seat seat) {
                        return Mono.just(seat);
                    }
                })
                .build();
        EntityStore<Seat> told = store(Seat.class, 0, after);
        refused(UnitWrites.NONE.with(save(told, "a", 1)), save(told, "c", 1), "seat a|1", "seat c|1");
        EntityOptions naming = EntityOptions.builder()
                .callbacks(Box.class, new EntityCallbacks<>() {
                    @Override
                    public Mono<Box> beforeConvert(Box box) {
                        return Mono.just(new Box("a"));
                    }
                })
                .build();
        assertThat(save(store(Box.class, 16, naming), (String) null).id())
                .as("theirs to give")
                .isNull();
    }

    private record Silent() implements RedisExecutor {

        @Override
        public <R> Mono<R> execute(Role role, Request<R> request) {
            throw new AssertionError("nothing is sent");
        }

        @Override
        public <R> Mono<List<R>> executeAll(Role role, List<Request<R>> requests) {
            throw new AssertionError("nothing is sent");
        }
    }
}
