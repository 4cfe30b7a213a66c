package dev.cress.testing;

import java.util.ArrayList;
import java.util.List;

/**
 * A real redis-server 7.0.15 as a child process, on a free port of the loopback interface and in a temporary directory.
 * It keeps nothing on disk unless {@link Builder#appendOnly()} is asked for, and permits {@code DEBUG}.
 *
 * <p>The caller owns the server: {@link #close()} ends it and deletes its directory; what is not closed ends with the
 * JVM. All methods block (starting takes tens of milliseconds) and are thread-safe.
 *
 * <pre>{@code
 * try (EmbeddedRedis redis = EmbeddedRedis.start()) {
 *     RedisClient client = RedisClient.create(redis.uri());
 * }
 * }</pre>
 *
 * <p>For tests and samples; the binary is not tuned for speed.
 */
public final class EmbeddedRedis implements AutoCloseable {

    private final RedisLauncher launcher;
    private final DataDirectory directory;
    private final int port;
    private RedisProcess process;
    private boolean closed;

    EmbeddedRedis(RedisLauncher launcher, DataDirectory directory, int port, RedisProcess process) {
        this.launcher = launcher;
        this.directory = directory;
        this.port = port;
        this.process = process;
    }

    /**
     * Starts a server with the default settings.
     *
     * @return the running server
     * @throws UnsupportedPlatformException if there is no binary for this platform
     * @throws RedisStartException if the server does not answer within 20 seconds, those in which it loads its data not counted
     */
    public static EmbeddedRedis start() {
        return builder().start();
    }

    /**
     * Begins the settings of a server.
     *
     * @return a builder with the default settings
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * The port on which the server listens, the same after a restart.
     *
     * @return a TCP port of 127.0.0.1
     */
    public int port() {
        return port;
    }

    /**
     * The address of the server, in the form that Lettuce and Cress take.
     *
     * @return {@code redis://127.0.0.1:<port>}
     */
    public String uri() {
        return "redis://127.0.0.1:" + port;
    }

    /**
     * Whether the server process is there: true between a start and the next kill, close or crash.
     *
     * @return whether the server runs
     */
    public synchronized boolean isRunning() {
        return process.isAlive();
    }

    /**
     * Ends the server as {@code kill -9} does; returns when it is gone. Its directory is kept for {@link #restart()}.
     * Does nothing when the server does not run.
     */
    public synchronized void kill() {
        process.kill();
    }

    /**
     * Starts the server again, on the same port and directory; a running one is shut down in an orderly way before. With
     * {@link Builder#appendOnly()} the data is there again, otherwise the server is empty.
     *
     * @throws RedisStartException if the server does not answer within 20 seconds, those in which it loads its data not counted
     * @throws IllegalStateException if the server is closed
     */
    public synchronized void restart() {
        if (closed) {
            throw new IllegalStateException("The server on port " + port + " is closed");
        }
        process.stop();
        process = launcher.restart(directory, port);
    }

    /** Ends the server and deletes its directory. Closing again does nothing. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        process.kill();
        directory.delete();
        OpenServers.remove(this);
    }

    @Override
    public String toString() {
        return "EmbeddedRedis[" + uri() + "]";
    }

    /** Settings of a server; not thread-safe. */
    public static final class Builder {

        private final List<String> arguments = new ArrayList<>();

        private Builder() {}

        /**
         * Makes every acknowledged write survive {@link EmbeddedRedis#kill()} and {@link EmbeddedRedis#restart()}, by an
         * append-only file that is flushed before each reply.
         *
         * @return this builder
         */
        public Builder appendOnly() {
            return arguments("--appendonly", "yes", "--appendfsync", "always");
        }

        /**
         * Makes the server a replica of another one. It starts when it has the data of that one, which has to run then.
         *
         * @param master the server to copy
         * @return this builder
         */
        public Builder replicaOf(EmbeddedRedis master) {
            return arguments("--replicaof", "127.0.0.1", Integer.toString(master.port()));
        }

        /**
         * Adds arguments of redis-server, which win over the defaults, such as {@code "--maxmemory", "64mb"}.
         *
         * @param more option names (with two hyphens) and values
         * @return this builder
         */
        public Builder arguments(String... more) {
            arguments.addAll(List.of(more));
            return this;
        }

        /**
         * Starts a server with these settings.
         *
         * @return the running server
         * @throws UnsupportedPlatformException if there is no binary for this platform
         * @throws RedisStartException if the server does not answer within 20 seconds, those in which it loads its data not counted
         */
        public EmbeddedRedis start() {
            return new RedisLauncher(RedisExecutable.locate(), arguments).start();
        }
    }
}
