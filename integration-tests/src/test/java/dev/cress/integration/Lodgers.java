package dev.cress.integration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cress.Cress;
import dev.cress.CressOptions;
import dev.cress.connection.MovedClock;
import dev.cress.entity.EntityOptions;
import dev.cress.entity.Lifespan;
import dev.cress.error.EntityNotFoundException;
import dev.cress.error.OutcomeUnknownException;
import dev.cress.error.OverloadedException;
import dev.cress.error.RedisTimeoutException;
import dev.cress.error.RedisUnavailableException;
import dev.cress.error.UniqueConflictException;
import dev.cress.integration.Visit.Visits;
import dev.cress.write.Expiry;
import dev.cress.write.Patch;
import dev.cress.write.WriteOptions;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Visits of which each is written by one worker only, who knows what it was told: what was acknowledged, the end of its life too, is there, and what was refused has left nothing, whatever
 * happened to the servers. Values that are unique in all partitions go from one to another.
 */
final class Lodgers implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int LODGERS = 8;

    private final String uri;
    private final String namespace;
    private final MovedClock clock = new MovedClock();
    private final Cress cress;
    private final Visits visits;
    private final List<Lodger> lodgers;
    private final Set<Class<?>> refusals = new HashSet<>();

    /** So that nobody has to wait for what a lost write has reserved to grow old. */
    private final Disposable ticking;

    /**
     * What may be stored.
     *
     * @param visit without its version, null for none
     * @param end of its life, null for none
     */
    private record State(Visit visit, Instant end) {

        static final State ABSENT = new State(null, null);
    }

    Lodgers(String uri, String namespace, long seed) {
        this.uri = uri;
        this.namespace = namespace;
        this.cress = Cress.connect(CressOptions.builder(uri)
                        .namespace(namespace)
                        .executor(clock.executor())
                        .commandTimeout(Duration.ofSeconds(5))
                        .operationDeadline(Duration.ofSeconds(10))
                        .entities(EntityOptions.builder().withoutSweeping().build())
                        .build())
                .block(PATIENCE);
        this.visits = cress.repository(Visits.class);
        this.lodgers = IntStream.range(0, LODGERS)
                .mapToObj(i -> new Lodger("lodger-" + i, new Random(seed * LODGERS + i)))
                .toList();
        this.visits.count().block(PATIENCE); // the first use writes the layout
        this.ticking = Flux.interval(Duration.ofMillis(50)).subscribe(tick -> clock.move(Duration.ofSeconds(1)));
    }

    /** Works until it is over. */
    Mono<Void> run(BooleanSupplier over) {
        return Flux.fromIterable(lodgers)
                .flatMap(lodger -> lodger.step().repeat(() -> !over.getAsBoolean()), LODGERS)
                .then();
    }

    /** How many writes were acknowledged. */
    int done() {
        return lodgers.stream().mapToInt(lodger -> lodger.done).sum();
    }

    /** Why writes were refused. */
    synchronized Set<Class<?>> refusals() {
        return Set.copyOf(refusals);
    }

    private synchronized void refused(Throwable why) {
        refusals.add(why.getClass());
    }

    /** Fails unless everything is as the workers were told. */
    void require() {
        lodgers.forEach(Lodger::require);
        try (RawRedis raw = RawRedis.connect(uri)) {
            assertThat(new InvariantChecker(raw, namespace, Visit.schema(0, Set.of())).check())
                    .filteredOn(violation -> violation.rule() != Rule.CLAIM_STALE) // until somebody wants the value
                    .isEmpty();
        }
    }

    @Override
    public void close() {
        ticking.dispose();
        cress.closeLater().block(PATIENCE);
    }

    private final class Lodger {

        private final String id;
        private final Random random;
        private final RandomVisits some;
        private Set<State> possible = Set.of(State.ABSENT);
        private int done;

        Lodger(String id, Random random) {
            this.id = id;
            this.random = random;
            this.some = new RandomVisits(random);
        }

        Mono<Void> step() {
            return Mono.defer(() -> switch (random.nextInt(8)) {
                case 0, 1, 2 -> put();
                case 3, 4 -> alter();
                case 5 -> touch();
                case 6 -> delete();
                default -> read();
            });
        }

        private Mono<Void> read() {
            return visits.findById(id)
                    .doOnNext(this::requireToBePossible)
                    .onErrorComplete(RedisUnavailableException.class)
                    .onErrorComplete(RedisTimeoutException.class)
                    .then();
        }

        private Instant end() {
            return random.nextInt(4) == 0 ? null : MovedClock.START.plus(Duration.ofDays(1 + random.nextInt(300)));
        }

        private static Expiry expiry(Instant end) {
            return end == null ? Expiry.never() : Expiry.at(end);
        }

        /** Everything is set, and how long it lives. */
        private Mono<Void> put() {
            Visit visit = some.visit(id, 0);
            Instant end = end();
            WriteOptions options = WriteOptions.DEFAULT.expiry(expiry(end));
            Patch<Visit> patch = visits.patch(id).orCreate().merge(fields(visit));
            return write(
                    patch.options(random.nextBoolean() ? options.once() : options)
                            .apply(),
                    before -> new State(visit, end));
        }

        private Map<String, Object> fields(Visit visit) {
            Map<String, Object> fields = new HashMap<>();
            fields.put("place", visit.place());
            fields.put("mood", visit.mood());
            fields.put("guest", visit.guest());
            fields.put("amount", visit.amount());
            fields.put("tags", visit.tags());
            fields.put("host", visit.host());
            fields.put("address", visit.address());
            fields.put("position", visit.position());
            fields.put("code", visit.code());
            fields.put("seat", visit.seat());
            fields.put("nick", visit.nick());
            return fields;
        }

        /** Some of it is set; its life goes on. */
        private Mono<Void> alter() {
            Visit values = some.visit(id, 0);
            return write(
                    visits.patch(id)
                            .set("mood", values.mood())
                            .set("code", values.code())
                            .apply(),
                    before -> before.visit == null ? before : new State(altered(before.visit, values), before.end));
        }

        private static Visit altered(Visit v, Visit by) {
            return new Visit(
                    v.id(),
                    v.place(),
                    by.mood(),
                    v.guest(),
                    v.amount(),
                    v.tags(),
                    v.host(),
                    v.address(),
                    v.position(),
                    by.code(),
                    v.seat(),
                    v.nick(),
                    0);
        }

        private Mono<Void> touch() {
            Instant end = end();
            return write(
                    visits.touch(id, expiry(end)),
                    before -> before.visit == null ? before : new State(before.visit, end));
        }

        private Mono<Void> delete() {
            return write(visits.deleteById(id), before -> State.ABSENT);
        }

        /** @param next what is stored after it, if it is done */
        private Mono<Void> write(Mono<?> write, UnaryOperator<State> next) {
            return write.then(Mono.<Void>fromRunnable(() -> {
                        possible = after(next);
                        done++;
                    }))
                    .onErrorResume(
                            Lodgers::isUnknown,
                            e -> Mono.fromRunnable(() -> {
                                Set<State> either = new HashSet<>(possible);
                                either.addAll(after(next));
                                possible = either;
                            }))
                    .onErrorResume(Lodgers::isRefusal, e -> Mono.fromRunnable(() -> unchanged(e)));
        }

        private Set<State> after(UnaryOperator<State> next) {
            return possible.stream().map(next).collect(Collectors.toSet());
        }

        private void unchanged(Throwable why) {
            refused(why);
            if (why instanceof EntityNotFoundException) {
                assertThat(possible).as("what may be stored of %s", id).contains(State.ABSENT);
            }
        }

        private void requireToBePossible(Visit found) {
            assertThat(possible)
                    .as("what may be stored of %s", id)
                    .extracting(State::visit)
                    .contains(found.withVersion(0));
        }

        private void require() {
            Optional<Visit> visit = visits.findById(id).blockOptional(PATIENCE);
            Optional<Lifespan> life = visits.lifespan(id).blockOptional(PATIENCE);
            State found = new State(
                    visit.map(one -> one.withVersion(0)).orElse(null),
                    life.flatMap(Lifespan::end).orElse(null));
            assertThat(possible).as("what may be stored of %s", id).contains(found);
        }
    }

    private static boolean isUnknown(Throwable failure) {
        return failure instanceof OutcomeUnknownException || failure instanceof RedisTimeoutException;
    }

    private static boolean isRefusal(Throwable failure) {
        return failure instanceof UniqueConflictException
                || failure instanceof EntityNotFoundException
                || failure instanceof OverloadedException
                || failure instanceof RedisUnavailableException;
    }
}
