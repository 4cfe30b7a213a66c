package dev.cress.testing.fault;

import static dev.cress.testing.fault.Direction.REPLY;
import static dev.cress.testing.fault.Direction.REQUEST;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cress.testing.EmbeddedRedis;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisException;
import io.lettuce.core.TransactionResult;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.pubsub.RedisPubSubAdapter;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Execution(ExecutionMode.SAME_THREAD) // one server, emptied before each test
class FaultProxyIT {

    private static final Duration MOMENT = Duration.ofMillis(60);

    private static EmbeddedRedis redis;
    private static RedisClient direct;
    private static RedisCommands<String, String> server;

    private FaultProxy proxy;
    private RedisClient client;

    @BeforeAll
    static void startServer() {
        redis = EmbeddedRedis.start();
        direct = RedisClient.create(redis.uri());
        server = direct.connect().sync();
    }

    @AfterAll
    static void stopServer() {
        direct.close();
        redis.close();
    }

    @BeforeEach
    void startProxy() {
        server.flushall();
        proxy = FaultProxy.before(redis);
        client = RedisClient.create(proxy.uri());
    }

    @AfterEach
    void stopProxy() {
        client.close();
        proxy.close();
    }

    /** Sends commands in one write, and reads until the connection ends or nothing comes for a while. */
    private String exchange(String... commands) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", proxy.ports().get(0))) {
            socket.setSoTimeout(1_000);
            socket.getOutputStream().write((String.join("\r\n", commands) + "\r\n").getBytes(StandardCharsets.UTF_8));
            return read(socket);
        }
    }

    /** What arrived; ends with {@code #} when the connection was reset. */
    private static String read(Socket socket) throws IOException {
        StringBuilder replies = new StringBuilder();
        try {
            for (int next = socket.getInputStream().read();
                    next >= 0;
                    next = socket.getInputStream().read()) {
                replies.append((char) next);
                if (replies.toString().endsWith("+PONG\r\n")) {
                    return replies.toString();
                }
            }
            return replies + ".";
        } catch (java.net.SocketException e) {
            return replies + "#";
        }
    }

    private void next(String name, NetworkFault fault) {
        proxy.use(FaultPlan.once(command -> command.is(name), fault));
    }

    @Test
    void passesOnEverythingWhenThereIsNoFault() throws Exception {
        StatefulRedisConnection<String, String> connection = client.connect();
        String large = "é".repeat(500_000);
        connection.sync().set("large", large);
        assertThat(connection.sync().get("large")).isEqualTo(large);
        connection.sync().multi();
        connection.sync().incr("n");
        TransactionResult result = connection.sync().exec();
        assertThat(result.<Long>get(0)).isEqualTo(1);
        BlockingQueue<String> messages = new ArrayBlockingQueue<>(2);
        var listening = client.connectPubSub();
        listening.addListener(new RedisPubSubAdapter<String, String>() {
            @Override
            public void message(String channel, String message) {
                messages.add(message);
            }
        });
        listening.sync().subscribe("channel");
        connection.sync().publish("channel", "hello");
        assertThat(messages.poll(5, TimeUnit.SECONDS)).isEqualTo("hello");
        assertThat(proxy.faults()).isEmpty();
    }

    @Test
    void losesARequestAndWhatFollowsButNoEarlierReply() throws IOException {
        next("INCR", NetworkFault.dropRequest(MOMENT));
        long begun = System.nanoTime();
        assertThat(exchange("SET a 1", "INCR a", "SET b 1")).isEqualTo("+OK\r\n#");
        assertThat(System.nanoTime() - begun).isGreaterThanOrEqualTo(MOMENT.toNanos());
        assertThat(server.get("a")).isEqualTo("1");
        assertThat(server.exists("b")).isZero();
        assertThat(proxy.faults()).containsOnly(java.util.Map.entry(NetworkFault.dropRequest(MOMENT), 1L));
    }

    @Test
    void losesTheReplyOfExactlyThatCommandAndWhatFollows() throws IOException {
        next("INCR", NetworkFault.dropReply(MOMENT));
        assertThat(exchange("SET a 1", "GET a", "INCR a", "SET b 1")).isEqualTo("+OK\r\n$1\r\n1\r\n#");
        assertThat(server.get("a")).isEqualTo("2");
        assertThat(server.get("b")).isEqualTo("1");
    }

    @Test
    void resetsBeforeOrAfterTheCommandRan() throws IOException {
        next("INCR", NetworkFault.reset(REQUEST));
        assertThat(exchange("INCR a", "INCR a")).isEqualTo("#");
        assertThat(server.exists("a")).isZero();
        next("INCR", NetworkFault.reset(REPLY));
        assertThat(exchange("INCR a")).isEqualTo("#");
        assertThat(server.get("a")).isEqualTo("1");
    }

    @Test
    void tearsRequestsThatThenDoNotRunAndRepliesThatThenAreNotWhole() throws IOException {
        next("SET", NetworkFault.tear(REQUEST));
        assertThat(exchange("SET a 12345678")).isEqualTo(".");
        assertThat(server.exists("a")).isZero();
        server.set("b", "12345678");
        next("GET", NetworkFault.tear(REPLY));
        assertThat(exchange("GET b", "SET a 1")).startsWith("$8\r\n1").hasSizeLessThan(14);
    }

    @Test
    void delaysInOrderAndEvenWhenTheClientHasGone() throws IOException {
        next("SET", NetworkFault.delay(REQUEST, MOMENT));
        long begun = System.nanoTime();
        assertThat(exchange("SET a 1", "GET a", "PING")).isEqualTo("+OK\r\n$1\r\n1\r\n+PONG\r\n");
        assertThat(System.nanoTime() - begun).isGreaterThanOrEqualTo(MOMENT.toNanos());

        next("SET", NetworkFault.delay(REQUEST, MOMENT));
        try (Socket socket = new Socket("127.0.0.1", proxy.ports().get(0))) {
            socket.getOutputStream().write("SET late 1\r\n".getBytes(StandardCharsets.UTF_8));
        }
        long deadline = System.nanoTime() + Duration.ofSeconds(5).toNanos();
        while (server.exists("late") == 0) {
            assertThat(System.nanoTime()).isLessThan(deadline);
        }
        next("GET", NetworkFault.delay(REPLY, MOMENT));
        begun = System.nanoTime();
        assertThat(exchange("GET a", "PING")).isEqualTo("$1\r\n1\r\n+PONG\r\n");
        assertThat(System.nanoTime() - begun).isGreaterThanOrEqualTo(MOMENT.toNanos());
    }

    @ParameterizedTest
    @EnumSource(Direction.class)
    void splitsWithoutLosingAnything(Direction direction) {
        proxy.use(FaultPlan.random(1, 1, java.util.List.of(NetworkFault.split(direction))));
        RedisCommands<String, String> commands = client.connect().sync();
        for (int i = 0; i < 5; i++) {
            commands.set("key", "value " + i);
            assertThat(commands.get("key")).isEqualTo("value " + i);
        }
        assertThat(proxy.faults().get(NetworkFault.split(direction))).isGreaterThanOrEqualTo(10);
    }

    @Test
    void cutsAllConnectionsOnce() {
        RedisCommands<String, String> commands = client.connect().sync();
        String id = commands.clientInfo();
        proxy.cutAll();
        try {
            commands.ping();
        } catch (RedisException e) {
            // it was under way
        }
        assertThat(commands.clientInfo()).isNotEqualTo(id);
    }

    @Test
    void serverMayComeBackBehindIt() throws IOException {
        try (EmbeddedRedis other = EmbeddedRedis.start();
                FaultProxy before = FaultProxy.before(other)) {
            assertThat(ping(before)).isEqualTo("+PONG\r\n");
            other.kill();
            assertThat(ping(before)).isIn("#", ".");
            other.restart();
            assertThat(ping(before)).isEqualTo("+PONG\r\n");
        }
    }

    private static String ping(FaultProxy proxy) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", proxy.ports().get(0))) {
            socket.setSoTimeout(1_000);
            socket.getOutputStream().write("PING\r\n".getBytes(StandardCharsets.UTF_8));
            return read(socket);
        } catch (java.net.SocketException e) {
            return "#";
        }
    }

    @Test
    void refusesConnectionsOnceClosed() {
        proxy.close();
        assertThatThrownBy(() -> client.connect()).isInstanceOf(RedisException.class);
    }
}
