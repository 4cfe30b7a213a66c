package dev.cress.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cress.Cress;
import dev.cress.CressOptions;
import dev.cress.connection.RedisExecutor;
import dev.cress.connection.Request;
import dev.cress.connection.Role;
import dev.cress.entity.EntityOptions;
import dev.cress.error.NonTransientRedisDataException;
import dev.cress.error.RedisUnavailableException;
import dev.cress.error.UniqueConflictException;
import dev.cress.integration.Member.Members;
import dev.cress.script.entity.Returning;
import dev.cress.script.entity.SaveReply;
import dev.cress.testing.RedisEnvironment;
import dev.cress.testing.RedisTest;
import dev.cress.write.WriteOptions;
import dev.cress.write.WriteResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Values that are unique in all partitions, when writers meet, when one dies at any step, and when its last message arrives late. */
@RedisTest
class ClaimsIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final long SEED = Long.getLong("cress.seed", 20_261_121L);

    private final RedisEnvironment environment;
    private final List<Cress> cresses = new ArrayList<>();
    private String namespace;
    private RawRedis raw;
    private Members members;

    ClaimsIT(RedisEnvironment environment) {
        this.environment = environment;
    }

    @BeforeEach
    void connect() {
        namespace = environment.newNamespace();
        raw = RawRedis.connect(environment.uri());
        members = connect(UnaryOperator.identity());
        members.count().block(PATIENCE); // writes the layout
    }

    @AfterEach
    void close() {
        Flux.fromIterable(cresses).flatMap(Cress::closeLater).blockLast(PATIENCE);
        raw.close();
    }

    private Members connect(UnaryOperator<RedisExecutor> executor) {
        Cress cress = Cress.connect(CressOptions.builder(environment.uri())
                        .namespace(namespace)
                        .executor(executor)
                        .entities(EntityOptions.builder().withoutSweeping().build())
                        .build())
                .block(PATIENCE);
        cresses.add(cress);
        return cress.repository(Members.class);
    }

    private MortalProgram program;

    private Members mortal(UnaryOperator<RedisExecutor> wrapped) {
        program = new MortalProgram(wrapped);
        return connect(program::executor);
    }

    private List<Violation> violations() {
        return new InvariantChecker(raw, namespace, Member.schema()).check();
    }

    /** What was given up is freed without anybody waiting for it. */
    private void requireSoonNoViolation() {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!violations().isEmpty() && System.nanoTime() < end) {
            Thread.onSpinWait();
        }
        assertThat(violations()).isEmpty();
    }

    private String reservations(String mail) {
        int partition = Placement.partitionOf(entry(mail), 16);
        return namespace + ":{" + Placement.tagOf(partition) + "}:member:c:mail";
    }

    private static String entry(String mail) {
        return IndexEntries.entry(StoredType.STRING, mail);
    }

    /** As if the reservation were made long ago. */
    private void age(String mail) {
        date(mail, 1);
    }

    private void date(String mail, long millis) {
        String reservation = (String) raw.call("HGET", reservations(mail), entry(mail));
        String[] parts = reservation.split(":", 4);
        raw.call("HSET", reservations(mail), entry(mail), parts[0] + ":" + parts[1] + ":" + millis + ":" + parts[3]);
    }

    private Object insert(Members by, String id, String mail) {
        return by.insert(Member.of(id, mail))
                .<Object>map(Member::id)
                .onErrorResume(UniqueConflictException.class, conflict -> Mono.just("taken by " + conflict.holder()))
                .block(PATIENCE);
    }

    private static List<String> idsOfOnePartition(int number) {
        return IntStream.iterate(0, i -> i + 1)
                .mapToObj(i -> "m" + i)
                .filter(id -> Placement.partitionOf(ByteStrings.utf8(id), 16) == 3)
                .limit(number)
                .toList();
    }

    /** Its reservation stays with the partition, so others find who has it. */
    @Test
    void aValuePassesWithinAPartitionByUnitsAndRenames() {
        List<String> ids = idsOfOnePartition(3);
        Cress cress = cresses.get(0);
        members.insert(Member.of(ids.get(0), "mail")).block(PATIENCE);
        assertThatThrownBy(() -> cress.unitOfWork()
                        .insert(Member.of(ids.get(1), "mail"))
                        .deleteById(Member.class, ids.get(0))
                        .commit()
                        .block(PATIENCE))
                .as("taken before it is given up")
                .isInstanceOf(UniqueConflictException.class);
        cress.unitOfWork()
                .deleteById(Member.class, ids.get(0))
                .insert(Member.of(ids.get(1), "mail"))
                .commit()
                .block(PATIENCE);
        assertThat(insert(members, "elsewhere", "mail")).isEqualTo("taken by " + ids.get(1));
        requireSoonNoViolation();

        members.rename(ids.get(1), ids.get(2)).block(PATIENCE);
        assertThat(insert(members, "elsewhere", "mail")).isEqualTo("taken by " + ids.get(2));
        assertThat(insert(members, ids.get(0), "mail")).isEqualTo("taken by " + ids.get(2));
        requireSoonNoViolation();
        members.deleteById(ids.get(2)).block(PATIENCE);
        assertThat(insert(members, "elsewhere", "mail")).isEqualTo("elsewhere");
        requireSoonNoViolation();

        members.insert(Member.of(ids.get(0), "other")).block(PATIENCE);
        assertThatThrownBy(() -> cress.unitOfWork()
                        .deleteById(Member.class, ids.get(0))
                        .insert(Member.of(ids.get(1), "mail"))
                        .commit()
                        .block(PATIENCE))
                .as("what the unit does not give up")
                .isInstanceOf(UniqueConflictException.class);
        requireSoonNoViolation();
    }

    @Test
    void oneOfAHundredInsertsInAllPartitionsGetsAValue() {
        List<Members> clients = List.of(members, connect(UnaryOperator.identity()));
        for (int round = 0; round < 2; round++) {
            int number = round;
            List<Object> outcomes = Flux.range(0, 100)
                    .flatMap(
                            i -> clients.get(i % 2)
                                    .insert(new Member(number + "-" + i, "the mail", "t", "n" + i))
                                    .<Object>map(Member::id)
                                    .onErrorResume(
                                            UniqueConflictException.class,
                                            conflict -> Mono.just(List.of(conflict.property(), conflict.holder()))),
                            100)
                    .collectList()
                    .block(PATIENCE);

            List<Object> winners =
                    outcomes.stream().filter(String.class::isInstance).toList();
            assertThat(winners).hasSize(1);
            assertThat(outcomes)
                    .hasSize(100)
                    .filteredOn(List.class::isInstance)
                    .containsOnly(List.of("mail", winners.get(0)));
            assertThat(members.count().block(PATIENCE)).isOne();
            requireSoonNoViolation();
            clients.get(1).deleteById((String) winners.get(0)).block(PATIENCE);
        }
        requireSoonNoViolation();
    }

    @ParameterizedTest
    @CsvSource({"claim/permit,1", "claim/reserve,1", "claim/confirm,1"})
    void aWriterThatDiesBesideItsReservationHoldsNobodyUp(String script, int nth) {
        Members dying = mortal(UnaryOperator.identity());
        program.dieBefore(script, nth);
        boolean written = script.equals("claim/confirm");
        if (written) {
            assertThat(insert(dying, "a", "m")).isEqualTo("a");
            age("m");
        } else {
            assertThatThrownBy(() -> insert(dying, "a", "m")).isInstanceOf(RedisUnavailableException.class);
        }
        assertThat(program.isDead()).isTrue();

        assertThat(insert(members, "b", "m")).isEqualTo(written ? "taken by a" : "b");
        program.deliver().block(PATIENCE);
        assertThat(insert(members, "c", "m")).isEqualTo(written ? "taken by a" : "taken by b");
        requireSoonNoViolation();
    }

    @Test
    void aReservationIsTakenOverWhenItIsOldAndItsWriteComesTooLateThen() {
        Members dying = mortal(UnaryOperator.identity());
        program.dieBefore("entity/save", 2);
        assertThatThrownBy(() -> insert(dying, "a", "m")).isInstanceOf(RedisUnavailableException.class);

        date("m", Long.MAX_VALUE / 1_000_000); // stays young however slow the machine is
        CompletableFuture<Member> other = members.insert(Member.of("b", "m")).toFuture();
        assertThat(insert(members, "c", "free")).isEqualTo("c"); // several round trips in which the other one asks
        assertThat(other).isNotDone();
        age("m");
        assertThat(Mono.fromFuture(other).map(Member::id).block(PATIENCE)).isEqualTo("b");
        assertThat(program.deliver().block(PATIENCE)).isInstanceOf(SaveReply.ReservationNeeded.class);
        assertThat(members.findById("a").blockOptional(PATIENCE)).isEmpty();
        requireSoonNoViolation();
    }

    @Test
    void aWriteThatIsOnlySlowIsDone() {
        Members dying = mortal(UnaryOperator.identity());
        program.dieBefore("entity/save", 2);
        assertThatThrownBy(() -> insert(dying, "a", "m")).isInstanceOf(RedisUnavailableException.class);
        assertThat(program.deliver().block(PATIENCE)).isInstanceOf(SaveReply.Created.class);
        assertThat(insert(members, "b", "m")).isEqualTo("taken by a");
        age("m");
        assertThat(insert(members, "b", "m")).isEqualTo("taken by a");
        requireSoonNoViolation();
    }

    @ParameterizedTest
    @CsvSource({"HSCAN", "claim/release", "claim/settle"})
    void aValueThatADyingProgramGivesUpIsFreeAtOnce(String step) {
        assertThat(insert(members, "a", "m")).isEqualTo("a");
        Members dying = mortal(UnaryOperator.identity());
        program.dieBefore(step, 1);
        assertThat(dying.deleteById("a").block(PATIENCE)).isTrue();
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!program.isDead() && System.nanoTime() < end) {
            Thread.onSpinWait(); // it dies beside the deletion
        }

        assertThat(violations()).extracting(Violation::rule).containsOnly(Rule.CLAIM_STALE);
        assertThat(insert(members, "b", "m")).isEqualTo("b");
        program.deliver().block(PATIENCE);
        assertThat(insert(members, "c", "m")).isEqualTo("taken by b");
        assertThat(insert(members, "a", "other")).isEqualTo("a");
        assertThat(members.deleteById("a").block(PATIENCE)).isTrue(); // and frees what is left in this partition
        requireSoonNoViolation();
    }

    /** The permit has been used up when the command fails that announces the write. */
    @Test
    void aWriteThatTheServerRefusesGivesBackWhatWasReserved() {
        String tag = Placement.tagOf(Placement.partitionOf(ByteStrings.utf8("a"), 16));
        raw.call("XADD", namespace + ":{" + tag + "}:member:v", "18446744073709551615-1", "o", "C");
        assertThatThrownBy(() -> members.insert(Member.of("a", "mail")).block(PATIENCE))
                .isInstanceOf(NonTransientRedisDataException.class);
        assertThat(raw.call("HLEN", reservations("mail"))).isEqualTo(0L);
    }

    @Test
    void savesAndPatchesMoveValuesAndNullsClaimNothing() {
        members.saveAll(Flux.just(Member.of("a", "m"), Member.of("b", null), new Member("c", null, "t", null)))
                .blockLast(PATIENCE);
        assertThat(members.patch("a").set(Member::mail, "n").after().block(PATIENCE))
                .isEqualTo(Member.of("a", "n"));
        assertThatThrownBy(
                        () -> members.patch("b").set(Member::mail, "n").apply().block(PATIENCE))
                .isInstanceOfSatisfying(UniqueConflictException.class, conflict -> {
                    assertThat(conflict.holder()).isEqualTo("a");
                    assertThat(conflict.property()).isEqualTo("mail");
                });
        members.save(new Member("b", "m", "t", "n")).block(PATIENCE);
        assertThat(members.save(new Member("c", null, "t", "n"), WriteOptions.DEFAULT.once())
                        .block(PATIENCE))
                .isInstanceOf(WriteResult.UniqueConflict.class);
        WriteOptions named = WriteOptions.DEFAULT.writeId("w1");
        assertThat(members.save(new Member("d{}\0", "x", "t", "other"), named).block(PATIENCE))
                .isInstanceOf(WriteResult.Created.class);
        assertThat(members.save(new Member("d{}\0", "x", "t", "other"), named).block(PATIENCE))
                .isInstanceOf(WriteResult.Created.class);
        members.patch("d{}\0").unset(List.of("mail")).apply().block(PATIENCE);
        assertThat(insert(members, "e", "x")).isEqualTo("e");
        requireSoonNoViolation();
    }

    /** The slow one finds that a has the value already, by another writer; what it sends next comes when b has it. */
    @Test
    void aPermitIsNotUsedWithAReservationThatIsAnothers() {
        assertThat(insert(members, "a", "x")).isEqualTo("a");
        Mono<Void> overtaking = Mono.defer(
                        () -> members.patch("a").set(Member::mail, "m").apply())
                .then();
        Members slow = mortal(executor -> new Preceded(executor, "claim/reserve", overtaking));
        program.dieBefore("entity/patch", 2);
        assertThatThrownBy(() -> slow.patch("a").set(Member::mail, "m").apply().block(PATIENCE))
                .isInstanceOf(RedisUnavailableException.class);
        assertThat(members.findById("a").map(Member::mail).block(PATIENCE)).isEqualTo("m");

        members.patch("a").set(Member::mail, "y").apply().block(PATIENCE);
        assertThat(insert(members, "b", "m")).isEqualTo("b");
        program.deliver().block(PATIENCE);
        assertThat(members.findById("a").map(Member::mail).block(PATIENCE)).isEqualTo("y");
        requireSoonNoViolation();
    }

    /** Does something before each request of a name. */
    private record Preceded(RedisExecutor target, String name, Mono<Void> action) implements RedisExecutor {
        @Override
        public <R> Mono<R> execute(Role role, Request<R> request) {
            Mono<R> sending = target.execute(role, request);
            return request.name().equals(name) ? action.then(sending) : sending;
        }

        @Override
        public <R> Mono<List<R>> executeAll(Role role, List<Request<R>> requests) {
            return target.executeAll(role, requests);
        }
    }

    @Test
    void noTwoHaveAValueWhateverWritersDo() {
        List<Members> clients = List.of(members, connect(UnaryOperator.identity()));
        Random random = new Random(SEED);
        Flux.range(0, 240)
                .map(i -> List.of(random.nextInt(2), random.nextInt(8), random.nextInt(4), random.nextInt(5)))
                .flatMap(
                        choice ->
                                operation(clients.get(choice.get(0)), "" + choice.get(1), choice.get(2), choice.get(3)),
                        24)
                .blockLast(PATIENCE);
        requireSoonNoViolation();
    }

    private static Mono<?> operation(Members by, String id, int mail, int what) {
        String value = mail == 0 ? null : "m" + mail;
        Mono<?> operation = switch (what) {
            case 0 -> by.deleteById(id);
            case 1 -> by.patch(id).orCreate().set(Member::mail, value).result(Returning.NOTHING);
            case 2 -> by.save(new Member(id, null, "t", value), WriteOptions.DEFAULT);
            default -> by.save(Member.of(id, value), WriteOptions.DEFAULT);
        };
        return operation.<Object>map(result -> result);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "claim/probe   | redis.call('UNLINK', permit)",
                "entity/save   | if not permitted[i] then return {'RESERVE', unpack(wanted)} end",
            })
    void aProtocolWithoutAStepIsNoticed(String script, String step) {
        UnaryOperator<RedisExecutor> broken =
                executor -> new FaultyExecutor(executor, Fault.whereInSource(script, step, ""));
        Members dying = mortal(broken);
        Members other = connect(broken);
        program.dieBefore("entity/save", script.equals("claim/probe") ? 2 : 1);
        assertThatThrownBy(() -> insert(dying, "a", "m")).isInstanceOf(RedisUnavailableException.class);
        if (script.equals("claim/probe")) {
            age("m");
        }
        assertThat(insert(other, "b", "m")).isEqualTo("b");
        program.deliver().block(PATIENCE);
        assertThat(violations()).extracting(Violation::rule).contains(Rule.CLAIM_UNIQUE);
    }

    @Test
    void theCheckerSeesWhatIsWrongWithReservations() {
        assertThat(insert(members, "a", "m")).isEqualTo("a");
        String reservations = reservations("m");
        String right = (String) raw.call("HGET", reservations, entry("m"));
        assertThat(rulesAfter("HSET", reservations, entry("m"), right.replaceFirst("a$", "b")))
                .containsExactly(Rule.CLAIM_RESERVED);
        assertThat(rulesAfter("HSET", reservations, entry("m"), "X:1:1:a"))
                .containsExactlyInAnyOrder(Rule.CLAIM_FORM, Rule.CLAIM_RESERVED);
        assertThat(rulesAfter("HDEL", reservations, entry("m"))).containsExactly(Rule.CLAIM_RESERVED);
        raw.call("HSET", reservations, entry("m"), right);
        assertThat(rulesAfter("HSET", reservations("m").replace("c:mail", "o"), "mail:x", "0"))
                .containsExactly(Rule.CLAIM_FORM);
        raw.call("DEL", reservations.replace("c:mail", "o"));
        assertThat(rulesAfter("HSET", reservations.replace("c:mail", "t:a.1"), "team:x", ""))
                .containsExactly(Rule.CLAIM_FORM);
        raw.call("DEL", reservations.replace("c:mail", "t:a.1"));
        assertThat(rulesAfter("HSET", reservations, entry("nobody's"), right)) // which belongs elsewhere
                .containsExactly(Rule.CLAIM_FORM);
        raw.call("HDEL", reservations, entry("nobody's"));
        assertThat(rulesAfter("HSET", reservations("nobody's"), entry("nobody's"), right))
                .containsExactly(Rule.CLAIM_STALE);
    }

    private List<Rule> rulesAfter(String... command) {
        raw.call(command);
        return violations().stream().map(Violation::rule).toList();
    }
}
