package dev.cress.integration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cress.Cress;
import dev.cress.connection.MovedClock;
import dev.cress.error.OutcomeUnknownException;
import dev.cress.error.RedisDataException;
import dev.cress.error.RedisTimeoutException;
import dev.cress.error.RedisUnavailableException;
import dev.cress.integration.Member.Members;
import dev.cress.script.entity.Returning;
import dev.cress.testing.RedisEnvironment;
import dev.cress.testing.RedisTest;
import dev.cress.write.WriteOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Values that are unique in all partitions, wanted by programs of which one after the other dies before some step, while the last messages of the dead may arrive at any time later.
 *
 * <p>{@code -Dcress.seed=} repeats the decisions, {@code -Dcress.claims=} sets the number of programs that die on each topology.
 */
@RedisTest
class RandomClaimsIT {

    private static final long SEED = Long.getLong("cress.seed", System.nanoTime());
    private static final int DEATHS = Integer.getInteger("cress.claims", 8);
    private static final int OPERATIONS = 60;
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final List<String> VALUES = List.of("", "m", "{m}:", "\u0000");
    private static final List<String> STEPS = List.of(
            "entity/save",
            "entity/patch",
            "entity/delete",
            "entity/rename",
            "entity/unit",
            "claim/permit",
            "claim/reserve",
            "claim/probe",
            "claim/release",
            "claim/confirm",
            "claim/settle",
            "move/stage",
            "move/depart",
            "move/arrive",
            "move/settle",
            "move/fence",
            "move/drop",
            "HSCAN");

    /** Several in each of a few partitions, so that values pass within them and between them. */
    private static final List<String> IDS = IntStream.iterate(0, i -> i + 1)
            .mapToObj(i -> "id" + i)
            .filter(id -> partition(id) % 5 == 0)
            .limit(8)
            .toList();

    private final RedisEnvironment environment;
    private final String namespace;
    private final MovedClock clock = new MovedClock();
    private final Random random = new Random(SEED);
    private final List<MortalProgram> dead = new ArrayList<>();
    private final Programs programs;

    RandomClaimsIT(RedisEnvironment environment) {
        this.environment = environment;
        this.namespace = environment.newNamespace();
        this.programs = new Programs(environment.uri(), namespace);
    }

    private static int partition(String id) {
        return Placement.partitionOf(ByteStrings.utf8(id), 16);
    }

    @Test
    void noTwoHaveAValueWhoeverDiesWhen() {
        Cress livingCress = programs.start(clock.executor());
        Members living = livingCress.repository(Members.class);
        // so that nobody has to wait for a reservation of the dead to grow old
        Disposable ticking = Flux.interval(Duration.ofMillis(40)).subscribe(tick -> clock.move(Duration.ofSeconds(1)));
        try (RawRedis raw = RawRedis.connect(environment.uri())) {
            InvariantChecker checker = new InvariantChecker(raw, namespace, Member.schema());
            living.count().block(PATIENCE);
            for (int death = 0; death < DEATHS; death++) {
                workAndDie(livingCress);
                arriveLate();
                living.finishRenames().block(PATIENCE);
                requireNothingButStale(checker);
            }
            assertThat(dead).as("programs that have died").anyMatch(MortalProgram::isDead);
            wantEachValue(living);
            dead.forEach(program -> program.deliver().onErrorComplete().block(PATIENCE));
            living.finishRenames().block(PATIENCE);
            wantEachValue(living);
            requireSoonNoViolation(checker);
        } catch (AssertionError | RuntimeException e) {
            throw new AssertionError("-Dcress.seed=" + SEED + " " + environment + ": " + e.getMessage(), e);
        } finally {
            ticking.dispose();
            programs.close();
        }
    }

    private void workAndDie(Cress living) {
        MortalProgram program = new MortalProgram(clock.executor());
        Cress dying = programs.start(program::executor);
        dying.repository(Members.class).count().block(PATIENCE);
        program.dieBefore(STEPS.get(random.nextInt(STEPS.size())), 1 + random.nextInt(4));
        dead.add(program);
        Flux.range(0, OPERATIONS)
                .map(i -> operation(random.nextBoolean() ? living : dying))
                .flatMap(operation -> operation.onErrorResume(RandomClaimsIT::allowed, e -> Mono.empty()), 16)
                .blockLast(PATIENCE);
    }

