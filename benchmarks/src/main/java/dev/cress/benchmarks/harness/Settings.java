package dev.cress.benchmarks.harness;

import dev.cress.benchmarks.contestant.Work;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * How a run is to be done.
 *
 * @param label names the result
 * @param rounds measured rounds
 * @param entities restaurants stored for each contestant
 * @param scale percent of the usual number of operations
 * @param budgetMillis who would take longer for a work of a round does fewer operations
 * @param works what is done
 * @param contestants who does it, none for all
 * @param cities whether restaurants are in real cities
 */
record Settings(
        String label,
        int rounds,
        int entities,
        int scale,
        int budgetMillis,
        List<Work> works,
        List<String> contestants,
        boolean cities) {

    private static final int CITIES = 135_233;

    static Settings parse(String... arguments) {
        String label = "full";
        int rounds = 5;
        int entities = 100_000;
        int scale = 100;
        int budgetMillis = 700;
        List<Work> works = List.of(Work.values());
        List<String> contestants = List.of();
        boolean cities = false;
        for (String argument : arguments) {
            String[] pair = argument.split("=", 2);
            String value = pair.length == 2 ? pair[1] : "";
            switch (pair[0]) {
                case "--short" -> {
                    label = "short";
                    rounds = 3;
                    entities = 20_000;
                    scale = 20;
                    budgetMillis = 200;
                }
                case "--cities" -> {
                    label = "cities";
                    entities = CITIES;
                    cities = true;
                }
                case "--label" -> label = value;
                case "--rounds" -> rounds = Integer.parseInt(value);
                case "--entities" -> entities = Integer.parseInt(value);
                case "--scale" -> scale = Integer.parseInt(value);
                case "--budget" -> budgetMillis = Integer.parseInt(value);
                case "--works" ->
                    works = Arrays.stream(value.split(",", -1))
                            .map(name -> Work.valueOf(name.toUpperCase(Locale.ROOT)))
                            .toList();
                case "--contestants" -> contestants = List.of(value.split(",", -1));
                default ->
                    throw new IllegalArgumentException(
                            argument
                                    + " is none of --short --cities --label= --rounds= --entities= --scale= --budget= --works= --contestants=");
            }
        }
        return new Settings(label, rounds, entities, scale, budgetMillis, works, contestants, cities);
    }

    /** The values of the chosen keys. */
    <V> List<V> choose(Map<String, V> all) {
        if (!all.keySet().containsAll(contestants)) {
            throw new IllegalArgumentException("contestants are " + all.keySet() + ", not " + contestants);
        }
        return all.entrySet().stream()
                .filter(entry -> contestants.isEmpty() || contestants.contains(entry.getKey()))
                .map(Map.Entry::getValue)
                .toList();
    }
}
