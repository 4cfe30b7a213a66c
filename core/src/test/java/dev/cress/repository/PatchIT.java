package dev.cress.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cress.Cress;
import dev.cress.CressOptions;
import dev.cress.annotation.CreatedDate;
import dev.cress.annotation.DefaultValue;
import dev.cress.annotation.Id;
import dev.cress.annotation.Indexed;
import dev.cress.annotation.LastModifiedDate;
import dev.cress.annotation.MaxLength;
import dev.cress.annotation.RedisEntity;
import dev.cress.annotation.StoredName;
import dev.cress.annotation.Unique;
import dev.cress.annotation.Version;
import dev.cress.entity.EntityCallbacks;
import dev.cress.entity.EntityOptions;
import dev.cress.error.ConditionNotMetException;
import dev.cress.error.EntityNotFoundException;
import dev.cress.error.InvalidEntityException;
import dev.cress.error.UniqueConflictException;
import dev.cress.error.ValueRefusedException;
import dev.cress.error.VersionConflictException;
import dev.cress.script.entity.Returning;
import dev.cress.testing.RedisEnvironment;
import dev.cress.testing.RedisTest;
import dev.cress.validation.EntityValidator;
import dev.cress.write.Patch;
import dev.cress.write.WriteOptions;
import dev.cress.write.WriteResult;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

@RedisTest
class PatchIT {

    enum Kind {
        SAVINGS,
        CHECKING
    }

    @RedisEntity(value = "account", partitions = 4)
    record Account(
            @Id String id,
            @Indexed @Nullable String owner,
            @Indexed long cents,
            @Indexed @StoredName("b") @Nullable BigDecimal balance,
            @Nullable BigInteger serial,

            @Unique(scope = Unique.Scope.PARTITION) @Nullable
            String iban,

            @Nullable Integer count,
            double rate,
            @Nullable Kind kind,
            Optional<String> note,
            @MaxLength(4) @Nullable List<BigInteger> marks,
            String @Nullable [] labels,
            @Indexed @MaxLength(600) @Nullable Set<String> tags,
            @Nullable EnumSet<Kind> kinds,
            @CreatedDate @Nullable Instant created,
            @LastModifiedDate @Nullable Instant modified,
            @Version long version) {

        static Account of(String id) {
            return new Account(
                    id,
                    "Ada",
                    100,
                    new BigDecimal("1.50"),
                    null,
                    null,
                    null,
                    0.5,
                    Kind.SAVINGS,
                    Optional.empty(),
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    0);
        }
    }

    @RedisEntity("setting")
    record Setting(
            @Id String id,
            @Indexed @Nullable String value,
            @DefaultValue("3") int weight,
            @Nullable String note) {}

    interface Accounts extends ReactiveRepository<Account, String> {}

    interface Settings extends ReactiveRepository<Setting, String> {}

    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

    private final RedisEnvironment redis;
    private final List<String> calls = new CopyOnWriteArrayList<>();
    private Cress cress;
    private Accounts accounts;
    private Settings settings;

    PatchIT(RedisEnvironment redis) {
        this.redis = redis;
    }

    @BeforeEach
    void connect() {
        EntityValidator validator = new EntityValidator() {
            @Override
            public List<String> violations(Object entity) {
                return List.of();
            }

            @Override
            public List<String> violations(Class<?> type, String property, @Nullable Object value) {
                return "forbidden".equals(value) ? List.of(property + " is forbidden") : List.of();
            }
        };
        EntityCallbacks<Setting> callbacks = new EntityCallbacks<>() {
            @Override
            public Mono<Void> beforePatch(String id, Set<String> properties) {
                return Mono.fromRunnable(() -> calls.add("before " + id + " " + properties));
            }

            @Override
            public Mono<Setting> afterLoad(Setting setting) {
                calls.add("load " + setting.value());
                return Mono.just(setting);
            }

            @Override
            public Mono<Void> afterPatch(String id, long version) {
                return Mono.fromRunnable(() -> calls.add("after " + id + " " + (version > 0)));
            }
        };
        cress = Cress.connect(CressOptions.builder(redis.uri())
                        .namespace(redis.newNamespace())
                        .commandTimeout(java.time.Duration.ofSeconds(10))
                        .operationDeadline(java.time.Duration.ofSeconds(20))
                        .entities(EntityOptions.builder()
                                .clock(Clock.fixed(NOW, ZoneOffset.UTC))
                                .validator(validator)
                                .callbacks(Setting.class, callbacks)
                                .build())
                        .build())
                .block();
        accounts = cress.repository(Accounts.class);
        settings = cress.repository(Settings.class);
    }

