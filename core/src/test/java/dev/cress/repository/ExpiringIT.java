package dev.cress.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cress.Cress;
import dev.cress.annotation.Expires;
import dev.cress.annotation.ExpiresAfter;
import dev.cress.annotation.ExpiresAt;
import dev.cress.annotation.Id;
import dev.cress.annotation.Indexed;
import dev.cress.annotation.RedisEntity;
import dev.cress.annotation.Unique;
import dev.cress.connection.MovedClock;
import dev.cress.entity.EntityOptions;
import dev.cress.entity.Lifespan;
import dev.cress.error.EntityExistsException;
import dev.cress.error.EntityNotFoundException;
import dev.cress.error.InvalidEntityException;
import dev.cress.error.LayoutMismatchException;
import dev.cress.error.RepositoryDefinitionException;
import dev.cress.error.UniqueConflictException;
import dev.cress.error.VersionConflictException;
import dev.cress.testing.RedisEnvironment;
import dev.cress.testing.RedisTest;
import dev.cress.write.Expiry;
import dev.cress.write.WriteOptions;
import dev.cress.write.WriteResult;
import io.lettuce.core.StreamMessage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;

@RedisTest
class ExpiringIT extends ContextTest {

    private static final Duration TTL = Duration.ofMinutes(30);
    private static final WriteOptions NONE = WriteOptions.DEFAULT;

    interface Sessions extends ReactiveRepository<Session, String>, Expiring<Session, String> {}

    interface Cities extends ReactiveRepository<City, String> {}

    interface MortalCities extends ReactiveRepository<City, String>, Expiring<City, String> {}

    @RedisEntity("token")
    @Expires(after = "PT1H", onSave = Expires.OnSave.KEEP)
    record Token(
            @Id String id,
            @Indexed String scope,
            @ExpiresAfter @Nullable Duration ttl) {}

    interface Tokens extends ReactiveRepository<Token, String>, Expiring<Token, String> {}

    @RedisEntity("offer")
    record Offer(
            @Id String id,
            String text,
            @Indexed @ExpiresAt @Nullable Instant until) {}

    @RedisEntity(value = "badge", partitions = 8)
    @Expires(after = "PT30M")
    record Badge(@Id String id, @Unique String code) {}

    interface Badges extends ReactiveRepository<Badge, String>, Expiring<Badge, String> {}

    interface Offers extends ReactiveRepository<Offer, String>, Expiring<Offer, String> {}

    @RedisEntity("session")
    record SessionForEver(@Id String id) {}

    interface SessionsForEver extends ReactiveRepository<SessionForEver, String> {}

    private final MovedClock clock = new MovedClock();
    private Cress cress;
    private Sessions sessions;

    ExpiringIT(RedisEnvironment redis) {
        super(redis);
    }

    @BeforeEach
    void connect() {
        cress = open();
        sessions = cress.repository(Sessions.class);
    }

    private Cress open() {
        return connect(options()
                .executor(clock.executor())
                .entities(EntityOptions.builder().withoutSweeping().build()));
    }

    private Session save(Session session) {
        return sessions.save(session).block();
    }

    private Lifespan until(Instant end) {
        return new Lifespan(clock.now(), Optional.of(end));
    }

    /** All keys that are left but what every model keeps: its layout record, and meta and events of its partitions. */
    private List<String> leftOvers(RawRedis raw) {
        return raw.commands().keys(namespace + ":*").stream()
                .filter(key -> !key.matches(".*:(layout|m|v)"))
                .toList();
    }

    /** Other ids of the same partition. */
    private List<String> neighbours(String id, int count) {
        return IntStream.range(0, 1_000)
                .mapToObj(i -> "b" + i)
                .filter(other -> samePartition(id, other))
                .limit(count)
                .toList();
    }

    @Test
    void tellsHowLongAnEntityLives() {
        save(Session.of("s"));
        clock.move(Duration.ofMinutes(10));

        Lifespan lifespan = sessions.lifespan("s").block();
        assertThat(lifespan).isEqualTo(until(MovedClock.START.plus(TTL)));
        assertThat(lifespan.remaining()).contains(Duration.ofMinutes(20));
        assertThat(sessions.lifespan("nobody").blockOptional()).isEmpty();
    }

