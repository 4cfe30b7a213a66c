package dev.cress.integration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cress.Cress;
import dev.cress.CressOptions;
import dev.cress.connection.RedisExecutor;
import dev.cress.testing.RedisEnvironment;
import dev.cress.testing.RedisTest;
import dev.cress.testing.RedisTopology;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Checks the tests: Cress is broken on purpose, and the checker or the comparison with the model must notice. */
@RedisTest(RedisTopology.STANDALONE)
class BreakagesIT {

    private static final int PARTITIONS = 4;
    private static final Duration DEADLINE = Duration.ofSeconds(20);

    private final RedisEnvironment environment;
    private final String namespace;

    BreakagesIT(RedisEnvironment environment) {
        this.environment = environment;
        this.namespace = environment.newNamespace();
    }

    @Test
    void findsNothingWhenNothingIsBroken() {
        JoinedCalls joined = JoinedCalls.counted();
        Finding finding = run(UnaryOperator.identity());
        joined.requireSome(namespace, "entity/save", "entity/patch");
        assertThat(finding.discrepancies()).isEmpty();
        assertThat(finding.rules()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("breakages")
    void findsBreakage(Breakage breakage) {
        Fault fault = breakage.fault().get();
        Finding finding = run(executor -> new FaultyExecutor(executor, fault));
        assertThat(fault.applied()).as("calls that were broken: %s", finding).isPositive();
        assertThat(finding.rules()).as("%s", finding).containsAll(breakage.rules());
        if (breakage.seenByClients()) {
            assertThat(finding.discrepancies()).isNotEmpty();
        }
    }

    static Stream<Breakage> breakages() {
        return Breakages.all();
    }

    private Finding run(UnaryOperator<RedisExecutor> executor) {
        CressOptions options = CressOptions.builder(environment.uri())
                .commandTimeout(DEADLINE)
                .operationDeadline(DEADLINE)
                .namespace(namespace)
                .partitions(PARTITIONS)
                .executor(real -> executor.apply(new CompanyExecutor(real)))
                .build();
        Cress cress = Cress.connect(options).block(DEADLINE);
        try (RawRedis redis = RawRedis.connect(environment.uri())) {
            List<String> discrepancies =
                    new BreakageScenario(cress.repository(Parcels.class), cress::unitOfWork, PARTITIONS).run();
            return new Finding(
                    discrepancies, new InvariantChecker(redis, namespace, Parcel.schema(PARTITIONS)).check());
        } finally {
            cress.closeLater().block(DEADLINE);
        }
    }

    private record Finding(List<String> discrepancies, List<Violation> violations) {
        Set<Rule> rules() {
            Set<Rule> rules = EnumSet.noneOf(Rule.class);
            violations.forEach(violation -> rules.add(violation.rule()));
            return rules;
        }
    }
}