    @AfterEach
    void close() {
        cress.closeLater().block();
    }

    private Patch<Account> patch(String id) {
        return accounts.patch(id);
    }

    @Test
    void changesOnlyWhatItNames() {
        Account stored = accounts.save(Account.of("1")).block();

        Account after = patch("1")
                .set(Account::owner, "Grace")
                .set(Account::note, Optional.of("vip"))
                .set("kind", Kind.CHECKING)
                .set(Account::rate, 2)
                .unset(Account::balance)
                .after()
                .block();

        assertThat(after).isEqualTo(accounts.findById("1").block());
        assertThat(after.owner()).isEqualTo("Grace");
        assertThat(after.note()).contains("vip");
        assertThat(after.kind()).isEqualTo(Kind.CHECKING);
        assertThat(after.rate()).isEqualTo(2.0);
        assertThat(after.balance()).isNull();
        assertThat(after.cents()).isEqualTo(100);
        assertThat(after.created()).isEqualTo(NOW);
        assertThat(after.version()).isGreaterThan(stored.version());
        accounts.save(stored).as(StepVerifier::create).verifyError(VersionConflictException.class);
    }

    @Test
    void givesTheEntityBefore() {
        Account stored = accounts.save(Account.of("1")).block();

        assertThat(patch("1").increment(Account::cents, 1).before().block()).isEqualTo(stored);
        assertThat(patch("1").set(Account::cents, 101).before().block().cents()).isEqualTo(101);
    }

    @Test
    void addsExactly() {
        accounts.save(Account.of("1")).block();

        Account after = patch("1")
                .increment(Account::cents, 9_007_199_254_740_993L - 100)
                .increment(Account::balance, new BigDecimal("123456789012345678901234567890.01"))
                .increment(Account::serial, 7)
                .increment(Account::count, -1)
                .increment(Account::rate, new BigDecimal("0.25"))
                .after()
                .block();

        assertThat(after.cents()).isEqualTo(9_007_199_254_740_993L);
        assertThat(after.balance()).isEqualTo(new BigDecimal("123456789012345678901234567891.51"));
        assertThat(after.serial()).isEqualTo(7);
        assertThat(after.count()).isEqualTo(-1);
        assertThat(after.rate()).isEqualTo(0.75);
    }

    @Test
    void refusesASumBeyondItsTypeAndWritesNothing() {
        Account stored = accounts.save(Account.of("1")).block();

        patch("1")
                .increment(Account::cents, Long.MAX_VALUE)
                .apply()
                .as(StepVerifier::create)
                .verifyErrorSatisfies(error -> assertThat(error)
                        .isInstanceOfSatisfying(
                                ValueRefusedException.class,
                                refused -> assertThat(refused.property()).isEqualTo("cents")));
        assertThat(patch("1")
                        .set(Account::owner, "x")
                        .increment(Account::count, Integer.MAX_VALUE + 1L)
                        .result(Returning.NOTHING)
                        .block())
                .isEqualTo(
                        new WriteResult.ValueRefused<>("account", "1", "count", "would leave the range of its type"));
        assertThat(accounts.findById("1").block()).isEqualTo(stored);
    }

    /** Each of a thousand concurrent increments gets a number of its own, and each counts once. */
    @Test
    void countsEachOfManyIncrementsOnce() {
        accounts.save(Account.of("1")).block();

        List<Long> numbers = Flux.range(0, 1_000)
                .flatMap(i -> patch("1").increment(Account::cents, 1).after(), 256)
                .map(Account::cents)
                .collectList()
                .block();

        assertThat(numbers)
                .containsExactlyInAnyOrderElementsOf(
                        LongStream.rangeClosed(101, 1_100).boxed().toList());
    }

