package dev.cress.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfEnvironmentVariable;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;

/** Runs the annotated classes below in a JUnit engine of their own, and looks at what happened. */
@DisabledIfEnvironmentVariable(named = ServerSelection.STANDALONE_VARIABLE, matches = ".+")
@DisabledIfEnvironmentVariable(named = ServerSelection.CLUSTER_VARIABLE, matches = ".+")
class RedisTestIT {

    private static final Map<RedisTopology, Set<String>> URIS = new EnumMap<>(RedisTopology.class);
    private static EngineExecutionResults results;

    @BeforeAll
    static void runAnnotatedClasses() {
        results = EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass(OnBothTopologies.class), selectClass(OnStandaloneOnly.class))
                .execute();
    }

    @Test
    void runsClassOncePerTopology() {
        results.testEvents()
                .assertStatistics(events -> events.started(4).succeeded(4).failed(0));
    }

    @Test
    void namesTopologies() {
        List<String> names = results.containerEvents()
                .dynamicallyRegistered()
                .map(Event::getTestDescriptor)
                .map(descriptor -> descriptor.getDisplayName())
                .toList();
        assertThat(names).containsExactlyInAnyOrder("[1] standalone", "[2] cluster", "[1] standalone");
    }

    @Test
    void sharesOneServerOfEachTopology() {
        assertThat(URIS.get(RedisTopology.STANDALONE)).hasSize(1);
        assertThat(URIS.get(RedisTopology.CLUSTER)).hasSize(1);
    }

    @Test
    void endsServersAfterLastTest() {
        URIS.values().stream()
                .flatMap(Set::stream)
                .forEach(
                        uri -> assertThatExceptionOfType(ConnectException.class).isThrownBy(() -> call(uri, "PING")));
    }

    private static String call(String uri, String... command) throws IOException {
        try (RespClient client = RespClient.connect(URI.create(uri).getPort())) {
            return client.call(command);
        }
    }

    private static void record(RedisEnvironment redis) {
        URIS.computeIfAbsent(redis.topology(), topology -> new TreeSet<>()).add(redis.uri());
    }

    @RedisTest
    static class OnBothTopologies {

        private final RedisEnvironment redis;

        OnBothTopologies(RedisEnvironment redis) {
            this.redis = redis;
            record(redis);
        }

        @Test
        void reachesServerOfTopology() throws IOException {
            int enabled = redis.topology() == RedisTopology.CLUSTER ? 1 : 0;
            assertThat(call(redis.uri(), "INFO", "cluster")).contains("cluster_enabled:" + enabled);
        }
    }

    @RedisTest(RedisTopology.STANDALONE)
    static class OnStandaloneOnly {

        private final RedisEnvironment redis;

        OnStandaloneOnly(RedisEnvironment redis) {
            this.redis = redis;
            record(redis);
        }

        @Test
        void runsOnNamedTopologyOnly() {
            assertThat(redis.topology()).isEqualTo(RedisTopology.STANDALONE);
        }

        @Test
        void keepsServerWhenTestClosesItsEnvironment() throws IOException {
            redis.close();
            assertThat(call(redis.uri(), "PING")).isEqualTo("PONG");
        }
    }
}
