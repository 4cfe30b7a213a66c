package dev.cress.integration;

import static dev.cress.testing.Polling.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cress.Cress;
import dev.cress.CressOptions;
import dev.cress.annotation.Id;
import dev.cress.annotation.Indexed;
import dev.cress.annotation.RedisEntity;
import dev.cress.channel.ChannelOptions;
import dev.cress.channel.ChannelSignal;
import dev.cress.channel.Channels;
import dev.cress.error.RedisUnavailableException;
import dev.cress.repository.ReactiveRepository;
import dev.cress.testing.EmbeddedRedisCluster;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;

/** A slot that is half here and half there for as long as a test wants: commands end where their keys are, and nowhere else. */
@Execution(ExecutionMode.SAME_THREAD) // the slot is that of all
class MovingSlotIT {

    private static final int PARTITIONS = 16;
    private static final int SLOT = Placement.slotOf("{" + Placement.tagOf(0) + "}");
    private static final int BOXES = 100;
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @RedisEntity("box")
    record Box(@Id String id, @Indexed int number) {}

    interface Boxes extends ReactiveRepository<Box, String> {}

    private static EmbeddedRedisCluster cluster;
    private static SlotMoves moves;
    private static int tests;
    private String namespace;
    private Cress cress;
    private Boxes boxes;
    private List<Box> all;

    @BeforeAll
    static void startCluster() {
        cluster = EmbeddedRedisCluster.start();
        moves = new SlotMoves(cluster, List.of(SLOT));
    }

    @AfterAll
    static void stopCluster() {
        moves.close();
        cluster.close();
    }

    @BeforeEach
    void connect() {
        moves.requireNoneUnderWay();
        namespace = "moving" + tests++;
        cress = connect(PATIENCE);
        boxes = cress.repository(Boxes.class);
        all = IntStream.range(0, BOXES)
                .mapToObj(number -> new Box(idOf(number % 2 == 0 ? 0 : number % PARTITIONS, number), number))
                .toList();
        boxes.saveAll(Flux.fromIterable(all)).blockLast(PATIENCE);
    }

    @AfterEach
    void close() {
        if (cress != null) {
            cress.closeLater().block(PATIENCE);
        }
    }

    private Cress connect(Duration deadline) {
        return Cress.connect(CressOptions.builder(cluster.uri())
                        .namespace(namespace)
                        .partitions(PARTITIONS)
                        .commandTimeout(PATIENCE)
                        .operationDeadline(deadline)
                        .build())
                .block(PATIENCE);
    }

    private static String idOf(int partition, int number) {
        return IntStream.iterate(0, i -> i + 1)
                .mapToObj(i -> "box-" + number + "-" + i)
                .filter(id -> Placement.partitionOf(id, PARTITIONS) == partition)
                .findFirst()
                .orElseThrow();
    }

    private SlotMoves.Move halfWay() {
        SlotMoves.Move move = moves.begin(SLOT);
        move.keys(all.stream()
                .filter(box -> box.number() % 4 == 0) // half of those in the slot
                .map(box -> namespace + ":{" + Placement.tagOf(0) + "}:box:e:" + box.id())
                .toList());
        return move;
    }

    private void findsEveryBox(int times) {
        Flux.range(0, times)
                .flatMap(
                        time -> boxes.findAllById(Flux.fromIterable(all).map(Box::id))
                                .collectList(),
                        times)
                .doOnNext(found -> assertThat(found).containsExactlyInAnyOrderElementsOf(all))
                .blockLast(PATIENCE);
    }

    /** By the one master of keys of which some are gone, by the other of keys of which some have not come. */
    private static long refusals(SlotMoves.Move move) {
        return move.from().errors("TRYAGAIN") + move.to().errors("TRYAGAIN");
    }

    @Test
    void announcesEachCommandForAnArrivingKeyWhereNothingElseIsSent() {
        SlotMoves.Move move = halfWay();
        try (ServerMonitor monitor =
                new ServerMonitor(move.to().host(), Integer.parseInt(move.to().port()))) {
            findsEveryBox(20);
            List<List<String>> announcing = monitor.commands(move.to().connection()).values().stream()
                    .filter(commands -> commands.contains("ASKING"))
                    .map(commands -> commands.subList(commands.indexOf("ASKING"), commands.size()))
                    .toList();
            assertThat(announcing).hasSize(1); // one connection for all roles
            assertThat(String.join(" ", announcing.get(0)).replaceAll("ASKING HMGET ?", ""))
                    .isEmpty();
        }
        move.finish();
    }

    @Test
    void findsWhatIsStillOnItsWayBackToTheMasterThatHadIt() {
        moves.begin(SLOT).finish();
        moves.begin(SLOT).finish();
        SlotMoves.Move back = halfWay(); // to where the client, which has asked nothing since, believes it is
        findsEveryBox(20);
        back.finish();
        findsEveryBox(1);
    }

    @Test
    void repeatsAWriteUntilAllItsKeysHaveArrived() {
        SlotMoves.Move move = halfWay();
        long refused = refusals(move);
        Box fresh = new Box(idOf(0, BOXES), BOXES);
        CompletableFuture<Box> write = boxes.insert(fresh).toFuture();
        await("two answers TRYAGAIN", () -> refusals(move) > refused + 1);
        assertThat(write).isNotDone();
        move.finish();
        assertThat(write.orTimeout(10, TimeUnit.SECONDS).join()).isEqualTo(fresh);
        assertThat(boxes.findById(fresh.id()).block(PATIENCE)).isEqualTo(fresh);
    }

    @Test
    void saysThatNothingWasWrittenWhenKeysDoNotArriveInTime() {
        SlotMoves.Move move = halfWay();
        Box fresh = new Box(idOf(0, BOXES), BOXES);
        Cress hasty = connect(Duration.ofMillis(200));
        assertThatThrownBy(() -> hasty.repository(Boxes.class).insert(fresh).block(PATIENCE))
                .isInstanceOf(RedisUnavailableException.class)
                .hasMessageContaining("nothing was written");
        hasty.closeLater().block(PATIENCE);
        move.finish();
        assertThat(boxes.existsById(fresh.id()).block(PATIENCE)).isFalse();
    }

    @Test
    void learnsWhereASlotHasGoneFromTheFirstAnswerThatSaysSo() {
        SlotMoves.Move move = moves.begin(SLOT);
        move.finish();
        long[] moved = {move.from().errors("MOVED")};
        findsEveryBox(1);
        assertThat(move.from().errors("MOVED")).isGreaterThan(moved[0]);
        await("commands go to the new master", () -> {
            moved[0] = move.from().errors("MOVED");
            findsEveryBox(1);
            return move.from().errors("MOVED") == moved[0];
        });
    }

    /** Who only listens has no commands that are sent on. */
    @Test
    void listensToAShardedChannelWhereItsSlotIsNow() {
        Queue<ChannelSignal<byte[]>> heard = new ConcurrentLinkedQueue<>();
        Cress listener = connect(PATIENCE);
        Disposable listening = Channels.of(listener)
                .channel("{" + Placement.tagOf(0) + "}", ChannelOptions.bytes().sharded())
                .signals()
                .subscribe(heard::add);
        await("a subscription", () -> !heard.isEmpty());
        moves.begin(SLOT).finish();
        await("another one", () -> heard.stream().anyMatch(ChannelSignal.Gap.class::isInstance));
        listening.dispose();
        listener.closeLater().block(PATIENCE);
    }
}
