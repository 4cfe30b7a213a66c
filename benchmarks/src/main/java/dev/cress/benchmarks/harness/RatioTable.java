package dev.cress.benchmarks.harness;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The ratios of several results in one table, as the README has it: {@code benchmarks/run table results…}. */
public final class RatioTable {

    private static final Logger LOG = LoggerFactory.getLogger(RatioTable.class);
    private static final String NONE = "";

    /** For each work and contestant its ratios, in the order of the results. */
    private final Map<String, Map<String, StringJoiner>> ratios = new LinkedHashMap<>();

    private final Set<String> contestants = new LinkedHashSet<>();

    private RatioTable() {}

    /**
     * Prints it.
     *
     * @param arguments files that {@link Report} has written
     * @throws IOException when one cannot be read
     */
    public static void main(String[] arguments) throws IOException {
        LOG.info("\n{}", of(Stream.of(arguments).map(Path::of).toList()));
    }

    static String of(List<Path> results) throws IOException {
        RatioTable table = new RatioTable();
        for (Path result : results) {
            table.add(result);
        }
        return table.text();
    }

    private void add(Path result) throws IOException {
        List<List<String>> rows = Files.readAllLines(result, StandardCharsets.UTF_8).stream()
                .dropWhile(line -> !line.equals("## " + Report.RATES))
                .skip(1)
                .takeWhile(line -> !line.startsWith("## "))
                .filter(line -> line.startsWith("| "))
                .map(RatioTable::cells)
                .toList();
        if (rows.isEmpty()) {
            throw new IllegalArgumentException(result + " has no table of rates");
        }
        List<String> names = rows.get(0);
        for (List<String> row : rows.subList(1, rows.size())) {
            for (int i = 1; i < names.size(); i++) {
                add(row.get(0), names.get(i), row.get(i));
            }
        }
    }

    private static List<String> cells(String line) {
        return Stream.of(line.substring(1, line.length() - 1).split("\\|", -1))
                .map(String::strip)
                .toList();
    }

    private void add(String work, String contestant, String ratio) {
        Map<String, StringJoiner> row = ratios.computeIfAbsent(work, first -> new LinkedHashMap<>());
        if (!contestant.equals(Report.RAW) && !ratio.equals(NONE)) { // raw is 1 everywhere
            contestants.add(contestant);
            row.computeIfAbsent(contestant, first -> new StringJoiner(", ")).add(ratio);
        }
    }

    private String text() {
        StringBuilder text = new StringBuilder("| work | " + String.join(" | ", contestants) + " |\n|---|"
                + "---:|".repeat(contestants.size()) + "\n");
        ratios.forEach((work, row) -> {
            text.append("| ").append(work);
            contestants.forEach(
                    contestant -> text.append(" | ").append(row.getOrDefault(contestant, new StringJoiner(NONE))));
            text.append(" |\n");
        });
        return text.toString();
    }
}
