package dev.cress.integration;

import static dev.cress.testing.Polling.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cress.testing.EmbeddedRedis;
import dev.cress.testing.EmbeddedRedisCluster;
import java.io.Closeable;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Moves slots with their keys from master to master while clients work, a few keys at a time, as one does who reshards a cluster. */
final class SlotMoves implements Closeable {

    private static final String KEYS_AT_A_TIME = "3";

    record Node(String id, URI address, RespConnection connection) {

        static Node of(EmbeddedRedis redis) {
            URI address = URI.create(redis.uri());
            RespConnection connection = new RespConnection(address.getHost(), address.getPort());
            return new Node((String) connection.call("CLUSTER", "MYID"), address, connection);
        }

        String host() {
            return address.getHost();
        }

        String port() {
            return Integer.toString(address.getPort());
        }

        /** How often it has answered with an error so far. */
        long errors(String code) {
            String count = "errorstat_" + code + ":count=";
            return ((String) connection.call("INFO", "errorstats"))
                    .lines()
                    .filter(line -> line.startsWith(count))
                    .mapToLong(line ->
                            Long.parseLong(line.substring(count.length()).trim()))
                    .sum();
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
    private Move underWay;

    /** @param slots which to move */
    SlotMoves(EmbeddedRedisCluster cluster, List<Integer> slots) {
        nodes = cluster.nodes().stream().map(Node::of).toList();
        this.slots = slots;
        owners = ownersAsKnownTo(nodes.get(0));
    }

    /** Each slot goes to the master after the one that has it. */
    void moveEach() {
        slots.forEach(slot -> {
            Move move = begin(slot);
            await(
                    "all keys have moved",
                    () -> !move.some()); // clients meet a slot of which a part is here and a part there
            move.finish();
        });
    }

    /** The slot is to go to the master after the one that has it. */
    Move begin(int slot) {
        requireNoneUnderWay();
        int owner = owners.get(slot);
        int next = (owner + 1) % nodes.size();
        Move move = new Move(slot, nodes.get(owner), nodes.get(next));
        owners.put(slot, next);
        underWay = move;
        return move;
    }

    /** Commands for a slot that somebody has left half moved wait for their deadlines. */
    void requireNoneUnderWay() {
        assertThat(underWay)
                .as("a move that was not finished, by what has failed before")
                .isNull();
    }

    /** A slot on its way. */
    final class Move {

        private final String slot;
        private final Node from;
        private final Node to;

        private Move(int slot, Node from, Node to) {
            this.slot = Integer.toString(slot);
            this.from = from;
            this.to = to;
            to.set(this.slot, "IMPORTING", from);
            from.set(this.slot, "MIGRATING", to);
        }

        /** Moves some keys, and tells whether there were any. */
        boolean some() {
            List<?> keys = from.keys(slot);
            if (!keys.isEmpty()) {
                keys(keys);
            }
            return !keys.isEmpty();
        }

        void keys(List<?> keys) {
            List<String> migrate = new ArrayList<>(List.of("MIGRATE", to.host(), to.port(), "", "0", "5000", "KEYS"));
            keys.forEach(key -> migrate.add((String) key));
            from.connection.call(migrate.toArray(String[]::new));
        }

        /** Moves the rest, and has all nodes know who has the slot. */
        void finish() {
            await("the rest of the keys has moved", () -> !some());
            Stream.concat(Stream.of(to, from), nodes.stream()).forEach(node -> node.set(slot, "NODE", to));
            awaitAgreement();
            underWay = null;
        }

        Node from() {
            return from;
        }

        Node to() {
            return to;
        }
    }

    /** An earlier move that some node has not heard of yet could undo a later one. */
    private void awaitAgreement() {
        await(
                "all nodes know who has the slots",
                () -> nodes.stream().allMatch(node -> ownersAsKnownTo(node).equals(owners)));
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
