package dev.cress.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cress.Cress;
import dev.cress.CressOptions;
import dev.cress.annotation.CreatedBy;
import dev.cress.annotation.CreatedDate;
import dev.cress.annotation.DefaultValue;
import dev.cress.annotation.GeneratedId;
import dev.cress.annotation.Id;
import dev.cress.annotation.LastModifiedBy;
import dev.cress.annotation.LastModifiedDate;
import dev.cress.annotation.MaxLength;
import dev.cress.annotation.RedisEntity;
import dev.cress.annotation.Version;
import dev.cress.entity.ActiveRecord;
import dev.cress.entity.AutoNow;
import dev.cress.entity.EntityBinding;
import dev.cress.entity.EntityCallbacks;
import dev.cress.entity.EntityOptions;
import dev.cress.error.InvalidEntityException;
import dev.cress.error.VersionConflictException;
import dev.cress.testing.RedisEnvironment;
import dev.cress.testing.RedisTest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.test.StepVerifier;

/** What is set, asked and called around the writes and reads of an entity, and in which order. */
@RedisTest
class LifecycleIT {

    private static final Duration LIMIT = Duration.ofSeconds(60);

    @RedisEntity("page")
    record Page(
            @Id @GeneratedId @Nullable String id,
            @MaxLength(5) @Nullable String title,
            @DefaultValue("draft") @Nullable String state,
            @CreatedDate @Nullable Instant created,
            @LastModifiedDate @Nullable OffsetDateTime modified,
            @CreatedBy @Nullable String author,
            @LastModifiedBy @Nullable String editor,
            @Version long version) {

        static Page titled(String id, String title) {
            return new Page(id, title, null, null, null, null, null, 0);
        }

        Page withTitle(String other) {
            return new Page(id, other, state, created, modified, author, editor, version);
        }
    }

    interface Pages extends ReactiveRepository<Page, String> {}

    /** A clock that the test moves. */
    private static final class Hands extends Clock {
        private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2024-02-29T12:30:00Z"));

        @Override
        public ZoneId getZone() {
            return ZoneOffset.ofHours(2);
        }

        @Override
        public Clock withZone(ZoneId zone) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Instant instant() {
            return now.get();
        }
    }

    private final RedisEnvironment redis;
    private final String namespace;
    private final Hands clock = new Hands();
    private final CopyOnWriteArrayList<String> calls = new CopyOnWriteArrayList<>();
    private final CopyOnWriteArrayList<String> sent = new CopyOnWriteArrayList<>();
    private Cress cress;
    private Pages pages;

    LifecycleIT(RedisEnvironment redis) {
        this.redis = redis;
        this.namespace = redis.newNamespace();
    }

    @BeforeEach
    void connect() {
        connect(EntityOptions.builder());
    }

    private void connect(EntityOptions.Builder options) {
        close();
        cress = Cress.connect(CressOptions.builder(redis.uri())
                        .namespace(namespace)
                        .commandTimeout(Duration.ofSeconds(10))
                        .executor(RecordingExecutor.into(sent))
                        .entities(options.clock(clock)
                                .auditor(Mono.deferContextual(context -> Mono.justOrEmpty(context.getOrEmpty("user"))))
                                .build())
                        .build())
                .block(LIMIT);
        pages = cress.repository(Pages.class);
    }

    @AfterEach
    void close() {
        if (cress != null) {
            cress.closeLater().block(LIMIT);
            cress = null;
        }
    }

    private Page save(Page page, String user) {
        return pages.save(page)
                .contextWrite(context -> context.put("user", user))
                .block(LIMIT);
    }

