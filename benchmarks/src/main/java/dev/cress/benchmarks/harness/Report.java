package dev.cress.benchmarks.harness;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/** Medians as tables: ratios to hand-written Lettuce first, then what they cost. */
final class Report {

    static final String RAW = "raw Lettuce, batched";
    static final String RATES = "Rate, as a ratio to hand-written Lettuce in batches";

    private final Settings settings;
    private final String serverVersion;
    private final List<Figures> medians;
    private final List<String> works;
    private final List<String> contestants;

    Report(Settings settings, String serverVersion, List<Figures> medians) {
        this.settings = settings;
        this.serverVersion = serverVersion;
        this.medians = medians;
        this.works = settings.works().stream().map(work -> work.title()).toList();
        this.contestants = medians.stream()
                .map(Figures::contestant)
                .distinct()
                .sorted(Report::rawFirst)
                .toList();
    }

    private static int rawFirst(String one, String other) {
        return Integer.compare(rank(one), rank(other)) * 1_000 + Integer.signum(one.compareTo(other));
    }

    private static int rank(String contestant) {
        return contestant.startsWith("raw") ? 1 : contestant.startsWith("Cress") ? 0 : 2;
    }

    Path write() throws IOException {
        Path file = Path.of(System.getProperty("results", "benchmarks/results"))
                .resolve(LocalDate.now(ZoneOffset.UTC) + "-" + settings.label() + ".md");
        Files.createDirectories(file.getParent());
        Files.writeString(file, text(), StandardCharsets.UTF_8);
        return file;
    }

    String text() {
        return "# " + settings.label() + "\n\n" + conditions()
                + "\n\n## " + RATES + "\n\n" + table()
                + absolute("Operations a second", Figures::operationsPerSecond)
                + absolute("Median time, µs", Figures::p50)
                + absolute("Time of the slowest hundredth, µs", Figures::p99)
                + absolute("Client processor time for each operation, µs", Figures::clientMicros)
                + absolute("Client allocation for each operation, bytes", Figures::allocatedBytes)
                + absolute("Server processor time for each operation, µs", Figures::serverMicros)
                + absolute("Commands executed for each operation, those in scripts included", Figures::commands)
                + absolute("Times that the server read, for each operation", Figures::reads)
                + absolute("Entities for each operation", Figures::entities)
                + absolute("Operations in a round", Figures::operations);
    }

    private String conditions() {
        return "Medians of " + settings.rounds() + " interleaved rounds after " + EndToEnd.WARM_UP
                + " that warm up; " + settings.entities()
                + (settings.cities() ? " restaurants in real cities" : " restaurants")
                + " stored for each contestant; who would take longer than "
                + settings.budgetMillis() + " ms for a work of a round does fewer operations; "
                + conditions(serverVersion);
    }

    /** Where and when a result was had. */
    static String conditions(String serverVersion) {
        return LocalDate.now(ZoneOffset.UTC) + "; redis-server "
                + serverVersion + ", Java " + System.getProperty("java.version") + ", "
                + Runtime.getRuntime().availableProcessors() + " processors, "
                + System.getProperty("os.name") + " " + System.getProperty("os.arch")
                + "; client and server share the machine.";
    }

    String table() {
        return rows((work, contestant) -> {
            double raw = value(work, RAW, Figures::operationsPerSecond);
            double own = value(work, contestant, Figures::operationsPerSecond);
            return Double.isNaN(own) ? "" : String.format(Locale.ROOT, "%.2f", own / raw);
        });
    }

    private String absolute(String title, ToDoubleFunction<Figures> figure) {
        return "\n## " + title + "\n\n"
                + rows((work, contestant) -> {
                    double value = value(work, contestant, figure);
                    return Double.isNaN(value)
                            ? ""
                            : String.format(Locale.ROOT, value >= 100 ? "%,.0f" : value >= 1 ? "%.1f" : "%.3f", value);
                });
    }

    private interface Cell {
        String text(String work, String contestant);
    }

    private String rows(Cell cell) {
        StringBuilder table = new StringBuilder("| work | " + String.join(" | ", contestants) + " |\n|---|"
                + "---:|".repeat(contestants.size()) + "\n");
        for (String work : works) {
            table.append("| ")
                    .append(work)
                    .append(" | ")
                    .append(contestants.stream()
                            .map(contestant -> cell.text(work, contestant))
                            .collect(Collectors.joining(" | ")))
                    .append(" |\n");
        }
        return table.toString();
    }

    private double value(String work, String contestant, ToDoubleFunction<Figures> figure) {
        return medians.stream()
                .filter(figures ->
                        figures.work().equals(work) && figures.contestant().equals(contestant))
                .mapToDouble(figure)
                .findFirst()
                .orElse(Double.NaN);
    }
}
