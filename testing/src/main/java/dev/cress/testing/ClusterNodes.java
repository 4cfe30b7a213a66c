package dev.cress.testing;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;

/** Starts servers in cluster mode, all at once; they do not know of each other yet. */
final class ClusterNodes {

    private static final int NODE_TIMEOUT_MILLIS = 2_000;

    private ClusterNodes() {}

    /** Starts all nodes, or none: when one fails, the others are closed. */
    static List<EmbeddedRedis> start(int count) {
        Path executable = RedisExecutable.locate();
        List<CompletableFuture<EmbeddedRedis>> starting =
                Stream.generate(() -> startAsync(executable)).limit(count).toList();
        List<EmbeddedRedis> started = new ArrayList<>();
        CompletionException failure = null;
        for (CompletableFuture<EmbeddedRedis> node : starting) {
            try {
                started.add(node.join());
            } catch (CompletionException e) {
                failure = e;
            }
        }
        if (failure != null) {
            started.forEach(EmbeddedRedis::close);
            throw new RedisStartException("A cluster node did not start", failure.getCause());
        }
        return List.copyOf(started);
    }

    private static CompletableFuture<EmbeddedRedis> startAsync(Path executable) {
        return CompletableFuture.supplyAsync(() -> new RedisLauncher(executable, arguments()).start());
    }

    private static List<String> arguments() {
        return List.of(
                "--cluster-enabled",
                "yes",
                "--cluster-config-file",
                "nodes.conf",
                "--cluster-node-timeout",
                Integer.toString(NODE_TIMEOUT_MILLIS));
    }
}