    @Test
    void whoseLifeIsOverIsAbsentForEveryRead() {
        Session stored = save(Session.of("s"));
        sessions.save(Session.of("t"), NONE.expiry(Expiry.never())).block();
        clock.move(TTL.minusMillis(1));
        assertThat(sessions.findById("s").block()).isEqualTo(stored);
        assertThat(sessions.count().block()).isEqualTo(2);

        clock.move(Duration.ofMillis(1));
        assertThat(sessions.findById("s").blockOptional()).isEmpty();
        assertThat(sessions.existsById("s").block()).isFalse();
        assertThat(sessions.key("s").exists().block()).isFalse();
        assertThat(sessions.lifespan("s").blockOptional()).isEmpty();
        assertThat(sessions.touch("s").blockOptional()).isEmpty();
        assertThat(sessions.count().block()).isEqualTo(1);
        assertThat(sessions.findAll().map(Session::id).collectList().block()).containsExactly("t");
        assertThat(sessions.findAllById(List.of("s", "t"))
                        .map(Session::id)
                        .collectList()
                        .block())
                .containsExactly("t");
    }

    @Test
    void whoseLifeIsOverIsAbsentForEveryWrite() {
        Session stored = save(Session.of("s"));
        clock.move(TTL);

        assertThatThrownBy(() -> sessions.update(stored).block()).isInstanceOf(EntityNotFoundException.class);
        assertThatThrownBy(() -> sessions.save(stored.withHits(2)).block())
                .isInstanceOf(VersionConflictException.class);
        assertThat(sessions.deleteById("s").block()).isFalse();
        assertThat(sessions.insert(Session.of("s")).block().version()).isGreaterThan(stored.version());
        assertThatThrownBy(() -> sessions.insert(Session.of("s")).block()).isInstanceOf(EntityExistsException.class);
    }

    @Test
    void aSaveOverWhatIsOverCreates() {
        Session stored = save(Session.of("s"));
        clock.move(TTL);

        WriteResult<Session> result =
                sessions.save(Session.of("s").withHits(7).withToken(null), NONE).block();

        assertThat(result).isInstanceOf(WriteResult.Created.class);
        assertThat(result.entity().version()).isGreaterThan(stored.version());
        assertThat(sessions.findById("s").block()).isEqualTo(result.entity());
        assertThat(sessions.lifespan("s").block()).isEqualTo(until(clock.now().plus(TTL)));
    }

    @Test
    void aPatchSeesNothingOfALifeThatIsOver() {
        Session stored = save(Session.of("s"));
        clock.move(TTL);

        assertThatThrownBy(
                        () -> sessions.patch("s").increment("hits", 1).apply().block())
                .isInstanceOf(EntityNotFoundException.class);
        Session created = sessions.patch("s")
                .orCreate()
                .set("user", "eve")
                .set("hits", 7)
                .after()
                .block();
        assertThat(created.token()).isNull();
        assertThat(created.version()).isGreaterThan(stored.version());
        assertThat(sessions.findById("s").block()).isEqualTo(created);
    }

