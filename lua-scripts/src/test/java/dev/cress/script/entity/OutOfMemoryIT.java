package dev.cress.script.entity;

import static dev.cress.script.Bytes.utf8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cress.script.BothDialects;
import dev.cress.script.Dialect;
import dev.cress.script.ScriptServer;
import dev.cress.script.layout.LayoutScript;
import dev.cress.testing.EmbeddedRedis;
import io.lettuce.core.RedisCommandExecutionException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** A server without memory left: what is refused leaves everything as it was. */
@Execution(ExecutionMode.SAME_THREAD) // the memory is that of all
class OutOfMemoryIT {

    private static EmbeddedRedis redis;
    private static int partitions;

    private ScriptServer server;
    private People people;

    @BeforeAll
    static void start() {
        redis = EmbeddedRedis.builder()
                .arguments("--maxmemory-policy", "noeviction")
                .start();
    }

    @AfterAll
    static void stop() {
        redis.close();
    }

    @BeforeEach
    void connect() {
        server = ScriptServer.standalone(redis.uri());
        people = new People(server, "ns" + partitions++);
    }

    @AfterEach
    void close() {
        memory("0");
        server.close();
    }

    private void memory(String bytes) {
        server.commands().configSet("maxmemory", bytes);
    }

    @BothDialects
    void refusesASaveAsAWhole(Dialect dialect) {
        people.save(dialect, Person.ada());
        Map<String, Object> before = people.state();
        memory("1");

        for (Person person : List.of(
                Person.ada().withAge("37"),
                Person.empty("ada"), // frees more than it takes
                Person.ada().withId("bob").withEmail("bob@example.org"))) {
            assertThatThrownBy(() -> people.save(dialect, person))
                    .isInstanceOf(RedisCommandExecutionException.class)
                    .hasMessageStartingWith("OOM ");
        }
        assertThat(people.state()).isEqualTo(before);
        memory("0");
        assertThat(people.save(dialect, Person.ada().withAge("37"))).isInstanceOf(SaveReply.Updated.class);
    }

    @BothDialects
    void deletesAllTheSame(Dialect dialect) {
        people.save(dialect, Person.ada());
        memory("1");

        // Deleting is how memory is won back.
        assertThat(people.delete(dialect, null, "ada")).isInstanceOf(DeleteReply.Deleted.class);
        assertThat(people.state()).containsOnlyKeys("m", "v");
    }

    @BothDialects
    void refusesEachOfSeveralWritesInOneCall(Dialect dialect) {
        Crew crew = new Crew(server, dialect, "crew" + partitions);
        crew.alone(crew.save(Crew.PERSON, Person.ada()));
        Map<String, Object> before = crew.state();
        memory("1");
        UnitCall[] writes = {
            crew.save(Crew.PERSON, Person.ada().withAge("37")),
            crew.save(Crew.PERSON, Person.empty("bob")),
            crew.save(Crew.PERSON, Person.ada().withId("cyd").withEmail(null)),
        };

        if (dialect == Dialect.FLAGGED) {
            assertThatThrownBy(() -> crew.several(writes)).hasMessageStartingWith("OOM ");
        } else {
            assertThat(crew.several(writes))
                    .hasSize(3)
                    .allSatisfy(failure -> assertThat((String) failure).contains("OOM "));
        }
        assertThat(crew.state()).isEqualTo(before);
        assertThat(crew.several(crew.delete(Crew.PERSON, null, "ada"), crew.delete(Crew.PERSON, null, "bob")))
                .element(0)
                .isInstanceOf(DeleteReply.Deleted.class);
    }

    @BothDialects
    void refusesAUnitAsAWholeUnlessItOnlyDeletes(Dialect dialect) {
        Crew crew = new Crew(server, dialect, "crew" + partitions);
        crew.alone(crew.save(Crew.PERSON, Person.ada()));
        crew.alone(crew.save(Crew.SAILOR, Person.ada()));
        Map<String, Object> before = crew.state();
        memory("1");

        assertThatThrownBy(() -> crew.unit(
                        crew.save(Crew.PERSON, Person.ada().withAge("37")),
                        crew.save(Crew.SAILOR, Person.empty("bob")),
                        crew.delete(Crew.SAILOR, null, "ada")))
                .hasMessageStartingWith("OOM ");
        assertThat(crew.state()).isEqualTo(before);
        assertThat(crew.done(crew.delete(Crew.SAILOR, null, "ada"), crew.delete(Crew.PERSON, null, "ada")))
                .hasSize(2);
        memory("0");
        assertThat(crew.state().keySet()).allMatch(key -> key.endsWith(":m") || key.endsWith(":v"));
    }

    @BothDialects
    void refusesALayoutRecord(Dialect dialect) {
        memory("1");

        assertThatThrownBy(() -> server.run(
                        LayoutScript.SCRIPT,
                        dialect,
                        List.of(people.key("layout"), people.key("canary")),
                        LayoutScript.arguments(1, "crc32c", "1", "", "bell")))
                .hasMessageStartingWith("OOM ");
        assertThat(server.commands().exists(people.key("layout"), people.key("canary")))
                .isZero();
        assertThat(server.commands().hgetall(utf8("none"))).isEmpty();
    }
}
