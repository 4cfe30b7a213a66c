package dev.cress.integration;

import java.io.Closeable;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A server or a whole cluster, as the oracle sees it: one {@link RespConnection} per master, commands routed by their first key. */
final class RawRedis implements Closeable {

    private final Map<String, RespConnection> masters = new LinkedHashMap<>();
    private final RespConnection[] bySlot = new RespConnection[Placement.SLOTS];

    private RawRedis() {}

    static RawRedis connect(String uri) {
        URI address = URI.create(uri);
        RawRedis redis = new RawRedis();
        RespConnection first = redis.master(address.getHost(), address.getPort());
        String info = (String) first.call("INFO", "cluster");
        if (info.contains("cluster_enabled:1")) {
            redis.findMasters(first);
        } else {
            Arrays.fill(redis.bySlot, first);
        }
        return redis;
    }

    private RespConnection master(String host, int port) {
        return masters.computeIfAbsent(host + ":" + port, address -> new RespConnection(host, port));
    }

    private void findMasters(RespConnection anyNode) {
        for (Object range : (List<?>) anyNode.call("CLUSTER", "SLOTS")) {
            List<?> entry = (List<?>) range;
            List<?> node = (List<?>) entry.get(2);
            RespConnection master = master((String) node.get(0), ((Long) node.get(1)).intValue());
            for (int slot = ((Long) entry.get(0)).intValue(); slot <= (Long) entry.get(1); slot++) {
                bySlot[slot] = master;
            }
        }
        masters.values().removeIf(node -> !Arrays.asList(bySlot).contains(node));
    }

    List<RespConnection> masters() {
        return List.copyOf(masters.values());
    }

    /** Runs a command whose first argument is its key, where that key lives. */
    Object call(String... command) {
        return masterOf(command[1]).call(command);
    }

    RespConnection masterOf(String key) {
        return bySlot[Placement.slotOf(key)];
    }

    /** All keys with a prefix that holds no glob characters, of every master. */
    Map<RespConnection, List<String>> keys(String prefix) {
        Map<RespConnection, List<String>> keys = new LinkedHashMap<>();
        for (RespConnection master : masters()) {
            keys.put(master, scan(master, prefix));
        }
        return keys;
    }

    private static List<String> scan(RespConnection master, String prefix) {
        List<String> keys = new ArrayList<>();
        String cursor = "0";
        do {
            List<?> page = (List<?>) master.call("SCAN", cursor, "MATCH", prefix + "*", "COUNT", "2000");
            cursor = (String) page.get(0);
            ((List<?>) page.get(1)).forEach(key -> keys.add((String) key));
        } while (!cursor.equals("0"));
        return keys.stream().distinct().toList();
    }

    @Override
    public void close() {
        masters.values().forEach(RespConnection::close);
    }
}
