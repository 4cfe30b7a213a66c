package dev.cress.integration;

import dev.cress.testing.EmbeddedRedis;
import dev.cress.testing.EmbeddedRedisCluster;
import java.io.Closeable;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** Moves slots with their keys from master to master while clients work, a few keys at a time, as one does who reshards a cluster. */
final class SlotMoves implements Closeable {

    private static final String KEYS_AT_A_TIME = "2";

    private record Node(String id, URI address, RespConnection connection) {

        static Node of(EmbeddedRedis redis) {
            URI address = URI.create(redis.uri());
            RespConnection connection = new RespConnection(address.getHost(), address.getPort());
            return new Node((String) connection.call("CLUSTER", "MYID"), address, connection);
        }

        List<?> keys(String slot) {
            return (List<?>) connection.call("CLUSTER", "GETKEYSINSLOT", slot, KEYS_AT_A_TIME);
        }

        void set(String slot, String state, Node node) {
            connection.call("CLUSTER", "SETSLOT", slot, state, node.id);
        }
    }

    private final List<Node> nodes;
    private final List<Integer> slots;
    private final Map<Integer, Integer> owners;

    /** @param slots which to move */
    SlotMoves(EmbeddedRedisCluster cluster, List<Integer> slots) {
        nodes = cluster.nodes().stream().map(Node::of).toList();
        this.slots = slots;
        owners = ownersAsKnownTo(nodes.get(0));
    }

    /** Each slot goes to the master after the one that has it. */
    void moveEach() {
        for (Integer slot : slots) {
            int owner = owners.get(slot);
            int next = (owner + 1) % nodes.size();
            move(Integer.toString(slot), nodes.get(owner), nodes.get(next));
            owners.put(slot, next);
            awaitAgreement();
        }
    }

    /** An earlier move that some node has not heard of yet could undo a later one. */
    private void awaitAgreement() {
        while (!nodes.stream().allMatch(node -> ownersAsKnownTo(node).equals(owners))) {
            LockSupport.parkNanos(5_000_000);
        }
    }

    private void move(String slot, Node from, Node to) {
        to.set(slot, "IMPORTING", from);
        from.set(slot, "MIGRATING", to);
        for (List<?> keys = from.keys(slot); !keys.isEmpty(); keys = from.keys(slot)) {
            List<String> migrate = new ArrayList<>(List.of(
                    "MIGRATE", to.address.getHost(), Integer.toString(to.address.getPort()), "", "0", "5000", "KEYS"));
            keys.forEach(key -> migrate.add((String) key));
            from.connection.call(migrate.toArray(String[]::new));
            LockSupport.parkNanos(3_000_000); // clients meet a slot of which a part is here and a part there
        }
        Stream.concat(Stream.of(to, from), nodes.stream()).forEach(node -> node.set(slot, "NODE", to));
    }

    /** What a node believes. */
    private Map<Integer, Integer> ownersAsKnownTo(Node node) {
        List<Long> ports =
                nodes.stream().map(one -> (long) one.address.getPort()).toList();
        Map<Integer, Integer> known = new TreeMap<>();
        for (Object range : (List<?>) node.connection.call("CLUSTER", "SLOTS")) {
            List<?> entry = (List<?>) range;
            for (Integer slot : slots) {
                if ((Long) entry.get(0) <= slot && slot <= (Long) entry.get(1)) {
                    known.put(slot, ports.indexOf(((List<?>) entry.get(2)).get(1)));
                }
            }
        }
        return known;
    }

    @Override
    public void close() {
        nodes.forEach(node -> node.connection.close());
    }
}