    @Test
    void aPatchBeginsALifeAnewOrAsItSays() {
        save(Session.of("s"));
        clock.move(Duration.ofMinutes(10));
        sessions.patch("s").increment("hits", 1).apply().block();
        assertThat(sessions.lifespan("s").block()).isEqualTo(until(clock.now().plus(TTL)));
        sessions.patch("s")
                .increment("hits", 1)
                .options(NONE.expiry(Expiry.never()))
                .apply()
                .block();
        assertThat(sessions.lifespan("s").block().end()).isEmpty();

        Tokens tokens = cress.repository(Tokens.class);
        assertThatThrownBy(() -> tokens.patch("t").set("ttl", Duration.ofSeconds(1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("ttl says how long the entity lives");
    }

    @Test
    void aPatchTakesOverTheUniqueValueOfALifeThatIsOver() {
        save(Session.of("a").withToken("t"));
        List<String> neighbours = neighbours("a", 2);
        clock.move(TTL);
        save(Session.of(neighbours.get(0)).withToken(null));

        sessions.patch(neighbours.get(0)).set("token", "t").apply().block();

        assertThat(sessions.findById(neighbours.get(0)).block().token()).isEqualTo("t");
        assertThatThrownBy(() -> save(Session.of(neighbours.get(1)).withToken("t")))
                .isInstanceOf(UniqueConflictException.class);
    }

    @Test
    void aValueOfAllPartitionsIsFreeWhenALifeIsOver() {
        Badges badges = cress.repository(Badges.class);
        badges.saveAll(Flux.just(new Badge("a", "x"), new Badge("b", "y"))).blockLast();
        for (int i = 0; i < 8; i++) { // in other partitions than a
            String id = "c" + i;
            assertThatThrownBy(() -> badges.insert(new Badge(id, "x")).block())
                    .isInstanceOf(UniqueConflictException.class);
        }
        clock.move(TTL);

        for (int i = 0; i < 2; i++) {
            assertThat(badges.save(new Badge("c", "x"), NONE.writeId("w").ifAbsent())
                            .block())
                    .as("the same write: no token keeps a conflict that was found by asking")
                    .isInstanceOf(WriteResult.Created.class);
        }
        badges.save(new Badge("b", "y")).block(); // another life of the same, which the server still has
        assertThatThrownBy(() -> badges.save(new Badge("a", "x")).block())
                .isInstanceOfSatisfying(
                        UniqueConflictException.class,
                        conflict -> assertThat(conflict.holder()).isEqualTo("c"));
        assertThatThrownBy(() -> badges.save(new Badge("a", "y")).block()).isInstanceOf(UniqueConflictException.class);
        clock.move(TTL);
        assertThat(badges.sweep().block()).isEqualTo(2);
        badges.saveAll(Flux.just(new Badge("d", "x"), new Badge("e", "y"))).blockLast();
    }

    @Test
    void touchBeginsALifeAnewWithoutAVersion() {
        Session stored = save(Session.of("s"));
        for (int i = 0; i < 5; i++) {
            clock.move(Duration.ofMinutes(20));
            assertThat(sessions.touch("s").block()).isEqualTo(until(clock.now().plus(TTL)));
        }
        assertThat(sessions.findById("s").block()).isEqualTo(stored);
        assertThat(sessions.touch("s", Expiry.never()).block()).isEqualTo(new Lifespan(clock.now(), Optional.empty()));
        clock.move(Duration.ofDays(10_000));
        assertThat(sessions.findById("s").block()).isEqualTo(stored);
    }

    @Test
    void aWriteSaysHowLongAnEntityLives() {
        Instant start = clock.now();
        sessions.save(Session.of("a"), NONE.expiry(Expiry.after(Duration.ofSeconds(5))))
                .block();
        sessions.save(Session.of("b"), NONE.ifAbsent().expiry(Expiry.at(start.plusSeconds(7))))
                .block();
        sessions.save(Session.of("c"), NONE.writeId("w").expiry(Expiry.never())).block();
        sessions.save(Session.of("d"), NONE.expiry(Expiry.kept())).block();
        clock.move(Duration.ofSeconds(1));

        assertThat(sessions.lifespan("a").block()).isEqualTo(until(start.plusSeconds(5)));
        assertThat(sessions.lifespan("b").block()).isEqualTo(until(start.plusSeconds(7)));
        assertThat(sessions.lifespan("c").block().end()).isEmpty();
        assertThat(sessions.lifespan("d").block()).isEqualTo(until(start.plus(TTL)));
        for (String id : List.of("a", "b", "c", "d")) {
            Session stored = sessions.findById(id).block();
            save(stored.withHits(2));
        }
        assertThat(sessions.lifespan("a").block()).as("own time to live").isEqualTo(until(start.plusSeconds(6)));
        assertThat(sessions.lifespan("b").block()).as("fixed end").isEqualTo(until(start.plusSeconds(7)));
        assertThat(sessions.lifespan("c").block().end()).as("permanent").isEmpty();
        assertThat(sessions.lifespan("d").block())
                .isEqualTo(until(start.plusSeconds(1).plus(TTL)));
        sessions.save(sessions.findById("d").block().withHits(3), NONE.expiry(Expiry.kept()))
                .block();
        assertThat(sessions.lifespan("d").block())
                .isEqualTo(until(start.plusSeconds(1).plus(TTL)));
    }

    @Test
    void aPropertyHoldsTheTimeToLive() {
        Tokens tokens = cress.repository(Tokens.class);
        Instant start = clock.now();
        tokens.save(new Token("own", "a", Duration.ofMinutes(5))).block();
        tokens.save(new Token("type", "a", null)).block();
        clock.move(Duration.ofMinutes(1));
        tokens.save(new Token("own", "b", Duration.ofMinutes(5))).block();
        tokens.save(new Token("type", "b", null)).block();

        assertThat(tokens.lifespan("own").block()).as("kept").isEqualTo(until(start.plusSeconds(300)));
        assertThat(tokens.lifespan("type").block()).as("kept").isEqualTo(until(start.plusSeconds(3_600)));
        tokens.save(new Token("own", "b", Duration.ofMinutes(6))).block();
        tokens.save(new Token("type", "b", Duration.ofMinutes(6))).block();
        assertThat(tokens.lifespan("own").block()).isEqualTo(until(start.plusSeconds(420)));
        assertThat(tokens.lifespan("type").block()).isEqualTo(until(start.plusSeconds(420)));
        tokens.save(new Token("own", "b", null)).block();
        assertThat(tokens.lifespan("own").block()).isEqualTo(until(start.plusSeconds(3_660)));
        assertThat(tokens.touch("type").block()).isEqualTo(until(start.plusSeconds(420)));
        assertThatThrownBy(
                        () -> tokens.save(new Token("bad", "a", Duration.ZERO)).block())
                .isInstanceOf(InvalidEntityException.class)
                .hasMessageContaining("ttl: a time to live");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> tokens.save(new Token("x", "a", null), NONE.expiry(Expiry.never())))
                .withMessageContaining("property ttl");
        assertThatIllegalArgumentException().isThrownBy(() -> tokens.touch("own", Expiry.never()));
    }

    @Test
    void aPropertyHoldsTheEnd() {
        Offers offers = cress.repository(Offers.class);
        Instant end = clock.now().plusSeconds(10);
        offers.save(new Offer("a", "shoes", end.plusNanos(999_999))).block();
        offers.save(new Offer("b", "socks", null)).block();
        offers.save(new Offer("gone", "hats", clock.now())).block();

        assertThat(offers.existsById("gone").block()).isFalse();
        assertThat(offers.lifespan("a").block()).isEqualTo(until(end));
        assertThat(offers.lifespan("b").block().end()).isEmpty();
        offers.save(new Offer("a", "shoes", null)).block();
        assertThat(offers.lifespan("a").block().end()).isEmpty();
        offers.save(new Offer("a", "shoes", end.plusSeconds(5))).block();
        clock.move(Duration.ofSeconds(15));
        assertThat(offers.findAll().map(Offer::id).collectList().block()).containsExactly("b");
        assertThatThrownBy(() -> offers.save(new Offer("bad", "a", Instant.MAX)).block())
                .isInstanceOf(InvalidEntityException.class)
                .hasMessageContaining("until: a life ends");
    }

    @Test
    void theUniqueValueOfALifeThatIsOverIsFree() {
        Session first = save(Session.of("a").withToken("t"));
        String second = neighbours("a", 1).get(0);
        assertThatThrownBy(() -> save(Session.of(second).withToken("t"))).isInstanceOf(UniqueConflictException.class);
        clock.move(TTL);

        assertThat(sessions.save(Session.of(second).withToken("t"), NONE.writeId("w"))
                        .block())
                .isInstanceOf(WriteResult.Created.class);
        assertThat(sessions.save(Session.of(second).withToken("t"), NONE.writeId("w"))
                        .block())
                .as("the same write")
                .isInstanceOf(WriteResult.Created.class);
        assertThat(sessions.findById("a").blockOptional()).isEmpty();
        assertThatThrownBy(() -> save(first.withVersion(0))).isInstanceOf(UniqueConflictException.class);
        save(first.withVersion(0).withToken("another"));
        assertThat(sessions.save(Session.of(second).withToken("t"), NONE.writeId("w"))
                        .block())
                .as("the same write, where whoever was in its way first is there again")
                .isInstanceOf(WriteResult.Created.class);
        String third = neighbours("a", 2).get(1);
        assertThat(sessions.save(Session.of(third).withToken("another"), NONE.writeId("w2"))
                        .block())
                .as("another write")
                .isInstanceOf(WriteResult.UniqueConflict.class);
    }

    private boolean samePartition(String left, String right) {
        String prefix = sessions.key(left).redisKey().block();
        String other = sessions.key(right).redisKey().block();
        return prefix.substring(0, prefix.indexOf('}')).equals(other.substring(0, other.indexOf('}')));
    }

    @Test
    void aSweepLeavesNothing() {
        try (RawRedis raw = RawRedis.of(redis)) {
            int count = 1_000;
            Flux.range(0, count)
                    .flatMap(
                            i -> sessions.save(
                                    Session.of("s" + i), NONE.expiry(Expiry.after(Duration.ofSeconds(1 + i % 10)))),
                            256)
                    .blockLast();
            for (int second = 1; second <= 10; second++) {
                clock.move(Duration.ofSeconds(1));
                long left = (10 - second) * count / 10;
                assertThat(sessions.count().block()).isEqualTo(left);
                assertThat(sessions.findAll().count().block()).isEqualTo(left);
                if (second % 3 == 0) {
                    assertThat(sessions.sweep().block()).isEqualTo(count * 3 / 10);
                }
            }
            assertThat(sessions.sweep().block()).isEqualTo(count / 10);
            assertThat(sessions.sweep().block()).isZero();
            assertThat(leftOvers(raw)).isEmpty();
            List<StreamMessage<String, String>> events = raw.events(namespace, "session");
            assertThat(events.stream().filter(event -> event.getBody().get("o").equals("X")))
                    .hasSize(count)
                    .extracting(event -> event.getBody().get("i"))
                    .doesNotHaveDuplicates();
        }
    }

    @Test
    void whatIsLeftOfAHashThatTheServerRemovedIsSwept() {
        try (RawRedis raw = RawRedis.of(redis)) {
            Flux.range(0, 300).flatMap(i -> sessions.save(Session.of("s" + i))).blockLast();
            sessions.save(Session.of("stays"), NONE.expiry(Expiry.never())).block();
            clock.move(TTL);
            for (int i = 0; i < 300; i += 2) {
                raw.commands().del(sessions.key("s" + i).redisKey().block());
            }

            assertThat(sessions.count().block()).isEqualTo(1);
            Session again = save(Session.of("s0").withHits(9));
            assertThat(sessions.deleteById("s2").block()).isFalse();
            assertThat(sessions.sweep().block()).isEqualTo(298);
            assertThat(sessions.findById("s0").block()).isEqualTo(again);
            assertThat(sessions.delete(again).block()).isTrue();
            assertThat(sessions.deleteById("stays").block()).isTrue();
            assertThat(leftOvers(raw)).isEmpty();
            assertThat(raw.events(namespace, "session").stream()
                            .filter(event -> event.getBody().get("o").equals("X")))
                    .hasSize(300);
        }
    }

    @Test
    void whoeverSweepsAtOnceEachLifeEndsOnce() {
        Flux.range(0, 500).flatMap(i -> sessions.save(Session.of("s" + i))).blockLast();
        clock.move(TTL);

        Long removed = Flux.merge(sessions.sweep(), sessions.sweep(), sessions.sweep())
                .reduce(0L, Long::sum)
                .block();

        assertThat(removed).isEqualTo(500);
        assertThat(sessions.count().block()).isZero();
    }

    @Test
    void refusesWhatATypeWithoutLivesCannotDo() {
        Cities cities = cress.repository(Cities.class);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> cities.save(City.berlin(), NONE.expiry(Expiry.never())))
                .withMessageContaining("annotate City with @Expires");
        assertThatThrownBy(() -> cress.repository(MortalCities.class))
                .isInstanceOf(RepositoryDefinitionException.class)
                .hasMessageContaining("annotate City with @Expires");
        assertThat(cities.describe().expires()).isFalse();
        assertThat(sessions.describe().expires()).isTrue();
        for (Duration ttl : List.of(Duration.ZERO, Duration.ofMillis(-1))) {
            assertThatIllegalArgumentException().isThrownBy(() -> Expiry.after(ttl));
        }
    }

    @Test
    void refusesAProgramThatDoesNotKnowOfLives() {
        save(Session.of("s"));
        SessionsForEver forEver = open().repository(SessionsForEver.class);
        assertThatThrownBy(() -> forEver.count().block()).isInstanceOf(LayoutMismatchException.class);
    }
}
