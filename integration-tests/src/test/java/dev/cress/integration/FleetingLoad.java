package dev.cress.integration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cress.Cress;
import dev.cress.CressOptions;
import dev.cress.connection.MovedClock;
import dev.cress.error.EntityExistsException;
import dev.cress.error.EntityNotFoundException;
import dev.cress.error.OutcomeUnknownException;
import dev.cress.error.RedisTimeoutException;
import dev.cress.error.RedisUnavailableException;
import dev.cress.error.UniqueConflictException;
import dev.cress.error.ValueRefusedException;
import dev.cress.error.VersionConflictException;
import dev.cress.integration.Visit.Visits;
import dev.cress.write.Expiry;
import dev.cress.write.WriteOptions;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.Set;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Many who write, touch and delete what lives for a while, and sweep, while the server's clock goes on: whatever is lost on the way, nothing is left of what is over, and each life ends once. */
final class FleetingLoad {

    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final int CLIENTS = 2;
    private static final Set<Class<?>> ALLOWED = Set.of(
            VersionConflictException.class,
            UniqueConflictException.class,
            ValueRefusedException.class,
            EntityExistsException.class,
            EntityNotFoundException.class,
            OutcomeUnknownException.class,
            RedisUnavailableException.class,
            RedisTimeoutException.class);

    private final MovedClock clock = new MovedClock();
    private final CressOptions options;
    private final Random random;
    private final RandomVisits some;

    /** @param options how to reach the servers, through what is wrong with the network */
    FleetingLoad(CressOptions.Builder options, long seed) {
        this.options = options.executor(clock.executor()).build();
        this.random = new Random(seed);
        this.some = new RandomVisits(random);
    }

    /** Runs operations; then all lives end. */
    void run(int operations, Runnable heal, RawRedis raw) {
        List<Cress> cresses = Flux.range(0, CLIENTS)
                .concatMap(i -> Cress.connect(options).retry(5))
                .collectList()
                .block(PATIENCE);
        Disposable ticking = Flux.interval(Duration.ofMillis(50)).subscribe(tick -> clock.move(Duration.ofSeconds(1)));
        try {
            List<Visits> clients = cresses.stream()
                    .map(cress -> cress.repository(Visits.class))
                    .toList();
            Flux.range(0, operations)
                    .map(i -> operation(clients.get(i % CLIENTS)))
                    .flatMap(operation -> operation.onErrorResume(FleetingLoad::allowed, e -> Mono.empty()), 16)
                    .blockLast(PATIENCE);
            ticking.dispose();
            heal.run();
            clients.get(0)
                    .query()
                    .allowScan()
                    .unbounded()
                    .all()
                    .flatMap(visit -> end(clients.get(0), visit))
                    .blockLast(PATIENCE);
            clock.move(Duration.ofDays(3_650));
            clients.get(0).sweep().block(PATIENCE);
            assertThat(clients.get(1).count().block(PATIENCE)).isZero();
        } finally {
            ticking.dispose();
            Flux.fromIterable(cresses).flatMap(Cress::closeLater).blockLast(PATIENCE);
        }
        check(raw);
    }

    private static Mono<?> end(Visits visits, Visit visit) {
        return visits.touch(visit.id(), Expiry.after(Duration.ofSeconds(1)));
    }

    private static boolean allowed(Throwable failure) {
        return ALLOWED.contains(failure.getClass());
    }

    private Mono<Object> operation(Visits visits) {
        String id = some.id();
        Visit visit = some.visit(id, 0);
        Expiry said = some.said(clock.now().toEpochMilli()).expiry();
        WriteOptions words = said == null ? WriteOptions.DEFAULT : WriteOptions.DEFAULT.expiry(said);
        WriteOptions given = random.nextInt(4) == 0 ? words.once() : words;
        Mono<?> operation = switch (random.nextInt(8)) {
            case 0, 1 -> visits.save(visit, given.ifAbsent());
            case 2, 3 -> visits.findById(id).flatMap(found -> visits.save(visit.withVersion(found.version()), given));
            case 4 ->
                visits.patch(id)
                        .orCreate()
                        .set("amount", 1)
                        .set("code", visit.code())
                        .options(given)
                        .apply();
            case 5 ->
                visits.patch(id)
                        .increment("amount", 1)
                        .append("tags", List.of("x"))
                        .apply();
            case 6 -> visits.deleteById(id);
            default -> visits.touch(id, said == null ? Expiry.restarted() : said);
        };
        return operation.map(result -> result);
    }

    /** What a write of unknown outcome has reserved may be there until somebody wants it. */
    private void check(RawRedis raw) {
        ModelSchema schema = Visit.schema(clock.now().toEpochMilli(), Set.of());
        List<Violation> violations = new InvariantChecker(raw, "v", schema).check();
        assertThat(violations)
                .filteredOn(violation -> violation.rule() != Rule.CLAIM_STALE)
                .isEmpty();
    }
}
