package dev.cress.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cress.Cress;
import dev.cress.CressOptions;
import dev.cress.connection.MovedClock;
import dev.cress.entity.EntityOptions;
import dev.cress.query.criteria.Criteria;
import dev.cress.repository.Expiring;
import dev.cress.repository.ReactiveRepository;
import dev.cress.testing.RedisEnvironment;
import dev.cress.testing.RedisTest;
import dev.cress.write.Expiry;
import dev.cress.write.WriteOptions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Random criteria while spots change between the steps of every query and lives end. What meets the criteria throughout, whatever becomes of the properties that change, or although they do, is given exactly
 * once; what cannot meet them, never, nor what is over; and what is given meets them as it is given. Repeated by its seed; {@code cress.queries} sets the number as in
 * {@link RandomCriteriaIT}, of which these are few, since each takes many writes.
 */
@Execution(ExecutionMode.SAME_THREAD) // its writes go between the steps of its own queries
@RedisTest
@Timeout(value = 2, unit = TimeUnit.HOURS) // a long run by cress.queries
class RandomCriteriaUnderChangeIT {

    interface Towns extends ReactiveRepository<Town, String> {}

    interface Spots
            extends ReactiveRepository<FleetingSpot, String>, Queryable<FleetingSpot>, Expiring<FleetingSpot, String> {}

    private static final int SPOTS = 40;
    private static final int MOVERS = 12;
    private static final int QUERIES = Integer.getInteger("cress.queries", 10_050) / 50;
    private static final int SECONDS = 10;
    private static final int AT_A_TIME = 4;
    private static final int PAGE = 8;
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final RedisEnvironment redis;
    private final long seed = Long.getLong("cress.seed", System.nanoTime());
    private final MovedClock clock = new MovedClock();
    private final AtomicInteger writes = new AtomicInteger();
    private final AtomicInteger certain = new AtomicInteger();
    private final RandomQuestions data = new RandomQuestions(seed, SPOTS);
    private final List<Spot> all =
            IntStream.range(0, SPOTS).mapToObj(data::spot).toList();
    private final Movers movers = new Movers(all.subList(0, MOVERS));
    private ObservedExecutor executor;
    private Cress cress;
    private Spots spots;

    RandomCriteriaUnderChangeIT(RedisEnvironment redis) {
        this.redis = redis;
    }

    @AfterEach
    void close() {
        cress.closeLater().block();
    }

    @ParameterizedTest(name = "{0} partitions")
    @ValueSource(ints = {1, 4, 16})
    void givesOnceWhatMeetsCriteriaThroughout(int partitions) {
        cress = Cress.connect(CressOptions.builder(redis.uri())
                        .namespace(redis.newNamespace())
                        .partitions(partitions)
                        .commandTimeout(PATIENCE)
                        .operationDeadline(PATIENCE)
                        .executor(target -> {
                            executor = new ObservedExecutor(clock.executor().apply(target));
                            return executor;
                        })
                        .entities(EntityOptions.builder().withoutSweeping().build())
                        .build())
                .block();
        spots = cress.repository(Spots.class);
        cress.repository(Towns.class).saveAll(Flux.fromIterable(Town.ALL)).blockLast();
        Flux.range(0, SPOTS)
                .concatMap(i -> save(i, FleetingSpot.of(all.get(i))))
                .blockLast();
        executor.observe((command, reply) -> change());
        int queries = Math.max(60, QUERIES / 3);
        for (int second = 0; second < SECONDS; second++) {
            int from = queries * second / SECONDS;
            Flux.range(from, queries * (second + 1) / SECONDS - from)
                    .flatMap(i -> compare(seed + 1 + i), AT_A_TIME)
                    .blockLast(Duration.ofMinutes(100));
            clock.move(Duration.ofSeconds(1));
            if (second % 4 == 3) {
                spots.sweep().block();
            }
        }
        assertThat(writes.get()).isGreaterThan(queries);
        assertThat(certain.get()).isGreaterThan(queries / 4);
    }

    /** Of three that do not change one has a life that ends while the test runs. */
    private boolean lasts(int i) {
        return i < MOVERS || i % 3 != 0 || clock.now().isBefore(end(i));
    }

    private Instant end(int i) {
        return MovedClock.START.plusSeconds(1 + i % SECONDS);
    }

