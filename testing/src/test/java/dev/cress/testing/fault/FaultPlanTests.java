package dev.cress.testing.fault;

import static dev.cress.testing.fault.Direction.REPLY;
import static dev.cress.testing.fault.Direction.REQUEST;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class FaultPlanTests {

    private static final ProxiedCommand GET = command("GET");
    private static final ProxiedCommand SET = command("SET");
    private static final NetworkFault RESET = NetworkFault.reset(REQUEST);
    private static final NetworkFault TEAR = NetworkFault.tear(REPLY);

    private static ProxiedCommand command(String name) {
        return new ProxiedCommand(List.of(name.getBytes(StandardCharsets.UTF_8)));
    }

    private static List<Optional<NetworkFault>> decisions(FaultPlan plan, ProxiedCommand... commands) {
        return Stream.of(commands).map(plan::faultOf).toList();
    }

    @Test
    void noneLetsEverythingPass() {
        assertThat(decisions(FaultPlan.none(), GET, SET)).containsOnly(Optional.empty());
    }

    @Test
    void onceMeetsTheNextThatMatches() {
        assertThat(decisions(FaultPlan.once(command -> command.is("SET"), RESET), GET, SET, SET))
                .containsExactly(Optional.empty(), Optional.of(RESET), Optional.empty());
    }

    @Test
    void scriptGoesStepByStep() {
        FaultPlan plan = FaultPlan.script(List.of(
                new FaultStep(command -> command.is("SET"), RESET),
                new FaultStep(command -> command.is("GET"), TEAR),
                new FaultStep(command -> true, RESET)));
        assertThat(decisions(plan, GET, SET, SET, GET, SET, SET))
                .containsExactly(
                        Optional.empty(),
                        Optional.of(RESET),
                        Optional.empty(),
                        Optional.of(TEAR),
                        Optional.of(RESET),
                        Optional.empty());
    }

    @Test
    void chanceRepeatsWithItsSeedAndMeetsWhatItSays() {
        ProxiedCommand[] many = Stream.generate(() -> SET).limit(10_000).toArray(ProxiedCommand[]::new);
        List<NetworkFault> faults = List.of(RESET, TEAR);
        List<Optional<NetworkFault>> first = decisions(FaultPlan.random(7, 0.1, faults), many);
        assertThat(decisions(FaultPlan.random(7, 0.1, faults), many)).isEqualTo(first);
        assertThat(decisions(FaultPlan.random(8, 0.1, faults), many)).isNotEqualTo(first);
        assertThat(first.stream()
                        .filter(fault -> fault.equals(Optional.of(RESET)))
                        .count())
                .isBetween(400L, 600L);
        assertThat(first.stream().filter(Optional::isEmpty).count()).isBetween(8_800L, 9_200L);
    }

    @Test
    void onlySparesTheOthers() {
        FaultPlan plan = FaultPlan.random(1, 1, List.of(RESET)).only(command -> command.is("SET"));
        assertThat(decisions(plan, GET, SET)).containsExactly(Optional.empty(), Optional.of(RESET));
    }

    @Test
    void refusesWhatIsNoProbabilityOrDuration() {
        assertThatIllegalArgumentException().isThrownBy(() -> FaultPlan.random(1, 1.1, List.of(RESET)));
        assertThatIllegalArgumentException().isThrownBy(() -> FaultPlan.random(1, Double.NaN, List.of(RESET)));
        assertThatIllegalArgumentException().isThrownBy(() -> FaultPlan.random(1, 0.5, List.of()));
        assertThatIllegalArgumentException().isThrownBy(() -> NetworkFault.dropReply(Duration.ofMillis(-1)));
    }
}
