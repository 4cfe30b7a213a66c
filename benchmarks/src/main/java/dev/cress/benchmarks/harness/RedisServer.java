package dev.cress.benchmarks.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A packaged redis-server, started for one run: {@code redis-server} of the path, or of the system property {@code redis.server}. Not the embedded one, whose static build
 * uses the plain allocator of its C library and nearly twice the CPU.
 */
final class RedisServer implements AutoCloseable {

    private static final String LOG = "server.log";
    private static final String NODES = "nodes.conf";

    private final Process process;
    private final int port;
    private final Path directory;

    private RedisServer(Process process, int port, Path directory) {
        this.process = process;
        this.port = port;
        this.directory = directory;
    }

    static RedisServer start() {
        return start(List.of());
    }

    /** A server that can be a node of a cluster, of which it knows nothing yet. */
    static RedisServer startNode() {
        return start(List.of("--cluster-enabled", "yes", "--cluster-config-file", NODES));
    }

    private static RedisServer start(List<String> more) {
        String binary = System.getProperty("redis.server", "redis-server");
        try {
            int port = freePort();
            Path directory = Files.createTempDirectory("cress-benchmark");
            List<String> command = new ArrayList<>(List.of(
                    binary,
                    "--port",
                    Integer.toString(port),
                    "--bind",
                    "127.0.0.1",
                    "--save",
                    "",
                    "--appendonly",
                    "no",
                    "--dir",
                    directory.toString()));
            command.addAll(more);
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(directory.resolve(LOG).toFile())
                    .start();
            Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
            Polling.await(binary + " does not listen", () -> listens(port));
            return new RedisServer(process, port, directory);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    binary
                            + " cannot be started; install a packaged one (apt-get install redis-server), or name it by -Dredis.server=…",
                    e);
        }
    }

    private static boolean listens(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    int port() {
        return port;
    }

    String uri() {
        return "redis://127.0.0.1:" + port;
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(5, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
            Files.deleteIfExists(directory.resolve(LOG));
            Files.deleteIfExists(directory.resolve(NODES));
            Files.deleteIfExists(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
