package dev.cress.script.entity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cress.script.BothDialects;
import dev.cress.script.Dialect;
import dev.cress.script.ScriptServer;
import dev.cress.script.entity.LifeRule.OnSave;
import dev.cress.testing.RedisEnvironment;
import dev.cress.testing.RedisTest;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;

/** Several writes in one call, of which some begin another life of an entity. */
@RedisTest
class SeveralLivesIT {

    private static final Person ADA = Person.ada();
    private static final Person BOB = Person.bob();
    private static final Person CYD = Person.cyd();

    private final RedisEnvironment redis;
    private final ScriptServer server;

    SeveralLivesIT(RedisEnvironment redis) {
        this.redis = redis;
        server = ScriptServer.of(redis);
    }

    @AfterEach
    void close() {
        server.close();
    }

    private Mortals overdue(Dialect dialect) {
        Mortals people = new Mortals(
                server,
                dialect,
                redis.newNamespace(),
                new LifeRule(Duration.ofMillis(10), OnSave.KEEP, Duration.ofHours(24)));
        people.save("never", ADA);
        people.save("never", CYD);
        people.save("", BOB);
        people.at(Mortals.NOW + 20);
        return people;
    }

    /** The entries of the old life go, and the same ones come. */
    @BothDialects
    void keepsTheEntriesOfANewLifeLikeTheOld(Dialect dialect) {
        for (Person before : new Person[] {
            ADA.withHome(null), // a position was removed from the index, none added
            ADA.withAge("1").withName("Ida").withHome("1,2").withEmail(null),
            ADA.withAge(null).withName(null),
        }) {
            Mortals together = overdue(dialect);
            together.saveTogether(before, BOB, CYD.withAge("7").withHome("3,3"));
            Mortals alone = overdue(dialect);
            Stream.of(before, BOB, CYD.withAge("7").withHome("3,3")).forEach(person -> alone.save("", person));

            assertThat(indexes(together)).as(before.toString()).isEqualTo(indexes(alone));
            assertThat(together.events()).isEqualTo(alone.events()).contains("X bob");
        }
    }

    private static Map<String, Object> indexes(Mortals people) {
        Map<String, Object> state = people.state();
        state.keySet().removeIf(key -> !key.matches("[iug]:.*|[px]"));
        return state;
    }
}