    @Test
    void setsDatesUsersAndDefaults() {
        Page first = save(Page.titled("1", "a"), "ada");
        assertThat(first.created()).isEqualTo(clock.instant());
        assertThat(first.modified()).isEqualTo(OffsetDateTime.parse("2024-02-29T14:30:00+02:00"));
        assertThat(first.author()).isEqualTo("ada");
        assertThat(first.editor()).isEqualTo("ada");
        assertThat(first.state()).isEqualTo("draft");
        assertThat(pages.findById("1").block(LIMIT)).isEqualTo(first);

        clock.now.set(Instant.parse("2025-01-01T00:00:00.000000001Z"));
        Page second = save(first.withTitle("b"), "bob");
        assertThat(second.created()).isEqualTo(first.created());
        assertThat(second.author()).isEqualTo("ada");
        assertThat(second.modified().toInstant()).isEqualTo(clock.instant());
        assertThat(second.editor()).isEqualTo("bob");

        Page nobody = pages.save(second.withTitle("c")).block(LIMIT);
        assertThat(nobody.editor()).isEqualTo("bob");
        assertThat(pages.insert(Page.titled("2", "x")).block(LIMIT).author()).isNull();
    }

    @Test
    void leavesDatesAndUsersAloneWhenToldSo() {
        Instant old = Instant.parse("1999-12-31T23:59:59Z");
        Page imported = new Page("1", "a", null, old, null, "eve", null, 0);
        Page stored = pages.save(imported)
                .contextWrite(AutoNow.skipped())
                .contextWrite(context -> context.put("user", "ada"))
                .block(LIMIT);
        assertThat(stored).isEqualTo(new Page("1", "a", "draft", old, null, "eve", null, stored.version()));
        pages.patch("1")
                .set(Page::title, "b")
                .apply()
                .contextWrite(AutoNow.skipped())
                .block(LIMIT);
        assertThat(pages.findById("1").block(LIMIT).modified()).isNull();
        pages.patch("1").set(Page::title, "a").apply().block(LIMIT);
        stored = pages.findById("1").block(LIMIT);
        assertThat(stored.modified().toInstant()).isEqualTo(clock.instant());
        assertThat(save(stored, "ada").created()).isEqualTo(old);
    }

    @Test
    void createdIsSetOnlyByWhatCreates() {
        Page stored = pages.save(Page.titled("1", "a"))
                .contextWrite(AutoNow.skipped())
                .block(LIMIT);
        Page updated = pages.update(stored.withTitle("b")).block(LIMIT);
        assertThat(updated.created()).isNull();
        assertThat(updated.modified()).isNotNull();
        assertThat(pages.save(updated).block(LIMIT).created()).isNull();
    }

    private final class Noting implements EntityCallbacks<Page> {
        private final String name;

        Noting(String name) {
            this.name = name;
        }

        private Mono<Page> note(String step, Page page, String title) {
            return Mono.fromSupplier(() -> {
                calls.add(name + " " + step + " " + page.title() + " " + (page.id() != null) + " "
                        + (page.created() != null) + " " + (page.version() > 0));
                return page.withTitle(title);
            });
        }

        @Override
        public Mono<Page> beforeConvert(Page page) {
            return note("beforeConvert", page, page.title() + "1");
        }

        @Override
        public Mono<Page> beforeSave(Page page) {
            return note("beforeSave", page, page.title() + "2");
        }

        @Override
        public Mono<Page> afterSave(Page page) {
            return note("afterSave", page, page.title() + "3");
        }

        @Override
        public Mono<Page> afterLoad(Page page) {
            return note("afterLoad", page, page.title() + "4");
        }

        @Override
        public Mono<Void> beforeDelete(String id) {
            return Mono.fromRunnable(() -> calls.add(name + " beforeDelete " + id));
        }

        @Override
        public Mono<Void> afterDelete(String id) {
            return Mono.fromRunnable(() -> calls.add(name + " afterDelete " + id));
        }
    }

