package dev.cress.benchmarks.harness;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * What one work cost one contestant, for each operation.
 *
 * @param work title of the work
 * @param contestant its name
 * @param operationsPerSecond rate
 * @param p50 median time, microseconds
 * @param p99 time of the slowest hundredth, microseconds
 * @param clientMicros processor time of the client
 * @param allocatedBytes memory that the client allocated
 * @param serverMicros processor time of the server
 * @param commands commands executed
 * @param reads times that the server read
 * @param entities entities found
 * @param operations how many operations were measured
 */
record Figures(
        String work,
        String contestant,
        double operationsPerSecond,
        double p50,
        double p99,
        double clientMicros,
        double allocatedBytes,
        double serverMicros,
        double commands,
        double reads,
        double entities,
        double operations) {

    static Figures of(
            String work, String contestant, long operations, Reading spent, double p50, double p99, long entities) {
        double n = operations;
        return new Figures(
                work,
                contestant,
                n * 1e9 / spent.nanos(),
                p50,
                p99,
                spent.clientCpuNanos() / 1e3 / n,
                spent.allocatedBytes() / n,
                spent.serverCpuMicros() / n,
                spent.commands() / n,
                spent.reads() / n,
                entities / n,
                n);
    }

    /** The median of each figure. */
    static Figures median(List<Figures> rounds) {
        Figures first = rounds.get(0);
        return new Figures(
                first.work,
                first.contestant,
                median(rounds, Figures::operationsPerSecond),
                median(rounds, Figures::p50),
                median(rounds, Figures::p99),
                median(rounds, Figures::clientMicros),
                median(rounds, Figures::allocatedBytes),
                median(rounds, Figures::serverMicros),
                median(rounds, Figures::commands),
                median(rounds, Figures::reads),
                median(rounds, Figures::entities),
                median(rounds, Figures::operations));
    }

    private static double median(List<Figures> rounds, ToDoubleFunction<Figures> figure) {
        double[] sorted = rounds.stream().mapToDouble(figure).sorted().toArray();
        int middle = sorted.length / 2;
        return Arrays.stream(sorted)
                .skip((sorted.length - 1) / 2)
                .limit(middle - (sorted.length - 1) / 2 + 1)
                .average()
                .orElse(Double.NaN);
    }
}
