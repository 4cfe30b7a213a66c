package dev.cress.benchmarks.harness;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** Reads what this program and the servers have spent. */
final class Meter implements AutoCloseable {

    private static final com.sun.management.ThreadMXBean THREADS =
            (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final RedisClient client = RedisClient.create();
    private final List<StatefulRedisConnection<String, String>> connections;

    /** A meter of one or several servers. */
    Meter(String... uris) {
        this.connections =
                Arrays.stream(uris).map(RedisURI::create).map(client::connect).toList();
    }

    Reading read() {
        List<Map<String, String>> infos = infos();
        long[] threads = THREADS.getAllThreadIds();
        return new Reading(
                System.nanoTime(),
                sum(THREADS.getThreadCpuTime(threads)),
                sum(THREADS.getThreadAllocatedBytes(threads)),
                Math.round(1e6 * (sum(infos, "used_cpu_user") + sum(infos, "used_cpu_sys"))),
                (long) sum(infos, "total_commands_processed"),
                (long) sum(infos, "total_reads_processed"));
    }

    long usedMemory() {
        return (long) sum(infos(), "used_memory");
    }

    String serverVersion() {
        return Objects.requireNonNull(infos().get(0).get("redis_version"));
    }

    /** Those of threads that have ended meanwhile are below zero. */
    private static long sum(long[] ofThreads) {
        return Arrays.stream(ofThreads).filter(value -> value > 0).sum();
    }

    private static double sum(List<Map<String, String>> infos, String name) {
        return infos.stream()
                .mapToDouble(info -> Double.parseDouble(Objects.requireNonNull(info.get(name), name)))
                .sum();
    }

    private List<Map<String, String>> infos() {
        return connections.stream()
                .map(connection -> info(connection.sync().info()))
                .toList();
    }

    private static Map<String, String> info(String text) {
        return Arrays.stream(text.split("\r\n", -1))
                .filter(line -> line.contains(":"))
                .map(line -> line.split(":", 2))
                .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1], (first, second) -> first));
    }

    @Override
    public void close() {
        client.shutdown();
    }
}