    @Test
    void callsBackInTheDocumentedOrder() {
        connect(EntityOptions.builder().callbacks(Page.class, new Noting("A")).callbacks(Page.class, new Noting("B")));
        Mono<Page> save = pages.save(Page.titled(null, ""));
        assertThat(calls).isEmpty();
        Page saved = save.block(LIMIT);
        assertThat(saved.title()).isEqualTo("112233");
        assertThat(calls)
                .containsExactly(
                        "A beforeConvert  false false false",
                        "B beforeConvert 1 false false false",
                        "A beforeSave 11 true true false",
                        "B beforeSave 112 true true false",
                        "A afterSave 1122 true true true",
                        "B afterSave 11223 true true true");
        calls.clear();
        assertThat(pages.findById(saved.id()).block(LIMIT).title()).isEqualTo("112244");
        assertThat(calls).containsExactly("A afterLoad 1122 true true true", "B afterLoad 11224 true true true");
        assertThat(pages.findAll().map(Page::title).collectList().block(LIMIT)).containsExactly("112244");
        assertThat(pages.findAllById(List.of(saved.id()))
                        .map(Page::title)
                        .collectList()
                        .block(LIMIT))
                .containsExactly("112244");
        calls.clear();
        assertThat(pages.delete(saved).block(LIMIT)).isTrue();
        assertThat(pages.deleteById(saved.id()).block(LIMIT)).isFalse();
        String id = saved.id();
        assertThat(calls)
                .containsExactly(
                        "A beforeDelete " + id,
                        "B beforeDelete " + id,
                        "A afterDelete " + id,
                        "B afterDelete " + id,
                        "A beforeDelete " + id,
                        "B beforeDelete " + id);
    }

    @Test
    void aFailingCallbackKeepsTheWriteFromHappening() {
        connect(EntityOptions.builder().callbacks(Page.class, new EntityCallbacks<>() {
            @Override
            public Mono<Page> beforeSave(Page page) {
                return page.title().equals("none") ? Mono.empty() : Mono.error(new IllegalStateException("no"));
            }

            @Override
            public Mono<Void> beforeDelete(String id) {
                return Mono.error(new IllegalStateException("never"));
            }
        }));
        sent.clear();
        pages.save(Page.titled("1", "a"))
                .as(StepVerifier::create)
                .expectErrorMessage("no")
                .verify(LIMIT);
        pages.save(Page.titled("1", "none"))
                .as(StepVerifier::create)
                .expectErrorSatisfies(
                        e -> assertThat(e).hasMessageContaining("beforeSave callback of page gave no entity"))
                .verify(LIMIT);
        pages.deleteById("1")
                .as(StepVerifier::create)
                .expectErrorMessage("never")
                .verify(LIMIT);
        assertThat(sent).isEmpty();
    }

    @Test
    void whatIsWrittenStaysWhateverIsToldAfterwards() {
        connect(EntityOptions.builder().callbacks(Page.class, new EntityCallbacks<>() {
            @Override
            public Mono<Page> afterSave(Page page) {
                return Mono.error(new IllegalStateException("saved"));
            }

            @Override
            public Mono<Void> afterDelete(String id) {
                return Mono.error(new IllegalStateException("deleted"));
            }
        }));
        pages.save(Page.titled("1", "a"))
                .as(StepVerifier::create)
                .expectErrorMessage("saved")
                .verify(LIMIT);
        assertThat(pages.findById("1").block(LIMIT).title()).isEqualTo("a");
        pages.deleteById("1")
                .as(StepVerifier::create)
                .expectErrorMessage("deleted")
                .verify(LIMIT);
        assertThat(pages.existsById("1").block(LIMIT)).isFalse();
    }

    @Test
    void ofSavesThatFailAtOnceOneTellsItsError() {
        Page page = Page.titled("1", "1");
        Sinks.One<Page> first = Sinks.one();
        Sinks.One<Page> second = Sinks.one();
        Sinks.One<Page> third = Sinks.one();
        Map<String, Sinks.One<Page>> held = Map.of("1", first, "2", second, "3", third);
        connect(EntityOptions.builder().callbacks(Page.class, new EntityCallbacks<>() {
            @Override
            public Mono<Page> beforeSave(Page given) {
                return held.get(given.title()).asMono();
            }
        }));
        pages.saveAll(Flux.just("1", "2", "3").map(id -> Page.titled(id, id)))
                .doOnNext(saved -> {
                    second.tryEmitError(new IllegalStateException("the second"));
                    third.tryEmitError(new IllegalStateException("the third"));
                })
                .as(StepVerifier::create)
                .then(() -> first.tryEmitValue(page))
                .expectNextCount(1)
                .expectErrorSatisfies(error -> {
                    assertThat(error).isInstanceOf(IllegalStateException.class).hasMessage("the second");
                    assertThat(error.getSuppressed())
                            .extracting(Throwable::getMessage)
                            .contains("the third");
                })
                .verify(LIMIT);
    }

