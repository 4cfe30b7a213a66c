package dev.cress.testing;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ArgumentsSource;

/**
 * Runs a JUnit test class once per {@link RedisTopology}, with a {@link RedisEnvironment} for its constructor. The test
 * report names the topology.
 *
 * <p>All classes of a test JVM share one server of each topology. It starts when the first class needs it and ends after
 * the last test, so tests take a {@linkplain RedisEnvironment#newNamespace() namespace} of their own and never flush.
 *
 * <pre>{@code
 * @RedisTest
 * class CityRepositoryIT {
 *     private final String namespace;
 *
 *     CityRepositoryIT(RedisEnvironment redis) {
 *         namespace = redis.newNamespace();
 *     }
 * }
 * }</pre>
 */
@Documented
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ParameterizedClass(autoCloseArguments = false)
@ArgumentsSource(SharedEnvironments.class)
public @interface RedisTest {

    /**
     * The topologies on which the class runs, in this order.
     *
     * @return both unless given
     */
    RedisTopology[] value() default {RedisTopology.STANDALONE, RedisTopology.CLUSTER};
}