    @Test
    void losesNoneOfManyAppendedElements() {
        accounts.save(Account.of("1")).block();

        Flux.range(0, 500)
                .flatMap(
                        i -> patch("1")
                                .append("labels", List.of("a" + i, "\",]" + i))
                                .apply(),
                        256)
                .blockLast();

        String[] labels = accounts.findById("1").block().labels();
        assertThat(labels).hasSize(1_000).doesNotHaveDuplicates().contains("a0", "\",]499");
        patch("1").append(Account::marks, BigInteger.TWO.pow(80)).apply().block();
        patch("1")
                .append("marks", List.of(BigInteger.ONE, BigInteger.TEN))
                .apply()
                .block();
        assertThat(accounts.findById("1").block().marks())
                .containsExactly(BigInteger.TWO.pow(80), BigInteger.ONE, BigInteger.TEN);
        patch("1")
                .append("marks", List.of(BigInteger.ONE, BigInteger.TEN))
                .apply()
                .as(StepVerifier::create)
                .verifyError(ValueRefusedException.class);
    }

    @Test
    void addsToSetsAndRemovesFromWhatHasElements() {
        accounts.save(Account.of("1")).block();
        Flux.range(0, 500)
                .flatMap(i -> patch("1").add(Account::tags, "t" + i % 250).apply(), 256)
                .blockLast();
        Set<String> tags = accounts.findById("1").block().tags();
        assertThat(tags).hasSize(250);
        assertThat(accounts.save(accounts.findById("1").block()).block().version())
                .isEqualTo(patch("1").add(Account::tags, "t0").apply().block());

        tags.removeIf(tag -> !tag.endsWith("9"));
        Account before = patch("1")
                .remove(
                        "tags",
                        IntStream.range(0, 250)
                                .mapToObj(i -> "t" + i)
                                .filter(tag -> !tags.contains(tag))
                                .toList())
                .append("labels", List.of("a", "b", "a"))
                .before()
                .block();
        assertThat(before.tags()).hasSize(250);
        assertThat(patch("1").remove("labels", List.of("a")).after().block().labels())
                .containsExactly("b");
        assertThat(patch("1")
                        .onlyIf(Account::tags)
                        .is(tags)
                        .add(Account::tags, "\uD83D\uDE00{}")
                        .after()
                        .block()
                        .tags())
                .hasSize(tags.size() + 1)
                .containsAll(tags)
                .contains("\uD83D\uDE00{}");
        assertThat(patch("1")
                        .add("kinds", List.of(Kind.SAVINGS, Kind.CHECKING))
                        .after()
                        .block()
                        .kinds())
                .isEqualTo(EnumSet.allOf(Kind.class));
        patch("1")
                .add("tags", IntStream.range(0, 600).mapToObj(i -> "u" + i).toList())
                .apply()
                .as(StepVerifier::create)
                .verifyError(ValueRefusedException.class);
    }

    @Test
    void changesOnlyWhatMeetsItsConditions() {
        accounts.save(Account.of("1")).block();
        Patch<Account> withdrawal = patch("1").increment(Account::cents, -60);

        assertThat(withdrawal
                        .onlyIf(Account::cents)
                        .atLeast(60L)
                        .after()
                        .block()
                        .cents())
                .isEqualTo(40);
        withdrawal
                .onlyIf(Account::cents)
                .atLeast(60L)
                .apply()
                .as(StepVerifier::create)
                .verifyErrorSatisfies(error -> assertThat(error)
                        .isInstanceOfSatisfying(
                                ConditionNotMetException.class,
                                unmet -> assertThat(unmet.property()).isEqualTo("cents")));
        withdrawal
                .onlyIf(Account::balance)
                .is(new BigDecimal("1.5"))
                .onlyIf(Account::note)
                .isNull()
                .onlyIf(Account::kind)
                .isNot(Kind.CHECKING)
                .onlyIf("owner")
                .greaterThan("Abc")
                .apply()
                .block();
        assertThat(accounts.findById("1").block().cents()).isEqualTo(-20);
    }

