package dev.cress.integration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cress.Cress;
import dev.cress.CressOptions;
import dev.cress.annotation.Id;
import dev.cress.annotation.Indexed;
import dev.cress.annotation.RedisEntity;
import dev.cress.integration.Operation.Outcome;
import dev.cress.query.Queryable;
import dev.cress.repository.ReactiveRepository;
import dev.cress.testing.EmbeddedRedisCluster;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** A cluster whose slots move from master to master, again and again, while clients read and write what is in them. */
class ReshardingIT {

    private static final long SEED = Long.getLong("cress.seed", System.nanoTime());
    private static final int PARTITIONS = 2;
    private static final int ROUNDS = Integer.getInteger("cress.moves", 3);
    private static final int BOXES = 600;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @RedisEntity("box")
    record Box(@Id String id, @Indexed int number, @Indexed String color) {

        static Box of(int number) {
            return new Box("box-" + number, number, number % 3 == 0 ? "red" : "blue");
        }
    }

    interface Boxes extends ReactiveRepository<Box, String>, Queryable<Box> {}

    private static Cress connect(EmbeddedRedisCluster cluster) {
        return Cress.connect(CressOptions.builder(cluster.uri())
                        .namespace("r")
                        .partitions(PARTITIONS)
                        .commandTimeout(PATIENCE)
                        .operationDeadline(PATIENCE)
                        .build())
                .block(PATIENCE);
    }

    /** Does the work again and again, until the slots of all partitions have been with every master. */
    private static void whileSlotsMove(EmbeddedRedisCluster cluster, Supplier<Mono<Void>> work) {
        List<Integer> slots = IntStream.range(0, PARTITIONS)
                .mapToObj(partition -> Placement.slotOf("r:{" + Placement.tagOf(partition) + "}:x"))
                .toList();
        AtomicBoolean moved = new AtomicBoolean();
        Mono<Void> moving = Mono.<Void>fromRunnable(() -> {
                    try (SlotMoves moves = new SlotMoves(cluster, slots)) {
                        IntStream.range(0, ROUNDS).forEach(round -> moves.moveEach());
                    }
                })
                .subscribeOn(Schedulers.boundedElastic())
                .doFinally(end -> moved.set(true));
        Mono.when(moving, Mono.defer(work).repeat(() -> !moved.get()).then()).block(PATIENCE);
    }

    @Test
    void losesNoWriteAndDoesNoneTwice() {
        try (EmbeddedRedisCluster cluster = EmbeddedRedisCluster.start()) {
            Cress cress = connect(cluster);
            Load load = new Load(List.of(cress.repository(Tickets.class)), 60, SEED);
            load.settle().block(PATIENCE);
            whileSlotsMove(cluster, () -> load.run(load.done() + 200));
            new Verdict(cluster.uri(), "r", PARTITIONS).require(load);
            assertThat(load.history().count(Outcome.UNKNOWN)).isZero();
            assertThat(load.history().count(Outcome.NOT_RUN)).isZero();
            cress.closeLater().block(PATIENCE);
        } catch (AssertionError e) {
            throw new AssertionError("-Dcress.seed=" + SEED + ": " + e.getMessage(), e);
        }
    }

    @Test
    void findsEverythingWhereverItIs() {
        try (EmbeddedRedisCluster cluster = EmbeddedRedisCluster.start()) {
            Cress cress = connect(cluster);
            Boxes boxes = cress.repository(Boxes.class);
            List<Box> all = IntStream.range(0, BOXES).mapToObj(Box::of).toList();
            boxes.saveAll(Flux.fromIterable(all)).blockLast(PATIENCE);
            whileSlotsMove(cluster, () -> asks(boxes, all));
            cress.closeLater().block(PATIENCE);
        }
    }

    private static Mono<Void> asks(Boxes boxes, List<Box> all) {
        List<Box> red = all.stream().filter(box -> box.color().equals("red")).toList();
        return Mono.when(
                boxes.query()
                        .orderBy(Box::number)
                        .ascending()
                        .all()
                        .collectList()
                        .doOnNext(found -> assertThat(found).isEqualTo(all)),
                boxes.query()
                        .where(Box::color)
                        .is("red")
                        .orderBy(Box::number)
                        .ascending()
                        .page(150)
                        .doOnNext(page -> assertThat(page.content()).isEqualTo(red.subList(0, 150))),
                boxes.query()
                        .where(Box::color)
                        .is("red")
                        .count()
                        .doOnNext(count -> assertThat(count).isEqualTo(red.size())),
                boxes.findAllById(Flux.fromIterable(all).map(Box::id))
                        .collectList()
                        .doOnNext(found -> assertThat(found).containsExactlyInAnyOrderElementsOf(all)));
    }
}
