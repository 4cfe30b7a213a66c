package dev.cress.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cress.Cress;
import dev.cress.CressOptions;
import dev.cress.annotation.Expires;
import dev.cress.annotation.GeoIndexed;
import dev.cress.annotation.Id;
import dev.cress.annotation.Indexed;
import dev.cress.annotation.RedisEntity;
import dev.cress.connection.MovedClock;
import dev.cress.entity.EntityOptions;
import dev.cress.geo.GeoPoint;
import dev.cress.repository.Expiring;
import dev.cress.repository.ReactiveRepository;
import dev.cress.testing.RedisEnvironment;
import dev.cress.testing.RedisTest;
import dev.cress.write.Expiry;
import dev.cress.write.WriteOptions;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Every way to ask, while lives end that nobody sweeps: compared with what is alive. */
@RedisTest
class ExpiringQueriesIT {

    private static final int COUNT = 300;
    private static final int SECONDS = 12;

    @RedisEntity(value = "lease", partitions = 4)
    @Expires
    record Lease(
            @Id String id,
            @Indexed String holder,
            @Indexed long size,
            @Nullable String note,
            @GeoIndexed @Nullable GeoPoint place) {}

    interface Leases extends ReactiveRepository<Lease, String>, Queryable<Lease>, Expiring<Lease, String> {}

    private record Question(String name, Function<Query<Lease>, Query<Lease>> query, Predicate<Lease> condition) {}

    private static final GeoPoint BERLIN = new GeoPoint(13.4, 52.5);

    private static final List<Question> QUESTIONS = List.of(
            new Question("everything", query -> query, lease -> true),
            new Question(
                    "equality",
                    query -> query.where(Lease::holder).is("h1"),
                    lease -> lease.holder().equals("h1")),
            new Question(
                    "range",
                    query -> query.where(Lease::size).between(10L, 40L),
                    lease -> lease.size() >= 10 && lease.size() <= 40),
            new Question(
                    "probe",
                    query ->
                            query.where(Lease::holder).is("h2").and(Lease::size).atLeast(20L),
                    lease -> lease.holder().equals("h2") && lease.size() >= 20),
            new Question(
                    "or",
                    query -> query.where(Lease::holder).in("h0", "h3"),
                    lease -> lease.holder().equals("h0") || lease.holder().equals("h3")),
            new Question(
                    "near", query -> query.where(Lease::place).within(BERLIN, 50_000), lease -> lease.place() != null),
            new Question(
                    "scan",
                    query -> query.where(Lease::note).is("n1").allowScan(),
                    lease -> "n1".equals(lease.note())));

    private final RedisEnvironment redis;
    private final MovedClock clock = new MovedClock();
    private final Map<Lease, Integer> ends = new HashMap<>();
    private Cress cress;
    private Leases leases;
    private int second;

    ExpiringQueriesIT(RedisEnvironment redis) {
        this.redis = redis;
    }

    @BeforeEach
    void store() {
        cress = Cress.connect(CressOptions.builder(redis.uri())
                        .namespace(redis.newNamespace())
                        .commandTimeout(Duration.ofSeconds(10))
                        .operationDeadline(Duration.ofSeconds(20))
                        .executor(clock.executor())
                        .entities(EntityOptions.builder().withoutSweeping().build())
                        .build())
                .block();
        leases = cress.repository(Leases.class);
        Random random = new Random(7);
        for (int i = 0; i < COUNT; i++) {
            Lease lease = new Lease(
                    "l" + i,
                    "h" + random.nextInt(4),
                    random.nextInt(60),
                    random.nextBoolean() ? "n" + random.nextInt(2) : null,
                    random.nextBoolean() ? BERLIN : null);
            int end = 1 + random.nextInt(SECONDS);
            boolean forEver = random.nextInt(5) == 0;
            ends.put(lease, forEver ? Integer.MAX_VALUE : end);
            Expiry expiry = forEver ? Expiry.never() : Expiry.after(Duration.ofSeconds(end));
            leases.save(lease, WriteOptions.DEFAULT.expiry(expiry)).block();
        }
    }

    @AfterEach
    void close() {
        cress.closeLater().block();
    }

    private List<Lease> alive(Predicate<Lease> condition) {
        return ends.entrySet().stream()
                .filter(lease -> lease.getValue() > second && condition.test(lease.getKey()))
                .map(Map.Entry::getKey)
                .toList();
    }

    @Test
    void noAnswerHasWhatIsOver() {
        for (second = 0; second <= SECONDS; second += 3) {
            QUESTIONS.forEach(this::compare);
            clock.move(Duration.ofSeconds(3));
            if (second == 3) {
                second += 3;
                leases.sweep().block();
                QUESTIONS.forEach(this::compare);
                second -= 3;
            }
        }
        second = SECONDS + 3;
        assertThat(leases.count().block()).isEqualTo(alive(lease -> true).size());
    }

    private void compare(Question question) {
        List<Lease> expected = alive(question.condition());
        Query<Lease> query = question.query().apply(leases.query());
        String what = question.name() + " at " + second;

        assertThat(query.all().collectList().block()).as(what).containsExactlyInAnyOrderElementsOf(expected);
        assertThat(query.count().block()).as(what).isEqualTo(expected.size());
        assertThat(query.exists().block()).as(what).isEqualTo(!expected.isEmpty());
        assertThat(query.ids(String.class)
                        .all()
                        .map(String::valueOf)
                        .collectList()
                        .block())
                .as(what)
                .containsExactlyInAnyOrderElementsOf(
                        expected.stream().map(Lease::id).toList());
        assertThat(query.values(Lease::size).sum().block())
                .as(what)
                .isEqualByComparingTo(BigDecimal.valueOf(
                        expected.stream().mapToLong(Lease::size).sum()));
        assertThat(query.values(Lease::size).max().blockOptional())
                .as(what)
                .isEqualTo(expected.stream().map(Lease::size).max(Long::compare));
        Map<String, Long> holders =
                expected.stream().collect(Collectors.groupingBy(Lease::holder, TreeMap::new, Collectors.counting()));
        Map<String, Long> counted = new TreeMap<>();
        query.values(Lease::holder)
                .counts()
                .doOnNext(count -> counted.put(count.value(), count.count()))
                .blockLast();
        assertThat(counted).as(what).isEqualTo(holders);
        assertThat(paged(query)).as(what).containsExactlyInAnyOrderElementsOf(expected);
    }

    private static List<Lease> paged(Query<Lease> query) {
        List<Lease> all = new ArrayList<>();
        Page<Lease> page = query.page(17).block();
        all.addAll(page.content());
        while (page.next().isPresent()) {
            page = query.page(17, page.next().get()).block();
            all.addAll(page.content());
        }
        return all;
    }
}
