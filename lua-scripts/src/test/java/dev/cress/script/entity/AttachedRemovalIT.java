package dev.cress.script.entity;

import static dev.cress.script.Bytes.utf8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cress.script.BothDialects;
import dev.cress.script.Dialect;
import dev.cress.script.LuaScript;
import dev.cress.script.ScriptServer;
import dev.cress.testing.RedisEnvironment;
import dev.cress.testing.RedisTest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;

/** What entities have beside their hash goes with them: in the script that deletes, sweeps or forgets them. */
@RedisTest
class AttachedRemovalIT {

    private static final WriteSchema PLAIN = schema(null);
    private static final WriteSchema MORTAL =
            schema(new LifeRule(Duration.ofHours(1), LifeRule.OnSave.RESTART, Duration.ofDays(1)));
    private static final List<String> ATTACHMENTS = List.of("q:log:ada", "b:text:ada");

    private final ScriptServer server;
    private final People people;

    AttachedRemovalIT(RedisEnvironment redis) {
        server = ScriptServer.of(redis);
        people = new People(server, redis.newNamespace());
    }

    private static WriteSchema schema(LifeRule life) {
        return new WriteSchema(Person.NAMES, Person.INDEXES, life, EventSchema.PLAIN, Collections.emptySortedMap(), 2);
    }

    @AfterEach
    void close() {
        server.close();
    }

    private void attach() {
        server.commands().xadd(people.key("q:log:ada"), utf8("e"), utf8("x"));
        server.commands().append(people.key("b:text:ada"), utf8("x"));
    }

    private List<byte[]> keys(WriteSchema schema, List<String> attachments) {
        List<byte[]> keys = new ArrayList<>(people.keys("ada"));
        if (schema.life() != null) {
            keys.add(people.key("x"));
        }
        attachments.forEach(name -> keys.add(people.key(name)));
        return keys;
    }

    private SaveReply save(Dialect dialect, WriteSchema schema) {
        SaveScript save = new SaveScript(schema);
        return server.run(
                save.script(),
                dialect,
                keys(schema, List.of()),
                save.arguments(
                        People.CONTEXT,
                        SaveMode.UPSERT,
                        null,
                        utf8("ada"),
                        Person.ada().texts()));
    }

    private <R> R remove(Dialect dialect, WriteSchema schema, LuaScript<R> script, List<byte[]> arguments) {
        return server.run(script, dialect, keys(schema, ATTACHMENTS), arguments);
    }

    @BothDialects
    void goWithADeletionAndStayWithARefusal(Dialect dialect) {
        DeleteScript delete = new DeleteScript(PLAIN);
        save(dialect, PLAIN);
        attach();
        Map<String, Object> before = people.state();
        assertThat(remove(dialect, PLAIN, delete.script(), delete.arguments(People.CONTEXT, 1L, utf8("ada"))))
                .isInstanceOf(DeleteReply.VersionConflict.class);
        assertThat(people.state()).isEqualTo(before).containsKeys("q:log:ada", "b:text:ada");
        save(dialect, PLAIN);
        assertThat(people.state()).containsKeys("q:log:ada", "b:text:ada");

        assertThat(remove(dialect, PLAIN, delete.script(), delete.arguments(People.CONTEXT, null, utf8("ada"))))
                .isInstanceOfSatisfying(
                        DeleteReply.Deleted.class,
                        deleted -> assertThat(deleted.attachments()).isEqualTo(2));

        assertThat(people.state()).containsOnlyKeys("m", "v");
        save(dialect, PLAIN);
        assertThat(remove(dialect, PLAIN, delete.script(), delete.arguments(People.CONTEXT, null, utf8("ada"))))
                .isInstanceOfSatisfying(
                        DeleteReply.Deleted.class,
                        deleted -> assertThat(deleted.attachments()).isZero());
    }

    @BothDialects
    void goWithALifeThatIsOverAndKeepItFromBeingSavedOver(Dialect dialect) {
        DeleteScript delete = new DeleteScript(MORTAL);
        save(dialect, MORTAL);
        attach();
        List<byte[]> sweep = delete.sweepArguments(People.CONTEXT, utf8("ada"));
        assertThat(remove(dialect, MORTAL, delete.script(), sweep)).isEqualTo(new DeleteReply.Alive());
        server.commands().hset(people.key("e:ada"), utf8("\0x"), utf8("1000"));
        server.commands().zadd(people.key("x"), 1_000, utf8("ada"));

        Map<String, Object> before = people.state();
        assertThat(save(dialect, MORTAL)).isEqualTo(new SaveReply.Orphaned());
        PatchScript patch = new PatchScript(MORTAL);
        assertThat(server.run(
                        patch.script(),
                        dialect,
                        keys(MORTAL, List.of()),
                        patch.arguments(
                                People.CONTEXT,
                                SaveMode.UPSERT,
                                null,
                                utf8("ada"),
                                "",
                                Returning.NOTHING,
                                List.of(PatchStep.set(4, utf8("x"))))))
                .isEqualTo(new PatchReply.Orphaned());
        assertThat(people.state()).isEqualTo(before);

        assertThat(remove(dialect, MORTAL, delete.script(), sweep)).isInstanceOf(DeleteReply.Expired.class);
        assertThat(people.state()).containsOnlyKeys("m", "v");
        assertThat(save(dialect, MORTAL)).isInstanceOf(SaveReply.Created.class);
    }

    @BothDialects
    void goWithWhatIsLeftOfAHashThatTheServerRemoved(Dialect dialect) {
        save(dialect, MORTAL);
        attach();
        server.commands().del(people.key("e:ada"));
        assertThat(save(dialect, MORTAL)).isEqualTo(new SaveReply.Orphaned());
        LifeScripts lives = new LifeScripts(MORTAL);

        assertThat(remove(
                        dialect,
                        MORTAL,
                        lives.forget(),
                        LifeScripts.forgetArguments(People.CONTEXT, utf8("ada"), List.of())))
                .isInstanceOf(ForgetReply.Expired.class);

        assertThat(people.state()).doesNotContainKeys("q:log:ada", "b:text:ada");
    }
}
