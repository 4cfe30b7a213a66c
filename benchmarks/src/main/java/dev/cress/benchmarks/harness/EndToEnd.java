package dev.cress.benchmarks.harness;

import dev.cress.benchmarks.contestant.Contestant;
import dev.cress.benchmarks.contestant.CressContestant;
import dev.cress.benchmarks.contestant.Latencies;
import dev.cress.benchmarks.contestant.RawBatched;
import dev.cress.benchmarks.contestant.RawFull;
import dev.cress.benchmarks.contestant.RawReactive;
import dev.cress.benchmarks.contestant.ReactiveTemplate;
import dev.cress.benchmarks.contestant.RedissonLiveObjects;
import dev.cress.benchmarks.contestant.SpringRepository;
import dev.cress.benchmarks.contestant.Work;
import dev.cress.benchmarks.model.CityRestaurants;
import dev.cress.benchmarks.model.Restaurant;
import dev.cress.benchmarks.model.Restaurants;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All works by all contestants, in interleaved rounds against one server, and against a cluster where a contestant says so; a server that is not asked costs nothing. */
public final class EndToEnd {

    private static final Logger LOG = LoggerFactory.getLogger(EndToEnd.class);
    private static final int LOADED_AT_A_TIME = 10_000;

    /** After one round the compiler still takes nearly half of the client's time for what is searched. */
    static final int WARM_UP = 2;

    private EndToEnd() {}

    /**
     * Runs it.
     *
     * @param arguments see {@link Settings}
     * @throws IOException when the results cannot be written
     */
    public static void main(String[] arguments) throws IOException {
        Settings settings = Settings.parse(arguments);
        Restaurants data = settings.cities()
                ? CityRestaurants.read(Path.of(
                        System.getProperty("cities", "samples/cities-service/src/main/resources/data/cities.csv.gz")))
                : Restaurants.MADE;
        try (RedisServer server = RedisServer.start();
                RedisCluster cluster = RedisCluster.start();
                Meter meter = new Meter(Stream.concat(Stream.of(server.uri()), Arrays.stream(cluster.uris()))
                        .toArray(String[]::new))) {
            List<Contestant> contestants = contestants(server, cluster, settings);
            List<Figures> medians = new ArrayList<>();
            try {
                contestants.forEach(contestant -> prepare(contestant, data, settings.entities(), meter));
                medians.addAll(rounds(settings, data, meter, contestants));
            } finally {
                contestants.forEach(Contestant::close);
            }
            Report report = new Report(settings, meter.serverVersion(), medians);
            Path written = report.write();
            LOG.info("{}\n{}", written, report.table());
        }
        System.exit(0); // some contestant leaves threads behind
    }

    private static List<Contestant> contestants(RedisServer server, RedisCluster cluster, Settings settings) {
        Map<String, Supplier<Contestant>> all = new LinkedHashMap<>();
        all.put("raw", () -> new RawBatched(server.uri()));
        all.put("raw-full", () -> new RawFull(server.uri()));
        all.put("raw-reactive", () -> new RawReactive(server.uri()));
        all.put("cress", () -> new CressContestant("Cress", 1, server.uri()));
        all.put("cress-16", () -> new CressContestant("Cress, 16 partitions", 16, server.uri()));
        all.put("cress-cluster", () -> new CressContestant("Cress, 16 partitions, cluster", 16, cluster.uris()));
        all.put("template", () -> new ReactiveTemplate(server.port()));
        all.put("spring", () -> new SpringRepository(server.port()));
        all.put("redisson", () -> new RedissonLiveObjects(server.uri()));
        return settings.choose(all).stream().map(Supplier::get).toList();
    }

    private static void prepare(Contestant contestant, Restaurants data, int entities, Meter meter) {
        long before = meter.usedMemory();
        long begun = System.nanoTime();
        contestant.open();
        for (int from = 0; from < entities; from += LOADED_AT_A_TIME) {
            List<Restaurant> part = data.range(from, Math.min(LOADED_AT_A_TIME, entities - from));
            contestant.saveEach(part, Contestant.IN_FLIGHT, new Latencies()).block();
        }
        LOG.info(
                "{}: {} restaurants in {} s, {} bytes of server memory each",
                contestant.name(),
                entities,
                (System.nanoTime() - begun) / 1_000_000_000,
                (meter.usedMemory() - before) / entities);
    }

    private static List<Figures> rounds(
            Settings settings, Restaurants data, Meter meter, List<Contestant> contestants) {
        Bench bench = new Bench(meter, data, settings.entities());
        Pace pace = new Pace(settings);
        Map<String, List<Figures>> cells = new TreeMap<>();
        int unmeasured = 1 + WARM_UP; // the trial is the first
        for (int round = 0; round < unmeasured + settings.rounds(); round++) {
            for (Work work : settings.works()) {
                for (Bench.Measured measured : interleaved(bench, pace, work, contestants, round)) {
                    Figures figures = measured.figures();
                    if (round < unmeasured) {
                        pace.learn(work, figures);
                    } else {
                        cells.computeIfAbsent(figures.work() + "/" + figures.contestant(), key -> new ArrayList<>())
                                .add(figures);
                    }
                }
            }
            LOG.info("round {} of {} is done", round + 1, unmeasured + settings.rounds());
        }
        return cells.values().stream().map(Figures::median).toList();
    }

    /** Each round begins with another contestant, so that none is always after the same. */
    private static List<Bench.Measured> interleaved(
            Bench bench, Pace pace, Work work, List<Contestant> contestants, int round) {
        List<Contestant> able = new ArrayList<>(contestants.stream()
                .filter(contestant -> contestant.works().contains(work))
                .toList());
        Collections.rotate(able, round);
        List<Bench.Measured> all = new ArrayList<>();
        for (Contestant contestant : able) {
            Bench.Measured measured = bench.run(work, contestant, round, pace.operations(work, contestant.name()));
            LOG.debug("{}", measured.figures());
            all.add(measured);
        }
        requireAgreement(work, all);
        return all;
    }

    private static void requireAgreement(Work work, List<Bench.Measured> all) {
        Bench.Measured most = Collections.max(
                all, Comparator.comparingInt(measured -> measured.found().operations()));
        for (Bench.Measured measured : all) {
            if (!most.found().agreesWith(measured.found(), work == Work.NEAR ? 0.005 : 0)) {
                throw new IllegalStateException(
                        work.title() + ": " + measured.figures().contestant() + " found " + measured.found() + ", "
                                + most.figures().contestant() + " found " + most.found());
            }
        }
    }
}