    /** A program that has ended, perhaps in the middle of a rename, or a write that many have overtaken; nothing was written then. */
    private static boolean allowed(Throwable failure) {
        return failure instanceof RedisUnavailableException
                || failure instanceof RedisTimeoutException
                || failure instanceof OutcomeUnknownException;
    }

    private Mono<Object> operation(Cress cress) {
        Members by = cress.repository(Members.class);
        String id = IDS.get(random.nextInt(IDS.size()));
        String mail = random.nextInt(3) == 0 ? null : value();
        String nick = random.nextInt(3) == 0 ? null : value();
        Member member = new Member(id, mail, random.nextBoolean() ? "t" : null, nick);
        List<String> others = IDS.stream()
                .filter(other -> !other.equals(id) && partition(other) == partition(id))
                .toList();
        String other = others.get(random.nextInt(others.size()));
        String any = IDS.get(random.nextInt(IDS.size()));
        String renamed = any.equals(id) ? other : any;
        Mono<?> operation = switch (random.nextInt(9)) {
            case 0 -> by.deleteById(id, WriteOptions.DEFAULT);
            case 1 -> by.patch(id).orCreate().set(Member::mail, mail).result(Returning.NOTHING);
            case 2 ->
                by.patch(id)
                        .orCreate()
                        .set(Member::nick, nick)
                        .set(Member::team, "t")
                        .result(Returning.NOTHING);
            case 3 -> by.save(member, WriteOptions.DEFAULT.once());
            case 4 -> by.rename(renamed, id, WriteOptions.DEFAULT);
            case 5 ->
                cress.unitOfWork()
                        .deleteById(Member.class, other)
                        .save(member)
                        .options(random.nextBoolean() ? WriteOptions.DEFAULT.once() : WriteOptions.DEFAULT)
                        .result();
            case 6 ->
                cress.unitOfWork()
                        .save(new Member(other, value(), "t", nick))
                        .save(member)
                        .result();
            default -> by.save(member, WriteOptions.DEFAULT);
        };
        return operation.map(result -> result);
    }

    private String value() {
        return VALUES.get(random.nextInt(VALUES.size()));
    }

    private void arriveLate() {
        if (random.nextBoolean()) {
            MortalProgram one = dead.get(random.nextInt(dead.size()));
            one.deliver().onErrorComplete(RedisDataException.class).block(PATIENCE);
        }
    }

    /** A reservation of nobody may be there until somebody wants its value. */
    private static void requireNothingButStale(InvariantChecker checker) {
        assertThat(checker.check())
                .filteredOn(violation -> violation.rule() != Rule.CLAIM_STALE)
                .isEmpty();
    }

    /** Whoever wants a value that nobody has gets it. */
    private void wantEachValue(Members living) {
        for (String value : VALUES) {
            want(living, new Member("wants", value, null, null));
            want(living, new Member("wants", null, "t", value));
        }
        List<String> all = Stream.concat(Stream.of("wants"), IDS.stream()).toList();
        all.forEach(
                id -> want(living, new Member(id, null, null, null))); // who writes next frees what the dead gave up
        Flux.fromIterable(all).concatMap(living::deleteById).blockLast(PATIENCE);
        VALUES.forEach(value -> {
            Member only = new Member("wants", value, "t", value);
            assertThat(living.insert(only).block(PATIENCE)).isEqualTo(only);
            assertThat(living.deleteById("wants").block(PATIENCE)).isTrue();
        });
    }

    private static void want(Members living, Member member) {
        living.save(member, WriteOptions.DEFAULT).block(PATIENCE);
    }

    /** What was given up is freed without anybody waiting for it. */
    private static void requireSoonNoViolation(InvariantChecker checker) {
        long end = System.nanoTime() + Duration.ofSeconds(5).toNanos();
        while (!checker.check().isEmpty() && System.nanoTime() < end) {
            Thread.onSpinWait();
        }
        checker.requireNoViolation();
    }
}
