package dev.cress.benchmarks.harness;

import io.lettuce.core.RedisClient;
import io.lettuce.core.api.StatefulRedisConnection;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** Reads what this program and the server have spent. */
final class Meter implements AutoCloseable {

    private static final com.sun.management.OperatingSystemMXBean SYSTEM =
            (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    private static final com.sun.management.ThreadMXBean THREADS =
            (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final RedisClient client;
    private final StatefulRedisConnection<String, String> connection;

    Meter(String uri) {
        this.client = RedisClient.create(uri);
        this.connection = client.connect();
    }

    /** A meter of a server that may still be starting. */
    static Meter of(RedisServer server) {
        for (int attempt = 0; ; attempt++) {
            try {
                return new Meter(server.uri());
            } catch (RuntimeException e) {
                if (attempt == 20) {
                    throw e;
                }
                pause();
            }
        }
    }

    private static void pause() {
        try {
            Thread.sleep(100);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    Reading read() {
        Map<String, String> info = info();
        return new Reading(
                System.nanoTime(),
                SYSTEM.getProcessCpuTime(),
                Arrays.stream(THREADS.getThreadAllocatedBytes(THREADS.getAllThreadIds()))
                        .filter(bytes -> bytes > 0)
                        .sum(),
                Math.round(1e6
                        * (Double.parseDouble(info.get("used_cpu_user"))
                                + Double.parseDouble(info.get("used_cpu_sys")))),
                number(info, "total_commands_processed"),
                number(info, "total_reads_processed"));
    }

    long usedMemory() {
        return number(info(), "used_memory");
    }

    String serverVersion() {
        return Objects.requireNonNull(info().get("redis_version"));
    }

    private static long number(Map<String, String> info, String name) {
        return Long.parseLong(Objects.requireNonNull(info.get(name), name));
    }

    private Map<String, String> info() {
        return Arrays.stream(connection.sync().info().split("\r\n", -1))
                .filter(line -> line.contains(":"))
                .map(line -> line.split(":", 2))
                .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1], (first, second) -> first));
    }

    @Override
    public void close() {
        client.shutdown();
    }
}
