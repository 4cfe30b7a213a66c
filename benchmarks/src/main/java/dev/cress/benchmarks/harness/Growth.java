package dev.cress.benchmarks.harness;

import dev.cress.benchmarks.contestant.Contestant;
import dev.cress.benchmarks.contestant.CressContestant;
import dev.cress.benchmarks.contestant.Latencies;
import dev.cress.benchmarks.model.Restaurant;
import dev.cress.benchmarks.model.Restaurants;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.ToDoubleFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How the cost of Cress grows with what is stored: {@code benchmarks/run growth [sizes]}. */
public final class Growth {

    private static final Logger LOG = LoggerFactory.getLogger(Growth.class);
    private static final int LOADED_AT_A_TIME = 10_000;
    private static final int SAVES = 20_000;
    private static final int SEARCHES = 1_000;
    private static final int HEAP_READINGS = 50;
    private static final double MEGABYTE = 1 << 20;

    private final Contestant cress;
    private final Meter meter;
    private int stored;

    private Growth(Contestant cress, Meter meter) {
        this.cress = cress;
        this.meter = meter;
    }

    /**
     * What was measured at one size.
     *
     * @param entities restaurants stored
     * @param saveMicros of the server, for a save
     * @param searchMicros the median of a search for the 100 dearest of a range, one after the other
     * @param streamedMegabytes most memory held while all were streamed, more than before
     */
    private record Sample(int entities, double saveMicros, double searchMicros, double streamedMegabytes) {}

    /**
     * Measures.
     *
     * @param arguments sizes, ascending; 10,000, 100,000 and 1,000,000 unless given
     * @throws IOException when the results cannot be written
     */
    public static void main(String[] arguments) throws IOException {
        List<Integer> sizes = arguments.length == 0
                ? List.of(10_000, 100_000, 1_000_000)
                : Arrays.stream(arguments).map(Integer::valueOf).toList();
        List<Sample> samples = new ArrayList<>();
        try (RedisServer server = RedisServer.start();
                Meter meter = new Meter(server.uri())) {
            Contestant cress = new CressContestant("Cress", 1, server.uri());
            cress.open();
            Growth growth = new Growth(cress, meter);
            growth.warmUp(sizes.get(0));
            for (int size : sizes) {
                samples.add(growth.measure(size));
            }
            cress.close();
            LOG.info("{}", write(samples, meter.serverVersion()));
        }
    }

    private void warmUp(int size) {
        load(size);
        for (int round = 0; round < 5; round++) {
            save();
            search();
            stream();
        }
    }

    private Sample measure(int size) {
        load(size);
        Sample sample = new Sample(size, save(), search(), stream());
        LOG.info("{}", sample);
        return sample;
    }

    private void load(int size) {
        for (; stored < size; stored += LOADED_AT_A_TIME) {
            List<Restaurant> part = Restaurants.MADE.range(stored, Math.min(LOADED_AT_A_TIME, size - stored));
            cress.saveEach(part, Contestant.IN_FLIGHT, new Latencies()).block();
        }
        stored = size;
    }

    private double save() {
        List<Restaurant> fresh = Restaurants.MADE.range(100_000_000, SAVES);
        Reading begin = meter.read();
        cress.saveEach(fresh, Contestant.IN_FLIGHT, new Latencies()).block();
        Reading spent = meter.read().since(begin);
        cress.deleteEach(fresh.stream().map(Restaurant::id).toList(), Contestant.IN_FLIGHT, new Latencies())
                .block();
        return (double) spent.serverCpuMicros() / SAVES;
    }

    private double search() {
        long[] nanos = new long[SEARCHES];
        for (int n = 0; n < SEARCHES; n++) {
            int from = 500 + n * 37 % 15_000;
            long begun = System.nanoTime();
            Long found = cress.dearest(from, from + 4_000, 100).count().block();
            nanos[n] = System.nanoTime() - begun;
            if (found == null || found != 100) {
                throw new IllegalStateException("found " + found + " of 100");
            }
        }
        Arrays.sort(nanos);
        return nanos[SEARCHES / 2] / 1_000.0;
    }

    /** Garbage is collected first, so that what is read is what the stream holds. */
    private double stream() {
        long before = usedMemory();
        AtomicLong most = new AtomicLong();
        AtomicInteger seen = new AtomicInteger();
        int every = stored / HEAP_READINGS;
        cress.all()
                .doOnNext(restaurant -> {
                    if (seen.incrementAndGet() % every == 0) {
                        most.accumulateAndGet(usedMemory() - before, Math::max);
                    }
                })
                .then()
                .block();
        if (seen.get() != stored) {
            throw new IllegalStateException("streamed " + seen + " of " + stored);
        }
        return most.get() / MEGABYTE;
    }

    private static long usedMemory() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    private static Path write(List<Sample> samples, String serverVersion) throws IOException {
        String name = LocalDate.now(ZoneOffset.UTC) + "-growth";
        Path directory = Path.of(System.getProperty("results", "benchmarks/results"));
        Files.createDirectories(directory);
        StringBuilder text = new StringBuilder(
                "# How cost grows\n\n![growth](" + name + ".svg)\n\n"
                        + Report.conditions(serverVersion)
                        + "\n\n| restaurants | server time of a save, µs | 100 dearest of a range, median µs | held while streaming all, MB |\n|---:|---:|---:|---:|\n");
        for (Sample sample : samples) {
            text.append(String.format(
                    Locale.ROOT,
                    "| %,d | %s | %s | %s |%n",
                    sample.entities(),
                    Plot.number(sample.saveMicros()),
                    Plot.number(sample.searchMicros()),
                    Plot.number(sample.streamedMegabytes())));
        }
        Files.writeString(directory.resolve(name + ".md"), text, StandardCharsets.UTF_8);
        Files.writeString(
                directory.resolve(name + ".svg"),
                Plot.svg(List.of(
                        plot("server time of a save, µs", samples, Sample::saveMicros),
                        plot("100 dearest of a range, median µs", samples, Sample::searchMicros),
                        plot("held while streaming all, MB", samples, Sample::streamedMegabytes))),
                StandardCharsets.UTF_8);
        return directory.resolve(name + ".md");
    }

    private static Plot plot(String title, List<Sample> samples, ToDoubleFunction<Sample> value) {
        return new Plot(
                title,
                samples.stream()
                        .map(sample -> new Plot.Point(sample.entities(), value.applyAsDouble(sample)))
                        .toList());
    }
}