    @Test
    void tellsRefusalsAsErrors() {
        accounts.save(Account.of("1")).block();
        String sibling = sibling();
        patch(sibling).set(Account::iban, "DE1").apply().block();
        WriteOptions otherVersion = WriteOptions.DEFAULT.ifVersion(1);

        patch("none")
                .set(Account::owner, "x")
                .apply()
                .as(StepVerifier::create)
                .verifyError(EntityNotFoundException.class);
        patch("1")
                .set(Account::iban, "DE1")
                .apply()
                .as(StepVerifier::create)
                .verifyErrorSatisfies(error -> assertThat(error)
                        .isInstanceOfSatisfying(
                                UniqueConflictException.class,
                                conflict -> assertThat(conflict.property()).isEqualTo("iban")));
        patch("1")
                .options(otherVersion)
                .set(Account::owner, "x")
                .apply()
                .as(StepVerifier::create)
                .verifyError(VersionConflictException.class);
        assertThatThrownBy(() -> patch("1").options(WriteOptions.DEFAULT.ifAbsent()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    /** An account of the same partition, where a unique value is one. */
    private String sibling() {
        String key = accounts.key("1").redisKey().block();
        String tag = key.substring(key.indexOf('{'), key.indexOf('}'));
        for (int i = 2; ; i++) {
            if (accounts.key("" + i).redisKey().block().contains(tag)) {
                accounts.save(Account.of("" + i)).block();
                return "" + i;
            }
        }
    }

    @Test
    void createsWhatIsNotStoredWhereThatIsAsked() {
        Map<String, @Nullable Object> fields = new HashMap<>();
        fields.put("value", "on");
        fields.put("note", null);

        assertThat(settings.patch("a").orCreate().merge(fields).before().blockOptional())
                .isEmpty();
        assertThat(settings.findById("a").block()).isEqualTo(new Setting("a", "on", 3, null));
        assertThat(settings.patch("a")
                        .orCreate()
                        .merge(Map.of("note", "n"))
                        .after()
                        .block())
                .isEqualTo(new Setting("a", "on", 3, "n"));
        assertThat(settings.patch("a").unset(List.of("value", "weight")).after().block())
                .isEqualTo(new Setting("a", null, 3, "n"));
        assertThat(settings.patch("a").merge(Map.of()).unset(List.of()).after().block())
                .isEqualTo(new Setting("a", null, 3, "n"));
        assertThat(settings.patch("a")
                        .unset(List.of("value"))
                        .result(Returning.NOTHING)
                        .block())
                .as("no field")
                .isInstanceOf(WriteResult.Unchanged.class);
        assertThat(settings.patch("b")
                        .unset(List.of("value"))
                        .result(Returning.NOTHING)
                        .block())
                .as("no entity")
                .isEqualTo(new WriteResult.Missing<>("setting", "b"));
        assertThat(settings.count().block()).isEqualTo(1);
        patch("9")
                .orCreate()
                .set(Account::owner, "x")
                .apply()
                .as(StepVerifier::create)
                .verifyErrorSatisfies(error -> assertThat(error)
                        .isInstanceOf(InvalidEntityException.class)
                        .hasMessageContaining("cents")
                        .hasMessageContaining("rate"));
        assertThat(patch("9")
                        .orCreate()
                        .increment(Account::cents, 5)
                        .set(Account::rate, 1)
                        .after()
                        .block())
                .satisfies(created -> {
                    assertThat(created.cents()).isEqualTo(5);
                    assertThat(created.created()).isEqualTo(NOW);
                });
    }

    @Test
    void takesEffectOnceUnderOneWriteId() {
        accounts.save(Account.of("1")).block();
        Patch<Account> deposit = patch("1").increment(Account::cents, 5).options(WriteOptions.DEFAULT.writeId("t-1"));

        Account first = deposit.after().block();
        patch("1").increment(Account::cents, 1).apply().block();
        Account again = deposit.after().block();

        assertThat(first.cents()).isEqualTo(105);
        assertThat(again).isEqualTo(first);
        assertThat(accounts.findById("1").block().cents()).isEqualTo(106);
    }

    @Test
    void refusesOnCallWhatAPropertyCannotTake() {
        for (Runnable call : List.<Runnable>of(
                () -> patch("1").set("colour", "x"),
                () -> patch("1").set("version", 1L),
                () -> patch("1").set("id", "2"),
                () -> patch("1").set("owner", 1),
                () -> patch("1").set("cents", new BigDecimal("1.5")),
                () -> patch("1").set("count", Long.MAX_VALUE),
                () -> patch("1").increment("owner", 1),
                () -> patch("1").increment("cents", new BigDecimal("0.5")),
                () -> patch("1").increment("cents", Double.NaN),
                () -> patch("1").append("owner", List.of("x")),
                () -> patch("1").append("tags", List.of("x")),
                () -> patch("1").append("marks", List.of(List.of())),
                () -> patch("1").append("marks", List.of("x")),
                () -> patch("1").add("marks", List.of(BigInteger.ONE)),
                () -> patch("1").add("tags", List.of(List.of())),
                () -> patch("1").remove("owner", List.of("x")),
                () -> patch("1").set("cents", 1).increment("cents", 1),
                () -> patch("1").onlyIf("marks").lessThan(List.of()),
                () -> patch("1").onlyIf("owner").is(5))) {
            assertThatThrownBy(call::run).isInstanceOf(IllegalArgumentException.class);
        }
        for (Runnable call : List.<Runnable>of(
                () -> patch("1").set("cents", null),
                () -> patch("1").set("owner", "x".repeat(2_000)),
                () -> patch("1").set("owner", "\uD800"),
                () -> patch("1").set("marks", Collections.nCopies(5, BigInteger.ONE)),
                () -> accounts.patch(""))) {
            assertThatThrownBy(call::run).isInstanceOf(InvalidEntityException.class);
        }
        Map<String, @Nullable Object> wrong = new HashMap<>(Map.of("owner", "x".repeat(2_000), "kind", Kind.SAVINGS));
        wrong.put("rate", null);
        wrong.put("marks", Collections.nCopies(5, BigInteger.ONE));
        assertThatThrownBy(() -> patch("1").merge(wrong))
                .isInstanceOfSatisfying(
                        InvalidEntityException.class,
                        refused -> assertThat(refused.violations())
                                .hasSize(3)
                                .anyMatch(violation -> violation.startsWith("owner cannot be indexed"))
                                .contains("rate is a double and cannot be null", "marks has 5 elements, at most 4"));
        assertThatThrownBy(() -> patch("1").unset(List.of("cents", "rate")))
                .isInstanceOf(InvalidEntityException.class)
                .hasMessageContaining("cents")
                .hasMessageContaining("rate");
    }

    @Test
    void callsTheCallbacksOfPatchesAndTheValidator() {
        settings.patch("a").orCreate().set(Setting::value, "on").apply().block();
        settings.patch("none")
                .set(Setting::value, "on")
                .apply()
                .onErrorComplete()
                .block();

        assertThat(calls).containsExactly("before a [value]", "after a true", "before none [value]");
        settings.patch("a")
                .set(Setting::note, "forbidden")
                .apply()
                .as(StepVerifier::create)
                .verifyError(InvalidEntityException.class);
        assertThat(calls).endsWith("before none [value]", "before a [note]");
        assertThat(settings.findById("a").block().note()).isNull();
        calls.clear();
        settings.patch("a").set(Setting::value, "off").before().block();
        settings.patch("a").set(Setting::value, "on").after().block();
        assertThat(calls)
                .containsExactly(
                        "before a [value]", "load on", "after a true", "before a [value]", "load on", "after a true");
    }

    @Test
    void sendsNothingBeforeItIsSubscribedToAndAgainForEachSubscription() {
        accounts.save(Account.of("1")).block();
        Mono<Long> increment = patch("1").increment(Account::cents, 1).apply();
        assertThat(accounts.findById("1").block().cents()).isEqualTo(100);

        List<Long> versions = new ArrayList<>();
        versions.add(increment.block());
        versions.add(increment.block());

        assertThat(versions).doesNotHaveDuplicates();
        assertThat(accounts.findById("1").block().cents()).isEqualTo(102);
    }
}
