package dev.cress.samples.subscriber;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cress.Cress;
import dev.cress.geo.GeoPoint;
import dev.cress.testing.EmbeddedRedis;
import dev.cress.testing.EmbeddedRedisCluster;
import dev.cress.testing.RedisTopology;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import reactor.core.Disposable;

/** The truth changes at random; whatever happens to the subscriber, the read model ends up equal to it. */
@ParameterizedClass(name = "{0}")
@EnumSource
class SubscriberIT {

    private static final int STOPS = Integer.getInteger("cress.kills", 20);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String[] COUNTRIES = {"BR", "DE", "FR", "IN", "XX", "ZW"};

    private final Random random = new Random(11);
    private final RedisTopology topology;
    private AutoCloseable redis;
    private String uri;
    private Cress cress;
    private Cities cities;
    private CountrySummaries summaries;

    SubscriberIT(RedisTopology topology) {
        this.topology = topology;
    }

    /** The process takes no namespace, so each test has servers of its own. */
    @BeforeEach
    void start() {
        if (topology == RedisTopology.CLUSTER) {
            EmbeddedRedisCluster cluster = EmbeddedRedisCluster.start();
            redis = cluster;
            uri = cluster.uri();
        } else {
            EmbeddedRedis server = EmbeddedRedis.start();
            redis = server;
            uri = server.uri();
        }
        cress = Cress.connect(uri).block();
        cities = cress.repository(Cities.class);
        summaries = cress.repository(CountrySummaries.class);
    }

    @AfterEach
    void stop() throws Exception {
        cress.closeLater().block();
        redis.close();
    }

    private City city(int number) {
        return new City(
                "c" + number,
                "Town " + random.nextInt(50),
                COUNTRIES[random.nextInt(random.nextInt(COUNTRIES.length) + 1)],
                random.nextBoolean() ? "PPL" : null,
                random.nextInt(5) == 0 ? 0 : random.nextInt(1_000_000),
                new GeoPoint(random.nextInt(360) - 180, random.nextInt(160) - 80));
    }

    private void change(int writes) {
        for (int i = 0; i < writes; i++) {
            if (random.nextInt(5) == 0) {
                cities.deleteById("c" + random.nextInt(400)).block();
            } else {
                cities.save(city(random.nextInt(400))).block();
            }
        }
    }

    private Map<String, CountrySummary> truth() {
        Map<String, List<City>> byCountry = new TreeMap<>();
        cities.findAll()
                .doOnNext(city -> byCountry
                        .computeIfAbsent(city.country(), code -> new ArrayList<>())
                        .add(city))
                .blockLast();
        Map<String, CountrySummary> truth = new TreeMap<>();
        byCountry.forEach((country, all) -> truth.put(
                country,
                new CountrySummary(
                        country,
                        all.size(),
                        all.stream().mapToLong(City::population).sum(),
                        all.stream()
                                .sorted(Comparator.comparingLong(City::population)
                                        .reversed()
                                        .thenComparing(City::id))
                                .limit(CountrySummary.TOP)
                                .map(city -> new CountrySummary.Top(city.id(), city.name(), city.population()))
                                .toList())));
        return truth;
    }

    private void becomesEqual() throws InterruptedException {
        Map<String, CountrySummary> truth = truth();
        long end = System.nanoTime() + PATIENCE.toNanos();
        Map<String, CountrySummary> model = model();
        while (!model.equals(truth) && System.nanoTime() < end) {
            TimeUnit.MILLISECONDS.sleep(20);
            model = model();
        }
        assertThat(model).isEqualTo(truth);
    }

    private Map<String, CountrySummary> model() {
        Map<String, CountrySummary> model = new TreeMap<>();
        summaries
                .findAll()
                .doOnNext(summary -> model.put(summary.country(), summary))
                .blockLast();
        return model;
    }

    @Test
    void followsEveryChange() throws Exception {
        change(300);
        summaries.save(new CountrySummary("AA", 1, 1, List.of())).block();
        Disposable running = new CountryProjection(cities, summaries).run().subscribe();
        for (int i = 0; i < 5; i++) {
            change(100);
            becomesEqual();
        }
        cities.findAll().flatMap(cities::delete, 16).blockLast();
        becomesEqual();
        assertThat(model()).isEmpty();
        running.dispose();
    }

    /** Each one is cut off in the middle, with its connections. */
    @Test
    @Timeout(value = 30, unit = TimeUnit.MINUTES)
    void survivesBeingStoppedAgainAndAgain() throws Exception {
        change(300);
        for (int i = 0; i < STOPS; i++) {
            Cress own = Cress.connect(uri).block();
            Disposable stopped = new CountryProjection(
                            own.repository(Cities.class), own.repository(CountrySummaries.class))
                    .run()
                    .subscribe(summary -> {}, failure -> {});
            change(5 + random.nextInt(20));
            own.closeLater().block();
            stopped.dispose(); // or it begins again and again
        }
        Disposable running = new CountryProjection(cities, summaries).run().subscribe();
        becomesEqual();
        running.dispose();
    }

    /** As the README runs it: a process of its own, ended with kill -9 while cities change. */
    @Test
    void survivesBeingKilledAsAProcess() throws Exception {
        change(300);
        for (int i = 0; i < 3; i++) {
            Process process = process();
            change(50 + random.nextInt(500));
            process.destroyForcibly().waitFor();
            change(20);
        }
        Process process = process();
        try {
            change(50);
            becomesEqual();
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    private Process process() throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                SubscriberApplication.class.getName());
        builder.environment().put("REDIS_URL", uri);
        builder.redirectErrorStream(true).redirectOutput(new File("target/subscriber.log"));
        return builder.start();
    }
}
