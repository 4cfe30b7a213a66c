package dev.cress.testing;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Joins servers to a cluster: gives each its share of the slots, introduces them, and waits until all agree. */
record ClusterFormation(List<EmbeddedRedis> nodes) {

    static final int SLOTS = 16_384;

    /** From the port for clients to that of the bus, unless told otherwise. */
    private static final int BUS_OFFSET = 10_000;

    private static final Duration DEADLINE = Duration.ofSeconds(20);
    private static final long POLL_MILLIS = 20;

    static ClusterFormation of(List<EmbeddedRedis> nodes) {
        return new ClusterFormation(List.copyOf(nodes));
    }

    void form() {
        try {
            for (int index = 0; index < nodes.size(); index++) {
                assignSlots(index);
            }
            introduce();
            awaitAgreement();
        } catch (IOException e) {
            throw new RedisStartException("Cannot form a cluster of " + nodes, e);
        }
    }

    private void assignSlots(int index) throws IOException {
        try (RespClient client = connect(nodes.get(index))) {
            int last = firstSlot(index + 1) - 1;
            client.call("CLUSTER", "ADDSLOTSRANGE", Integer.toString(firstSlot(index)), Integer.toString(last));
            client.call("CLUSTER", "SET-CONFIG-EPOCH", Integer.toString(index + 1));
        }
    }

    private int firstSlot(int index) {
        return index * SLOTS / nodes.size();
    }

    private void introduce() throws IOException {
        try (RespClient first = connect(nodes.get(0))) {
            for (EmbeddedRedis other : nodes.subList(1, nodes.size())) {
                first.call("CLUSTER", "MEET", "127.0.0.1", Integer.toString(other.port()));
            }
        }
    }

    /** Makes the nodes tell others' ports to clients; among themselves they use the bus, whose port stays. */
    void announce(List<Integer> ports) {
        try {
            for (int index = 0; index < nodes.size(); index++) {
                try (RespClient client = connect(nodes.get(index))) {
                    int bus = nodes.get(index).port() + BUS_OFFSET;
                    client.call("CONFIG", "SET", "cluster-announce-bus-port", Integer.toString(bus));
                    client.call("CONFIG", "SET", "cluster-announce-port", Integer.toString(ports.get(index)));
                }
            }
            await("CLUSTER", "NODES", known -> ports.stream().allMatch(port -> known.contains(":" + port + "@")));
        } catch (IOException e) {
            throw new RedisStartException("Cannot announce the ports " + ports + " of " + nodes, e);
        }
    }

    private void awaitAgreement() throws IOException {
        await("CLUSTER", "INFO", this::agrees);
    }

    private void await(String command, String what, Predicate<String> reached) throws IOException {
        long deadline = System.nanoTime() + DEADLINE.toNanos();
        for (EmbeddedRedis node : nodes) {
            try (RespClient client = connect(node)) {
                for (String reply = client.call(command, what);
                        !reached.test(reply);
                        reply = client.call(command, what)) {
                    if (System.nanoTime() - deadline > 0) {
                        throw new RedisStartException("No agreement of " + nodes + " within " + DEADLINE + ":\n" + reply
                                + client.call("CLUSTER", "NODES"));
                    }
                    Pause.millis(POLL_MILLIS);
                }
            }
        }
    }

    private static RespClient connect(EmbeddedRedis node) throws IOException {
        return RespClient.connect(node.port());
    }

    private boolean agrees(String info) {
        return Stream.of(
                        "cluster_state:ok",
                        "cluster_slots_ok:" + SLOTS,
                        "cluster_known_nodes:" + nodes.size(),
                        "cluster_size:" + nodes.size())
                .allMatch(line -> info.contains(line + "\r\n"));
    }
}
