package dev.cress.integration;

import static dev.cress.testing.Polling.await;
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
import dev.cress.write.WriteOptions;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;

/** A replica takes its master's place: commands and messages find it, nobody has to wait until the layout happens to be read; what it was said to have it has. */
class FailoverIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    /** The driver itself asks for the layout once in five seconds, when it has tried often enough to connect again, and every fifteen. */
    private static final long PROMPT_MILLIS = 3_500;

    private static final int BOXES = 64;
    private static final int WRITERS = 4;
    /** Until the others believe that a master is dead; then it takes a second at the most until its replica is elected. */
    private static final String ELECTION_MILLIS = "500";

    private static final WriteOptions ONE = WriteOptions.DEFAULT.replicas(1, Duration.ofMillis(100));
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
        List<ReplicatedWriter> writers = IntStream.range(0, WRITERS)
                .mapToObj(i -> new ReplicatedWriter(number -> boxes.save(new Box(writtenBy(i), number), ONE)))
                .toList();
        await("writes that the replica has", () -> writers.stream().allMatch(writer -> writer.acknowledged() > 5));
        elect();
        long begun = System.nanoTime();
        Box last = boxes.save(boxAt(0, 4)).block(PATIENCE);
        await("another subscription", () -> heard.stream().anyMatch(ChannelSignal.Gap.class::isInstance));
        assertThat(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun)).isLessThan(PROMPT_MILLIS);
        writers.forEach(FailoverIT::goesOn);
        losesNothing(writers);
        isFoundByWhoComesLater(last);
        leavesNoConnection();
    }

    /** The master dies, and its replica is elected by the others. */
    private void elect() {
        survivors().forEach(node -> ask(node, "CONFIG", "SET", "cluster-node-timeout", ELECTION_MILLIS));
        master.kill();
        await("an election", () -> role(replica).equals("master"));
    }

    /** Where there is no replica any more. */
    private static void goesOn(ReplicatedWriter writer) {
        int before = writer.alone();
        await("a write that no replica has", () -> writer.alone() > before);
    }

    private void losesNothing(List<ReplicatedWriter> writers) {
        writers.forEach(ReplicatedWriter::close);
        for (int i = 0; i < WRITERS; i++) {
            assertThat(boxes.findById(writtenBy(i)).block(PATIENCE).number())
                    .isGreaterThanOrEqualTo(writers.get(i).acknowledged());
        }
    }

    /** Who comes now hears of a master that is away, and has no slots. */
    private void isFoundByWhoComesLater(Box box) {
        Cress late = connect(cluster.nodes().get(1));
        assertThat(late.repository(Boxes.class).findById(box.id()).block(PATIENCE))
                .isEqualTo(box);
        late.closeLater().block(PATIENCE);
    }

    private void leavesNoConnection() {
        listening.dispose();
        cress.closeLater().block(PATIENCE);
        survivors().forEach(node -> await("no connection is left but that which asks", () -> clients(node) == 1));
    }

    private List<EmbeddedRedis> survivors() {
        return List.of(replica, cluster.nodes().get(1), cluster.nodes().get(2));
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
        return new Box(i == 0 ? idAtTheMaster("box-0-") : "box-" + i, number);
    }

    private static String writtenBy(int writer) {
        return idAtTheMaster("written-" + writer + "-");
    }

    private static String idAtTheMaster(String prefix) {
        return IntStream.iterate(0, n -> n + 1)
                .mapToObj(n -> prefix + n)
                .filter(id ->
                        Placement.slotOf("{" + Placement.tagOf(Placement.partitionOf(id, 16)) + "}") < FIRST_SLOTS)
                .findFirst()
                .orElseThrow();
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
}
