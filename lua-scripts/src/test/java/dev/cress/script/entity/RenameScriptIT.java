package dev.cress.script.entity;

import static dev.cress.script.Bytes.utf8;
import static dev.cress.script.entity.Crew.PERSON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cress.script.BothDialects;
import dev.cress.script.Dialect;
import dev.cress.script.ScriptServer;
import dev.cress.testing.RedisEnvironment;
import dev.cress.testing.RedisTest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;

/** An entity gets another id in one script: what it leaves is what its deletion and an insert under the new id leave. */
@RedisTest
class RenameScriptIT {

    private static final Person ADA = Person.ada();
    private static final RenameScript RENAME = new RenameScript(Person.SCHEMA);

    private final ScriptServer server;
    private final Crews crews;

    RenameScriptIT(RedisEnvironment redis) {
        server = ScriptServer.of(redis);
        crews = new Crews(server, redis.newNamespace());
    }

    @AfterEach
    void close() {
        server.close();
    }

    private RenameReply rename(Dialect dialect, Crew crew, @Nullable Long expected, String id, String other) {
        List<byte[]> keys = new ArrayList<>();
        List.of("e:" + other, "m", "v", "p").forEach(key -> keys.add(crew.key(PERSON, key)));
        Person.INDEX_KEYS.forEach(index -> keys.add(crew.key(PERSON, index)));
        keys.add(crew.key(PERSON, "e:" + id));
        return server.run(
                RENAME.script(),
                dialect,
                keys,
                RENAME.arguments(People.CONTEXT, expected, utf8(id), utf8(other), "", new TreeMap<>()));
    }

    @BothDialects
    void leavesWhatADeletionAndAnInsertLeave(Dialect dialect) {
        Crew renamed = crews.next(dialect);
        Crew rewritten = crews.next(dialect);
        for (Crew crew : List.of(renamed, rewritten)) {
            crew.alone(crew.save(PERSON, ADA));
            crew.alone(crew.save(PERSON, Person.empty("bob")));
        }
        rewritten.alone(rewritten.delete(PERSON, null, "ada"));
        rewritten.alone(rewritten.save(PERSON, ADA.withId("{ada}:2")));
        rewritten.alone(rewritten.delete(PERSON, null, "bob"));
        rewritten.alone(rewritten.save(PERSON, Person.empty("rob")));

        assertThat(rename(dialect, renamed, null, "ada", "{ada}:2")).isInstanceOf(RenameReply.Renamed.class);
        assertThat(rename(dialect, renamed, null, "bob", "rob")).isInstanceOf(RenameReply.Renamed.class);
        for (List<String> ids : List.of(List.of("{ada}:2", "ada"), List.of("rob", "bob"))) {
            byte[] key = renamed.key(PERSON, "e:" + ids.get(0));
            assertThat(server.commands().hget(key, utf8("\0r"))).isEqualTo(utf8(ids.get(1)));
            server.commands().hdel(key, utf8("\0r"));
        }
        byte[] meta = renamed.key(PERSON, "m");
        assertThat(server.commands().hget(meta, utf8("a")))
                .isEqualTo(server.commands().hget(renamed.key(PERSON, "e:rob"), utf8("\0v")));
        server.commands().hdel(meta, utf8("a"));
        assertThat(renamed.timeless(PERSON))
                .isEqualTo(rewritten.timeless(PERSON))
                .contains("version 5");
    }

    @BothDialects
    void keepsFieldsThatNoPropertyHas(Dialect dialect) {
        Crew crew = crews.next(dialect);
        crew.alone(crew.save(PERSON, ADA));
        server.commands().hset(crew.key(PERSON, "e:ada"), utf8("fax"), utf8("none"));

        rename(dialect, crew, null, "ada", "eda");
        assertThat(server.commands().hget(crew.key(PERSON, "e:eda"), utf8("fax")))
                .isEqualTo(utf8("none"));
    }

    @BothDialects
    void writesNothingWhenItIsRefused(Dialect dialect) {
        Crew crew = crews.next(dialect);
        SaveReply.Created ada = (SaveReply.Created) crew.alone(crew.save(PERSON, ADA));
        SaveReply.Created bob = (SaveReply.Created) crew.alone(crew.save(PERSON, Person.empty("bob")));
        Map<String, Object> before = crew.state();

        assertThat(rename(dialect, crew, null, "nobody", "cyd")).isEqualTo(new RenameReply.Missing());
        assertThat(rename(dialect, crew, null, "ada", "bob")).isEqualTo(new RenameReply.Exists(bob.version()));
        assertThat(rename(dialect, crew, 7L, "ada", "cyd")).isEqualTo(new RenameReply.VersionConflict(ada.version()));
        assertThatThrownBy(() -> rename(dialect, crew, null, "ada", "ada")).hasMessageContaining("FW_ARGUMENT");
        assertThat(crew.state()).isEqualTo(before);
        server.commands().hset(crew.key(PERSON, "m"), utf8("e"), utf8("2"));
        before = crew.state();
        assertThat(rename(dialect, crew, null, "ada", "cyd")).isEqualTo(new RenameReply.EpochChanged(2));
        assertThat(crew.state()).isEqualTo(before);
    }

    @BothDialects
    void findsForeignKeysBeforeItWrites(Dialect dialect) {
        for (String foreign : List.of("i:name", "u:email", "g:home", "p", "v", "m", "e:eda")) {
            Crew crew = crews.next(dialect);
            crew.alone(crew.save(PERSON, ADA));
            server.commands().del(crew.key(PERSON, foreign));
            server.commands().set(crew.key(PERSON, foreign), utf8("foreign"));
            Map<String, Object> before = crew.state();

            assertThat(rename(dialect, crew, null, "ada", "eda")).as(foreign).isInstanceOf(RenameReply.Corrupt.class);
            assertThat(crew.state()).isEqualTo(before);
        }
    }
}