    private Mono<?> save(int i, FleetingSpot spot) {
        boolean ends = i >= MOVERS && i % 3 == 0;
        Expiry expiry = ends ? Expiry.at(end(i)) : Expiry.never();
        return spots.save(spot, WriteOptions.DEFAULT.expiry(expiry));
    }

    /** One spot after the other becomes partly another one, or itself again. */
    private Mono<Void> change() {
        int n = writes.getAndIncrement();
        if (n % 2 == 0) {
            return Mono.empty();
        }
        Random random = new Random(seed + n);
        int i = random.nextInt(MOVERS);
        FleetingSpot self = FleetingSpot.of(all.get(i));
        FleetingSpot next = random.nextInt(3) == 0 ? self : self.changedTo(all.get(random.nextInt(SPOTS)));
        return movers.begin(i, next.spot())
                ? save(i, next).doFinally(signal -> movers.end(i)).then()
                : Mono.empty();
    }

    private Mono<Void> compare(long questionSeed) {
        RandomQuestions questions = new RandomQuestions(questionSeed, SPOTS);
        RandomQuestions.Question question = questions.question(3);
        @SuppressWarnings({"unchecked", "rawtypes"}) // criteria name properties only, and these are the same
        Criteria<FleetingSpot> criteria = (Criteria) question.criteria();
        Query<FleetingSpot> query = spots.query().matching(criteria).allowScan();
        String what = "cress.seed=" + seed + ", question " + (questionSeed - seed - 1) + ": " + criteria;
        int form = questions.random().nextInt(3);
        Flux<FleetingSpot> found = switch (form) {
            case 0 -> query.all().limitRate(PAGE);
            case 1 -> {
                String property = questions.random().nextBoolean() ? "admin" : "population";
                yield query.orderBy(property).descending().all().limitRate(PAGE);
            }
            default ->
                query.orderBy("id")
                        .ascending()
                        .page(15)
                        .expand(page -> page.next()
                                .map(next -> query.orderBy("id").ascending().page(15, next))
                                .orElseGet(Mono::empty))
                        .flatMapIterable(Page::content);
        };
        boolean promised = form < 2;
        return Mono.defer(() -> {
                    Set<String> throughout = movers.watch(question.test());
                    return found.collectList().doOnNext(given -> {
                        movers.leave(throughout);
                        check(question, given, what);
                        if (promised) {
                            checkEachOnce(throughout, given, what);
                        }
                    });
                })
                .then(query.count())
                .doOnNext(count ->
                        assertThat(count).as("%s", what).isBetween(number(question, true), number(question, false)))
                .then();
    }

    private long number(RandomQuestions.Question question, boolean must) {
        return IntStream.range(0, SPOTS).filter(i -> counts(question, i, must)).count();
    }

    /** Whether a spot has to be given, or may be. */
    private boolean counts(RandomQuestions.Question question, int i, boolean must) {
        Spot spot = all.get(i);
        if (i >= MOVERS) {
            return lasts(i) && question.test().test(spot);
        }
        return (must ? question.must() : question.may()).test(spot);
    }

    private void check(RandomQuestions.Question question, List<FleetingSpot> given, String what) {
        List<String> wrong = given.stream()
                .filter(one -> !question.test().test(one.spot()))
                .map(FleetingSpot::id)
                .toList();
        assertThat(wrong).as("%s", what).isEmpty();
        List<String> ids = given.stream().map(FleetingSpot::id).toList();
        Set<String> must = ids(question, true);
        List<String> certain = ids.stream().filter(must::contains).sorted().toList();
        assertThat(certain).as("%s", what).isEqualTo(must.stream().sorted().toList());
        assertThat(ids(question, false).containsAll(ids)).as("%s", what).isTrue();
    }

    /** What met the criteria all the time, although not whatever becomes of it; between two pages nobody watches. */
    private void checkEachOnce(Set<String> throughout, List<FleetingSpot> given, String what) {
        List<String> ids = given.stream().map(FleetingSpot::id).toList();
        assertThat(ids).as("%s", what).doesNotHaveDuplicates().containsAll(throughout);
        certain.addAndGet(throughout.size());
    }

    private Set<String> ids(RandomQuestions.Question question, boolean must) {
        return IntStream.range(0, SPOTS)
                .filter(i -> counts(question, i, must))
                .mapToObj(i -> all.get(i).id())
                .collect(Collectors.toSet());
    }
}
