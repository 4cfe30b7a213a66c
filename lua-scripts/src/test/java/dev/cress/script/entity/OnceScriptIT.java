package dev.cress.script.entity;

import static dev.cress.script.Bytes.utf8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cress.script.BothDialects;
import dev.cress.script.Dialect;
import dev.cress.script.ScriptServer;
import dev.cress.script.entity.SaveReply.Created;
import dev.cress.script.entity.SaveReply.Exists;
import dev.cress.script.entity.SaveReply.Unchanged;
import dev.cress.script.entity.SaveReply.Updated;
import dev.cress.testing.RedisEnvironment;
import dev.cress.testing.RedisTest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;

/** Scripts with a token: whatever the first call answered is what every other answers, and only the first writes. */
@RedisTest
class OnceScriptIT {

    private static final Person ADA = Person.ada();
    private static final long KEPT = 60_000;

    private final ScriptServer server;
    private final People people;

    OnceScriptIT(RedisEnvironment redis) {
        server = ScriptServer.of(redis);
        people = new People(server, redis.newNamespace());
    }

    @AfterEach
    void close() {
        server.close();
    }

    private SaveReply save(Dialect dialect, String token, SaveMode mode, @Nullable Long expected, Person person) {
        SaveScript script = new SaveScript(Person.SCHEMA);
        List<byte[]> arguments = new ArrayList<>(
                script.arguments(People.CONTEXT.named(token), mode, expected, utf8(person.id()), person.texts()));
        arguments.add(utf8(Long.toString(KEPT)));
        return server.run(script.script().once(), dialect, keys(token, person.id()), arguments);
    }

    private DeleteReply delete(Dialect dialect, String token, String id) {
        DeleteScript script = new DeleteScript(Person.SCHEMA);
        List<byte[]> arguments = new ArrayList<>(script.arguments(People.CONTEXT.named(token), null, utf8(id)));
        arguments.add(utf8(Long.toString(KEPT)));
        return server.run(script.script().once(), dialect, keys(token, id), arguments);
    }

    private List<byte[]> keys(String token, String id) {
        List<byte[]> keys = new ArrayList<>(people.keys(id));
        keys.add(people.key("k:" + token + ":" + id));
        return keys;
    }

    @BothDialects
    void writesOnceAndRepeatsTheFirstReply(Dialect dialect) {
        SaveReply first = save(dialect, "w1", SaveMode.INSERT, null, ADA);
        Map<String, Object> before = people.state();

        assertThat(first).isInstanceOf(Created.class);
        assertThat(save(dialect, "w1", SaveMode.INSERT, null, ADA)).isEqualTo(first);
        assertThat(save(dialect, "w1", SaveMode.UPSERT, null, ADA.withAge("99")))
                .isEqualTo(first);
        assertThat(people.state()).isEqualTo(before);
        assertThat(people.events())
                .singleElement()
                .satisfies(event -> assertThat(event.fields())
                        .contains(Map.entry("o", "C"), Map.entry("i", "ada"), Map.entry("w", "w1")));
        assertThat(server.commands().pttl(people.key("k:w1:ada"))).isBetween(1L, KEPT);
    }

    @BothDialects
    void tellsWritesOfOtherNamesAndOtherEntitiesApart(Dialect dialect) {
        save(dialect, "w1", SaveMode.UPSERT, null, ADA);

        assertThat(save(dialect, "w2", SaveMode.UPSERT, null, ADA.withAge("40")))
                .isInstanceOf(Updated.class);
        assertThat(save(dialect, "w1", SaveMode.UPSERT, null, ADA.withId("ida").withEmail(null)))
                .isInstanceOf(Created.class);
    }

    /** The caller was told: a copy of the call that arrives late must not make it untrue. */
    @BothDialects
    void repeatsARefusalAndThatNothingHadToBeDone(Dialect dialect) {
        people.save(dialect, ADA);
        SaveReply refused = save(dialect, "w1", SaveMode.INSERT, null, ADA.withAge("40"));
        SaveReply unchanged = save(dialect, "w2", SaveMode.UPSERT, null, ADA);
        people.delete(dialect, null, "ada");
        Map<String, Object> before = people.state();

        assertThat(refused).isInstanceOf(Exists.class);
        assertThat(unchanged).isInstanceOf(Unchanged.class);
        assertThat(save(dialect, "w1", SaveMode.INSERT, null, ADA.withAge("40")))
                .isEqualTo(refused);
        assertThat(save(dialect, "w2", SaveMode.UPSERT, null, ADA)).isEqualTo(unchanged);
        assertThat(people.state()).isEqualTo(before);
    }

    @BothDialects
    void deletesOnce(Dialect dialect) {
        people.save(dialect, ADA);
        DeleteReply first = delete(dialect, "w1", "ada");
        people.save(dialect, ADA);
        Map<String, Object> before = people.state();

        assertThat(first).isInstanceOf(DeleteReply.Deleted.class);
        assertThat(delete(dialect, "w1", "ada")).isEqualTo(first);
        assertThat(people.state()).isEqualTo(before);
        assertThat(people.events().get(1).fields()).containsEntry("o", "D").containsEntry("w", "w1");
    }

    @BothDialects
    void keepsNeitherAnErrorNorWhatAnOperatorMayMend(Dialect dialect) {
        assertThatThrownBy(() -> {
                    SaveScript script = new SaveScript(Person.SCHEMA);
                    List<byte[]> arguments = new ArrayList<>(
                            script.arguments(People.CONTEXT, SaveMode.UPSERT, null, utf8("ada"), ADA.texts()));
                    arguments.set(1, utf8("many")); // retention
                    arguments.add(utf8("1000"));
                    server.run(script.script().once(), dialect, keys("w1", "ada"), arguments);
                })
                .hasMessageStartingWith("FW_ARGUMENT");
        server.commands().set(people.key("i:name"), utf8("x"));
        assertThat(save(dialect, "w1", SaveMode.UPSERT, null, ADA)).isInstanceOf(SaveReply.Corrupt.class);
        server.commands().del(people.key("i:name"));

        assertThat(save(dialect, "w1", SaveMode.UPSERT, null, ADA)).isInstanceOf(Created.class);
    }

    @BothDialects
    void writesNothingWhereTheTokensKeyHoldsSomethingElse(Dialect dialect) {
        server.commands().sadd(people.key("k:w1:ada"), utf8("x"));
        Map<String, Object> before = people.state();

        assertThatThrownBy(() -> save(dialect, "w1", SaveMode.UPSERT, null, ADA))
                .hasMessageContaining("WRONGTYPE");
        assertThat(people.state()).isEqualTo(before);
    }
}
