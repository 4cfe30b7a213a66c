package dev.cress.benchmarks.harness;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cress.benchmarks.contestant.Contestant;
import dev.cress.benchmarks.contestant.CressContestant;
import dev.cress.benchmarks.contestant.Latencies;
import dev.cress.benchmarks.contestant.Work;
import dev.cress.benchmarks.model.Restaurants;
import dev.cress.testing.EmbeddedRedis;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an operation costs, in figures that do not depend on the machine: commands, batches and memory. Times are for the benchmarks. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CostIT {

    private static final int STORED = 2_000;

    private final EmbeddedRedis server = EmbeddedRedis.start();
    private final Meter meter = new Meter(server.uri());
    private final Contestant cress = new CressContestant("Cress", 1, server.uri());

    @BeforeAll
    void load() {
        cress.open();
        cress.saveEach(Restaurants.MADE.range(0, STORED), Contestant.IN_FLIGHT, new Latencies())
                .block();
    }

    @AfterAll
    void close() {
        cress.close();
        meter.close();
        server.close();
    }

    /** Commands of a script count. Writes in flight leave 32 in a call, which share all commands but the three on the entity and its event, whatever the machine: but for some of the first and last of a work. Reads of the server are batches that arrived: round trips, or fewer. The bytes are what was measured (2026-11, Java 17) and a third; the simple compiler allocates the same in each run, and all that the code asks for. */
    @ParameterizedTest
    @CsvSource({
        "SAVE_ONE_BY_ONE,  15,    1.1,  11100",
        "SAVE_IN_FLIGHT,   4,     0.2,  9000",
        "SAVE_BULK,        4,     0.2,  8600",
        "UPDATE,           3.6,   0.2,  7100",
        "DELETE,           4,     0.2,  3800",
        "FIND_ONE_BY_ONE,  1,     1.1,  7500",
        "FIND_IN_FLIGHT,   1,     0.2,  6600",
        "STREAM,           1,     0.05, 5700",
        "TOP_OF_RANGE,     102,   3.1,  643000",
        "WRITE_TO_EVENT,   16,    2.2,  26600"
    })
    void costsNoMoreThan(Work work, double commands, double reads, double bytes) {
        Figures figures = IntStream.rangeClosed(1, 2)
                .mapToObj(round -> new Bench(meter, Restaurants.MADE, STORED)
                        .run(work, cress, round, work.operations() / 10)
                        .figures())
                .min(Comparator.comparingDouble(Figures::allocatedBytes))
                .orElseThrow();

        assertThat(figures.commands()).as("commands").isLessThanOrEqualTo(0.05 + commands * 1.02);
        assertThat(figures.reads()).as("batches that the server read").isLessThanOrEqualTo(reads);
        assertThat(figures.allocatedBytes()).as("bytes allocated").isLessThanOrEqualTo(bytes);
    }
}
