package dev.cress.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cress.Cress;
import dev.cress.CressOptions;
import dev.cress.annotation.CompositeIndex;
import dev.cress.annotation.Id;
import dev.cress.annotation.IgnoreCase;
import dev.cress.annotation.Indexed;
import dev.cress.annotation.RedisEntity;
import dev.cress.annotation.Unique;
import dev.cress.error.UniqueConflictException;
import dev.cress.repository.ReactiveRepository;
import dev.cress.testing.RedisEnvironment;
import dev.cress.testing.RedisTest;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;

/** Texts without case, and what is unique together. */
@RedisTest
class IgnoreCaseIT {

    private static final Duration LIMIT = Duration.ofSeconds(20);

    @RedisEntity(value = "user", partitions = 1)
    @CompositeIndex({"team", "name"})
    @Unique({"team", "nick"})
    record User(
            @Id String id,
            @Indexed @IgnoreCase @Nullable String name,
            @Unique @IgnoreCase @Nullable String email,
            @IgnoreCase String team,
            @Nullable String nick,
            @IgnoreCase @Nullable String note) {}

    interface Users extends ReactiveRepository<User, String>, Queryable<User> {}

    private final Cress cress;
    private final Users users;

    IgnoreCaseIT(RedisEnvironment redis) {
        cress = Cress.connect(CressOptions.builder(redis.uri())
                        .namespace(redis.newNamespace())
                        .commandTimeout(LIMIT)
                        .operationDeadline(LIMIT)
                        .build())
                .block(LIMIT);
        users = cress.repository(Users.class);
    }

    @AfterEach
    void close() {
        cress.closeLater().block(LIMIT);
    }

    private static User user(String id, @Nullable String name, @Nullable String email) {
        return new User(id, name, email, "A", null, null);
    }

    private void save(User... all) {
        users.saveAll(Flux.just(all)).blockLast(LIMIT);
    }

    private static List<String> ids(Query<User> query) {
        return query.all().map(User::id).collectList().block(LIMIT);
    }

    @Test
    void findsAndOrdersWithoutCaseAndKeepsTheTextAsItIs() {
        save(
                user("1", "Zoë", null),
                user("2", "ZOË", null),
                user("3", "anna", null),
                user("4", "Bert", null),
                user("5", null, null));
        assertThat(ids(users.query().where(User::name).is("zoë").orderBy("id").ascending()))
                .containsExactly("1", "2");
        assertThat(ids(users.query()
                        .where(User::name)
                        .startsWith("zO")
                        .orderBy("id")
                        .ascending()))
                .containsExactly("1", "2");
        assertThat(ids(users.query()
                        .where(User::name)
                        .greaterThan("ANNA")
                        .orderBy("id")
                        .ascending()))
                .containsExactly("1", "2", "4");
        assertThat(ids(users.query().orderBy(User::name).ascending())).containsExactly("5", "3", "4", "1", "2");
        assertThat(users.query().where(User::name).in("ANNA", "bert").count().block(LIMIT))
                .isEqualTo(2);
        assertThat(ids(users.query().where(User::team).is("a").and(User::name).is("ANNA")))
                .containsExactly("3");
        assertThat(users.findById("2").block(LIMIT).name()).isEqualTo("ZOË");
        assertThat(users.query().values(User::name).distinct().collectList().block(LIMIT))
                .hasSize(3);
    }

    @Test
    void movesTheEntryWhenTheTextChangesAndLeavesItWhenOnlyItsCaseDoes() {
        save(user("1", "Zoë", null));
        save(user("1", "ZOË", null));
        assertThat(ids(users.query().where(User::name).is("zoë"))).containsExactly("1");
        save(user("1", "Ünal", null));
        assertThat(ids(users.query().where(User::name).is("zoë"))).isEmpty();
        assertThat(ids(users.query().where(User::name).is("ÜNAL"))).containsExactly("1");
        users.deleteById("1").block(LIMIT);
        assertThat(users.query().where(User::name).isNotNull().count().block(LIMIT))
                .isZero();
    }

    @Test
    void comparesTextsWithoutAnIndexOfAnyLengthWithoutCase() {
        String upper = "Ä".repeat(2_000);
        save(new User("1", null, null, "A", null, upper));
        assertThat(ids(users.query()
                        .where(User::note)
                        .startsWith("ä".repeat(500))
                        .allowScan()))
                .containsExactly("1");
    }

    @Test
    void letsNoTwoHaveOneTextInTwoCases() {
        save(user("1", null, "Kim@Example.org"));
        assertThatThrownBy(() -> users.save(user("2", null, "kim@example.ORG")).block(LIMIT))
                .isInstanceOfSatisfying(
                        UniqueConflictException.class, e -> assertThat(e).hasMessageContaining("email"));
        save(user("1", null, "KIM@example.org"));
        save(user("1", null, "other@example.org"));
        save(user("2", null, "kim@example.ORG"));
    }

    @Test
    void letsNoTwoHaveTheSameValuesTogether() {
        save(new User("1", null, null, "Red", "kim", null), new User("2", null, null, "Blue", "kim", null));
        save(new User("3", null, null, "red", "Kim", null), new User("4", null, null, "red", null, null));
        save(new User("5", null, null, "red", null, null));
        assertThatThrownBy(() -> users.insert(new User("6", null, null, "RED", "kim", null))
                        .block(LIMIT))
                .isInstanceOfSatisfying(
                        UniqueConflictException.class, e -> assertThat(e).hasMessageContaining("team+nick"));
        assertThat(users.existsById("6").block(LIMIT)).isFalse();
        users.deleteById("1").block(LIMIT);
        save(new User("6", null, null, "RED", "kim", null));
    }

    @Test
    void givesOneOfManyInsertsTheValuesTogether() {
        long stored = Flux.range(0, 100)
                .flatMap(
                        i -> users.insert(new User("u" + i, null, null, i % 2 == 0 ? "red" : "RED", "kim", null))
                                .map(saved -> 1)
                                .onErrorResume(UniqueConflictException.class, e -> reactor.core.publisher.Mono.empty()),
                        100)
                .count()
                .block(LIMIT);
        assertThat(stored).isOne();
        assertThat(users.count().block(LIMIT)).isOne();
    }
}
