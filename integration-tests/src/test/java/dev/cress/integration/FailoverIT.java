package dev.cress.integration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cress.Cress;
import dev.cress.CressOptions;
import dev.cress.annotation.Id;
import dev.cress.annotation.RedisEntity;
import dev.cress.channel.ChannelOptions;
import dev.cress.channel.ChannelSignal;
import dev.cress.channel.Channels;
import dev.cress.repository.ReactiveRepository;
import dev.cress.testing.EmbeddedRedis;
import dev.cress.testing.EmbeddedRedisCluster;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;

/** A replica takes its master's place: commands and messages find it, nobody has to wait until the layout happens to be read. */
class FailoverIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    /** The driver itself asks for the layout once in five seconds, when it has tried often enough to connect again, and every fifteen. */
    private static final long PROMPT_MILLIS = 3_500;

    private static final int BOXES = 64;
    /** Below the first that the second master has. */
    private static final int FIRST_SLOTS = 5_000;

    @RedisEntity("box")
    record Box(@Id String id, int number) {}

    interface Boxes extends ReactiveRepository<Box, String> {}

    private final EmbeddedRedisCluster cluster = EmbeddedRedisCluster.start();
    private final EmbeddedRedis master = cluster.nodes().get(0);
    private final EmbeddedRedis replica = EmbeddedRedis.builder()
            .arguments("--cluster-enabled", "yes", "--cluster-config-file", "nodes.conf")
            .start();
    private final Queue<ChannelSignal<byte[]>> heard = new ConcurrentLinkedQueue<>();
    private Cress cress;
    private Boxes boxes;
    private Disposable listening;

    @BeforeEach
    void connectAndListen() {
        replicate();
        cress = connect(master);
        boxes = cress.repository(Boxes.class);
        listening = Channels.of(cress)
                .channel(nameOf(slot -> slot < FIRST_SLOTS), ChannelOptions.bytes())
                .signals()
                .subscribe(heard::add);
        await("a subscription", () -> !heard.isEmpty());
    }

    @AfterEach
    void close() {
        listening.dispose();
        cress.closeLater().block(PATIENCE);
        replica.close();
        cluster.close();
    }

    @Test
    void findsWhoHasTakenTheMastersPlace() {
        CompletableFuture<Void> writing = saveAll(0).repeat(20).then().toFuture();
        exchange(master, replica);
        saveAll(1).blockLast(PATIENCE);
        writing.orTimeout(30, TimeUnit.SECONDS).join();
        exchange(replica, master);
        saveAll(2).blockLast(PATIENCE);
        await("the replica has everything", this::inSync);

        heard.clear();
        master.kill();
        CompletableFuture<Box> write = boxes.save(boxAt(0, 3)).toFuture();
        LockSupport.parkNanos(Duration.ofMillis(600).toNanos()); // what the driver does at once, it has done
        ask(replica, "CLUSTER", "FAILOVER", "TAKEOVER");
        long begun = System.nanoTime();
        write.orTimeout(30, TimeUnit.SECONDS).handle((box, failure) -> box).join();
        Box last = boxes.save(boxAt(0, 4)).block(PATIENCE);
        await("another subscription", () -> heard.stream().anyMatch(ChannelSignal.Gap.class::isInstance));
        assertThat(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun)).isLessThan(PROMPT_MILLIS);

        Cress late = connect(cluster.nodes().get(1)); // who comes now hears of a master that is away, and has no slots
        assertThat(late.repository(Boxes.class).findById(boxAt(0, 4).id()).block(PATIENCE))
                .isEqualTo(last);
        late.closeLater().block(PATIENCE);
        listening.dispose();
        cress.closeLater().block(PATIENCE);
        for (EmbeddedRedis node :
                List.of(replica, cluster.nodes().get(1), cluster.nodes().get(2))) {
            await("no connection is left but that which asks", () -> clients(node) == 1);
        }
    }

    /** Both live. */
    private void exchange(EmbeddedRedis from, EmbeddedRedis to) {
        ask(to, "CLUSTER", "FAILOVER", "TAKEOVER");
        await("the exchange", () -> role(from).equals("slave") && agreed(to));
    }

    private static Cress connect(EmbeddedRedis node) {
        return Cress.connect(CressOptions.builder(node.uri())
                        .namespace("ns")
                        .partitions(16)
                        .commandTimeout(PATIENCE)
                        .operationDeadline(PATIENCE)
                        .build())
                .block(PATIENCE);
    }

    private Flux<Box> saveAll(int number) {
        return boxes.saveAll(Flux.range(0, BOXES).map(i -> boxAt(i, number)));
    }

    /** The first is in a partition of the master. */
    private static Box boxAt(int i, int number) {
        String id = IntStream.iterate(0, n -> n + 1)
                .mapToObj(n -> "box-" + i + "-" + n)
                .filter(name -> i > 0
                        || Placement.slotOf("{" + Placement.tagOf(Placement.partitionOf(name, 16)) + "}") < FIRST_SLOTS)
                .findFirst()
                .orElseThrow();
        return new Box(id, number);
    }

    private static String nameOf(IntPredicate slots) {
        return IntStream.iterate(0, n -> n + 1)
                .mapToObj(n -> "news" + n)
                .filter(name -> slots.test(Placement.slotOf("ns::" + name)))
                .findFirst()
                .orElseThrow();
    }

    private void replicate() {
        String id = (String) ask(master, "CLUSTER", "MYID");
        ask(replica, "CLUSTER", "MEET", "127.0.0.1", Integer.toString(master.port()));
        await(
                "the nodes know each other",
                () -> cluster.nodes().stream()
                                .allMatch(node ->
                                        ((String) ask(node, "CLUSTER", "INFO")).contains("cluster_known_nodes:4"))
                        && ((String) ask(replica, "CLUSTER", "INFO")).contains("cluster_known_nodes:4"));
        ask(replica, "CLUSTER", "REPLICATE", id);
        await("the replica has everything", this::inSync);
        await(
                "all know the replica",
                () -> cluster.nodes().stream()
                        .allMatch(node -> ((String) ask(node, "CLUSTER", "NODES")).contains("slave " + id)));
    }

    /** All say that it has the first slots. */
    private boolean agreed(EmbeddedRedis node) {
        String id = (String) ask(node, "CLUSTER", "MYID");
        return Stream.of(
                        master, replica, cluster.nodes().get(1), cluster.nodes().get(2))
                .allMatch(each -> ((String) ask(each, "CLUSTER", "NODES"))
                        .lines()
                        .anyMatch(line -> line.startsWith(id) && line.contains(" 0-")));
    }

    private boolean inSync() {
        return ((String) ask(replica, "INFO", "replication")).contains("master_link_status:up");
    }

    private static String role(EmbeddedRedis node) {
        return (String) ((List<?>) ask(node, "ROLE")).get(0);
    }

    private static Object ask(EmbeddedRedis node, String... command) {
        try (RespConnection connection = new RespConnection("127.0.0.1", node.port())) {
            return connection.call(command);
        }
    }

    private static long clients(EmbeddedRedis node) {
        return ((String) ask(node, "CLIENT", "LIST"))
                .lines()
                .filter(line -> line.contains(" flags=N ") || line.contains(" flags=P "))
                .count();
    }

    private static void await(String what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as(what).isLessThan(deadline);
            LockSupport.parkNanos(10_000_000);
        }
    }
}
