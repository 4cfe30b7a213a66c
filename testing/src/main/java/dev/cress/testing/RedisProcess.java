package dev.cress.testing;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** One run of redis-server: started, ready, ended. A restart is another run in the same directory. */
final class RedisProcess {

    /** How long a server may be silent until it answers PING, not counting while it loads its file; the bundled one needs about 10 ms. */
    static final Duration START_DEADLINE = Duration.ofSeconds(20);

    private static final long POLL_MILLIS = 5;
    private static final long STOP_SECONDS = 2;

    private final Process process;
    private final DataDirectory directory;
    private final int port;

    private RedisProcess(Process process, DataDirectory directory, int port) {
        this.process = process;
        this.directory = directory;
        this.port = port;
    }

    /** Starts a server and returns when it answers; a server that does not is ended before the exception is thrown. */
    static RedisProcess start(Path executable, DataDirectory directory, int port, List<String> arguments) {
        RedisProcess process = new RedisProcess(
                spawn(executable, directory, commandLine(directory, port, arguments)), directory, port);
        try {
            process.awaitReady();
            return process;
        } catch (RuntimeException e) {
            process.kill();
            throw e;
        }
    }

    private static List<String> commandLine(DataDirectory directory, int port, List<String> arguments) {
        List<String> line = new ArrayList<>(List.of("--port", Integer.toString(port), "--bind", "127.0.0.1"));
        line.addAll(List.of("--dir", directory.path().toString(), "--save", "", "--appendonly", "no"));
        line.addAll(List.of("--loglevel", "notice", "--enable-debug-command", "local"));
        line.addAll(List.of("--repl-diskless-sync-delay", "0")); // no wait for more replicas
        line.addAll(arguments); // last, because the last value of an option wins
        return line;
    }

    private static Process spawn(Path executable, DataDirectory directory, List<String> arguments) {
        List<String> line = new ArrayList<>(List.of(executable.toString()));
        line.addAll(arguments);
        try {
            return new ProcessBuilder(line)
                    .redirectErrorStream(true)
                    .redirectOutput(directory.log().toFile())
                    .start();
        } catch (IOException e) {
            throw new RedisStartException(
                    "Cannot run " + executable + ". If its directory forbids execution, set the system property "
                            + RedisExecutable.OVERRIDE_PROPERTY + " or java.io.tmpdir.",
                    e);
        }
    }

    private void awaitReady() {
        long deadline = System.nanoTime() + START_DEADLINE.toNanos();
        for (Answer answer = answer(); answer != Answer.READY; answer = answer()) {
            if (!process.isAlive()) {
                throw new EndedEarly("redis-server ended with code " + process.exitValue() + ":\n" + endOfLog());
            }
            if (answer == Answer.LOADING) {
                deadline = System.nanoTime() + START_DEADLINE.toNanos();
            } else if (System.nanoTime() - deadline > 0) {
                throw new RedisStartException(
                        "redis-server gave no PONG within " + START_DEADLINE + ":\n" + endOfLog());
            }
            Pause.millis(POLL_MILLIS);
        }
    }

    private String endOfLog() {
        return directory.endOfLog();
    }

    /** What this very process answers on the port, rather than a stranger who took the port first; a replica is ready when it has its master's data. */
    private Answer answer() {
        try (RespClient client = RespClient.connect(port)) {
            boolean ready = client.call("PING").equals("PONG")
                    && client.call("INFO", "server").contains("process_id:" + process.pid() + "\r\n")
                    && !client.call("INFO", "replication").contains("master_link_status:down");
            return ready ? Answer.READY : Answer.NONE;
        } catch (RespClient.ErrorReply e) {
            return e.hasCode("NOAUTH") ? Answer.READY : e.hasCode("LOADING") ? Answer.LOADING : Answer.NONE;
        } catch (IOException e) {
            return Answer.NONE;
        }
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Asks the server to shut down, and kills it when it does not. */
    void stop() {
        process.destroy();
        awaitEnd();
    }

    /** Ends the server without giving it a chance to write anything ({@code kill -9}). */
    void kill() {
        process.destroyForcibly();
        awaitEnd();
    }

    private void awaitEnd() {
        try {
            if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private enum Answer {
        NONE,
        LOADING,
        READY
    }

    /** The server ended before it was ready, most likely because its port was taken. */
    static final class EndedEarly extends RuntimeException {

        private EndedEarly(String message) {
            super(message);
        }
    }
}