    @Test
    void aCallbackOfASuperTypeIsCalledToo() {
        connect(EntityOptions.builder().callbacks(Object.class, new EntityCallbacks<>() {
            @Override
            public Mono<Object> afterSave(Object entity) {
                calls.add("saved");
                return Mono.just(entity);
            }
        }));
        pages.saveAll(Flux.just("1", "2").map(id -> Page.titled(id, "a"))).blockLast(LIMIT);
        assertThat(calls).containsExactly("saved", "saved");
    }

    @Test
    void tellsAllViolationsAtOnceAndSendsNothing() {
        connect(EntityOptions.builder()
                .validator(entity -> ((Page) entity).author() == null ? List.of("author is needed") : List.of()));
        sent.clear();
        pages.save(Page.titled("1", "123456\uD83D\uDE00").withTitle("1234\uD83D\uDE00\uD83D\uDE00"))
                .as(StepVerifier::create)
                .expectErrorSatisfies(e -> {
                    assertThat(e).isInstanceOf(InvalidEntityException.class);
                    assertThat(((InvalidEntityException) e).violations())
                            .containsExactly("author is needed", "title has 6 characters, at most 5");
                })
                .verify(LIMIT);
        pages.save(new Page("1", "123456", null, null, null, "ada", null, 0))
                .as(StepVerifier::create)
                .expectErrorMessage("cannot store page: title has 6 characters, at most 5")
                .verify(LIMIT);
        Page everything = new Page("x".repeat(513), "123456", null, null, null, null, null, 0);
        pages.save(everything)
                .as(StepVerifier::create)
                .expectErrorSatisfies(e -> assertThat(((InvalidEntityException) e).violations())
                        .containsExactly(
                                "author is needed",
                                "an id has 1 to 512 bytes, this one has 513",
                                "title has 6 characters, at most 5"))
                .verify(LIMIT);
        assertThat(sent).doesNotContain("WRITE entity/save");
        assertThat(save(Page.titled("1", "123\uD83D\uDE00\uD83D\uDE00"), "ada").title())
                .hasSize(7);
    }

    @RedisEntity("wallet")
    static final class Wallet implements ActiveRecord<Wallet> {
        @Id
        private final String id;

        private final long amount;

        @Version
        private final long version;

        private transient @Nullable EntityBinding<Wallet> binding;

        Wallet(String id, long amount, long version) {
            this.id = id;
            this.amount = amount;
            this.version = version;
        }

        Wallet withAmount(long other) {
            Wallet copy = new Wallet(id, other, version);
            copy.binding = binding;
            return copy;
        }

        @Override
        public void bind(EntityBinding<Wallet> given) {
            binding = given;
        }

        @Override
        public EntityBinding<Wallet> binding() {
            return Objects.requireNonNull(binding, "not bound");
        }
    }

    interface Wallets extends ReactiveRepository<Wallet, String> {}

    @Test
    void anActiveRecordSavesDeletesAndReloadsItself() {
        Wallets wallets = cress.repository(Wallets.class);
        Wallet fresh = new Wallet("1", 5, 0);
        assertThatThrownBy(fresh::save).hasMessage("not bound");
        Wallet stored = wallets.bind(fresh).save().block(LIMIT);
        assertThat(stored.version).isPositive();
        Wallet changed = stored.withAmount(7).save().block(LIMIT);
        assertThat(stored.reload().block(LIMIT).amount).isEqualTo(7);
        stored.save()
                .as(StepVerifier::create)
                .expectError(VersionConflictException.class)
                .verify(LIMIT);
        assertThat(wallets.findById("1")
                        .flatMap(wallet -> wallet.withAmount(8).save())
                        .block(LIMIT)
                        .amount)
                .isEqualTo(8);
        assertThat(wallets.findAll().next().flatMap(Wallet::delete).block(LIMIT))
                .isTrue();
        assertThat(changed.reload().block(LIMIT)).isNull();
        Page page = Page.titled("1", "a");
        assertThat(pages.bind(page)).isSameAs(page);
    }
}
