package dev.cress.benchmarks.jmh;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs the benchmarks of parts, with allocation, and writes what came of them as a table. */
public final class Parts {

    private static final Logger LOG = LoggerFactory.getLogger(Parts.class);
    private static final String ALLOCATION = "gc.alloc.rate.norm";

    private Parts() {}

    /**
     * Runs them.
     *
     * @param arguments options of JMH; none for everything as it is declared
     * @throws RunnerException when a benchmark cannot run
     * @throws CommandLineOptionException when an option is not one of JMH
     * @throws IOException when the results cannot be written
     */
    public static void main(String[] arguments) throws RunnerException, CommandLineOptionException, IOException {
        CommandLineOptions given = new CommandLineOptions(arguments);
        ChainedOptionsBuilder options =
                new OptionsBuilder().parent(given).addProfiler(GCProfiler.class).shouldFailOnError(true);
        if (given.getIncludes().isEmpty()) {
            options.include(Parts.class.getPackageName().replace(".", "\\."));
        }
        Collection<RunResult> results = new Runner(options.build()).run();
        Path written = write(results);
        LOG.info("{}", written);
    }

    private static Path write(Collection<RunResult> results) throws IOException {
        LocalDate today = LocalDate.now(ZoneOffset.UTC);
        Path file = Path.of(System.getProperty("results", "benchmarks/results")).resolve(today + "-jmh.md");
        Files.createDirectories(file.getParent());
        Files.writeString(file, text(today, results), StandardCharsets.UTF_8);
        return file;
    }

    private static String text(LocalDate today, Collection<RunResult> results) {
        BenchmarkParams any = results.iterator().next().getParams();
        return "# Parts alone\n\nMeans of " + any.getForks() + " programs with "
                + any.getMeasurement().getCount() + " measurements of "
                + any.getMeasurement().getTime()
                + " each, with the half of the interval that has them in 99.9 of 100 cases; " + today
                + ", JMH " + any.getJmhVersion() + ", Java " + any.getJdkVersion() + ", "
                + Runtime.getRuntime().availableProcessors() + " processors, "
                + System.getProperty("os.name") + " " + System.getProperty("os.arch") + ".\n\n"
                + "| part | time, ns | ± | allocated, bytes |\n|---|---:|---:|---:|\n"
                + results.stream().map(Parts::row).collect(Collectors.joining());
    }

    private static String row(RunResult result) {
        Result<?> time = result.getPrimaryResult();
        Result<?> allocated = Objects.requireNonNull(
                result.getSecondaryResults().get(ALLOCATION), "the profiler of allocation is silent");
        return String.format(
                Locale.ROOT,
                "| %s | %,.0f | %,.0f | %,.0f |%n",
                title(result.getParams()),
                time.getScore(),
                time.getScoreError(),
                allocated.getScore());
    }

    /** {@code MappingBenchmark.read}, with its parameters. */
    private static String title(BenchmarkParams params) {
        String[] names = params.getBenchmark().split("\\.", -1);
        String title = names[names.length - 2].replace("Benchmark", "") + "." + names[names.length - 1];
        return params.getParamsKeys().stream()
                .map(key -> ", " + key + " " + params.getParam(key))
                .collect(Collectors.joining("", title, ""));
    }
}
