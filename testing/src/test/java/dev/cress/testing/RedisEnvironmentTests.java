package dev.cress.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class RedisEnvironmentTests {

    private final AtomicInteger closed = new AtomicInteger();
    private final RedisEnvironment redis =
            new RedisEnvironment(RedisTopology.STANDALONE, "redis://localhost", closed::incrementAndGet);

    @Test
    void givesEachCallerItsOwnNamespace() {
        RedisEnvironment other = redis.shared();
        Set<String> namespaces = new TreeSet<>();
        for (int i = 0; i < 1_000; i++) {
            namespaces.add(redis.newNamespace());
            namespaces.add(other.newNamespace());
        }
        assertThat(namespaces).hasSize(2_000).allMatch(name -> name.matches("[A-Za-z0-9_.-]{1,64}"));
    }

    @Test
    void closesServersOnlyForTheirOwner() {
        redis.shared().close();
        assertThat(closed).hasValue(0);
        redis.close();
        assertThat(closed).hasValue(1);
    }
}
