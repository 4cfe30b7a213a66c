package dev.cress.connection;

import dev.cress.error.AccessDeniedException;
import dev.cress.error.ClassPathException;
import dev.cress.error.RedisDataException;
import dev.cress.error.RedisUnavailableException;
import io.lettuce.core.AbstractRedisClient;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulConnection;
import io.lettuce.core.cluster.RedisClusterClient;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.resource.ClientResources;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.util.retry.Retry;

/** Asks the server what it is, and opens the connections that fit. */
final class LettuceConnector {

    /** A refused password can show as a connection that was closed too early: asking again tells which it is. */
    private static final Duration PROBE_PAUSE = Duration.ofMillis(50);

    /** A connection that is being opened when its subscriber cancels fails on the driver's threads. */
    private static final Duration UNTIL_BROKEN_OFF = Duration.ofMillis(100);

    private final ConnectionOptions options;

    LettuceConnector(ConnectionOptions options) {
        this.options = options;
    }

    Mono<RedisConnections> connect() {
        return Mono.usingWhen(
                        made(LettuceProfile::resources),
                        this::connect,
                        connected -> Mono.empty(), // they are the connections' now
                        (resources, failure) -> shutdown(resources),
                        resources -> shutdown(resources, UNTIL_BROKEN_OFF))
                .onErrorMap(this::translate);
    }

    private Mono<RedisConnections> connect(ClientResources resources) {
        List<RedisURI> uris = options.uris().stream().map(RedisURI::create).toList();
        return Flux.fromIterable(uris)
                .concatMap(uri -> probe(resources, uri)
                        .map(server -> Map.entry(uri, server))
                        .materialize())
                .filter(signal -> !signal.isOnComplete())
                .takeUntil(signal -> signal.isOnNext())
                .last()
                .<Map.Entry<RedisURI, ServerInfo>>dematerialize()
                .flatMap(found ->
                        open(resources, uris, found.getKey(), found.getValue().requireSupported()));
    }

    private Mono<RedisConnections> open(
            ClientResources resources, List<RedisURI> uris, RedisURI answered, ServerInfo server) {
        return server.cluster() ? cluster(resources, uris, server) : standalone(resources, answered, server);
    }

    private Mono<ServerInfo> probe(ClientResources resources, RedisURI uri) {
        return Mono.usingWhen(
                        made(() -> client(resources)),
                        client -> from(() -> client.connectAsync(StringCodec.UTF8, uri))
                                .flatMap(connection ->
                                        from(() -> connection.async().info()))
                                .map(info -> ServerInfo.parse(info).requireMaster()),
                        LettuceConnector::shutdown)
                .retryWhen(Retry.fixedDelay(3, PROBE_PAUSE)
                        .filter(failure -> !denied(failure))
                        .onRetryExhaustedThrow((spec, signal) -> signal.failure()));
    }

    private RedisClient client(ClientResources resources) {
        return client(resources, LettuceProfile.standalone(options));
    }

    private RedisClient messageClient(ClientResources resources) {
        return client(resources, LettuceProfile.messages(options));
    }

    private static RedisClient client(ClientResources resources, ClientOptions options) {
        RedisClient client = RedisClient.create(resources);
        client.setOptions(options);
        return client;
    }

    private Mono<RedisConnections> standalone(ClientResources resources, RedisURI uri, ServerInfo server) {
        return made(() -> client(resources))
                .flatMap(client -> dispatchers(connection(client, uri))
                        .map(dispatchers -> LettuceConnections.open(
                                options,
                                server,
                                resources,
                                dispatchers,
                                shutdown(client),
                                new StandaloneNode(connection(client, uri)),
                                new StandaloneMessages(messageClient(resources), uri))));
    }

    private static Mono<StatefulConnection<byte[], byte[]>> connection(RedisClient client, RedisURI uri) {
        return from(() -> client.connectAsync(ByteArrayCodec.INSTANCE, uri)).map(connection -> connection);
    }

    private static Mono<Map<Role, Dispatcher>> dispatchers(Mono<StatefulConnection<byte[], byte[]>> opener) {
        return Flux.fromArray(Role.values())
                .concatMap(role -> opener.map(connection -> Map.entry(role, Dispatcher.to(connection))))
                .collectMap(Map.Entry::getKey, Map.Entry::getValue);
    }

    private Mono<RedisConnections> cluster(ClientResources resources, List<RedisURI> uris, ServerInfo server) {
        return made(() -> clusterClient(resources, uris))
                .flatMap(client -> from(() -> client.refreshPartitionsAsync().thenApply(done -> client)))
                .flatMap(client -> {
                    ClusterConnector connector = new ClusterConnector(client, resources);
                    return connector
                            .dispatchers()
                            .map(dispatchers -> LettuceConnections.open(
                                    options,
                                    server,
                                    resources,
                                    dispatchers,
                                    connector.closeLater(),
                                    connector.forReplicated(),
                                    connector.messages(messageClient(resources), uris.get(0))));
                });
    }

    private RedisClusterClient clusterClient(ClientResources resources, List<RedisURI> uris) {
        RedisClusterClient client = RedisClusterClient.create(resources, uris);
        client.setOptions(LettuceProfile.cluster(options));
        return client;
    }

    /** Reads classes of the driver, and takes locks. */
    private static <T> Mono<T> made(Callable<T> what) {
        return Mono.fromCallable(ClassPathException.guard(what)).subscribeOn(Schedulers.boundedElastic());
    }

    /** Begins each step on a thread that may wait: Lettuce takes locks when it connects, and the step before ended on an I/O thread. */
    static <V> Mono<V> from(Supplier<? extends CompletionStage<V>> stage) {
        return Mono.<V>fromCompletionStage(stage).subscribeOn(Schedulers.boundedElastic());
    }

    static Mono<Void> shutdown(AbstractRedisClient client) {
        return from(() -> client.shutdownAsync(0, 2, TimeUnit.SECONDS));
    }

    /** Takes locks as well. */
    static Mono<Void> shutdown(ClientResources resources) {
        return shutdown(resources, Duration.ZERO);
    }

    /** @param quiet how long the threads go on with what still comes */
    private static Mono<Void> shutdown(ClientResources resources, Duration quiet) {
        return Mono.<Void>create(sink -> resources
                        .shutdown(quiet.toMillis(), 2_000, TimeUnit.MILLISECONDS)
                        .addListener(done -> sink.success()))
                .subscribeOn(Schedulers.boundedElastic());
    }

    private RedisDataException translate(Throwable failure) {
        if (failure instanceof RedisDataException known) {
            return known;
        }
        if (denied(failure)) {
            return new AccessDeniedException("the server refuses the user or its password", failure);
        }
        String hosts = String.join(
                ", ",
                Arrays.asList(options.uris().stream().map(uri -> hostOf(uri)).toArray(String[]::new)));
        return new RedisUnavailableException(
                "connecting to " + hosts + " failed: " + rootMessage(failure)
                        + "; is the server running, and is the address right?",
                failure);
    }

    static boolean denied(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (FailureClassifier.classify(cause) == Failure.DENIED) {
                return true;
            }
        }
        return false;
    }

    private static String rootMessage(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return String.valueOf(root.getMessage());
    }

    /** Without user and password, which may be in an address. */
    private static String hostOf(String uri) {
        RedisURI parsed = RedisURI.create(uri);
        return parsed.getHost() == null ? "its sentinels" : parsed.getHost() + ":" + parsed.getPort();
    }
}
