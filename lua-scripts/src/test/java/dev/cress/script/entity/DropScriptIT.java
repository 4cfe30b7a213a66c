package dev.cress.script.entity;

import static dev.cress.script.Bytes.utf8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cress.script.BothDialects;
import dev.cress.script.Bytes;
import dev.cress.script.Dialect;
import dev.cress.script.ScriptServer;
import dev.cress.script.entity.DropReply.Corrupt;
import dev.cress.script.entity.DropReply.EpochChanged;
import dev.cress.script.entity.DropReply.Missing;
import dev.cress.script.entity.DropReply.Unchanged;
import dev.cress.script.entity.DropReply.Updated;
import dev.cress.testing.RedisEnvironment;
import dev.cress.testing.RedisTest;
import io.lettuce.core.RedisCommandExecutionException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;

@RedisTest
class DropScriptIT {

    private static final Person ADA = Person.ada();
    private static final DropScript PLAIN = new DropScript(Person.SCHEMA);

    private final ScriptServer server;
    private final People people;

    DropScriptIT(RedisEnvironment redis) {
        server = ScriptServer.of(redis);
        people = new People(server, redis.newNamespace());
    }

    @AfterEach
    void close() {
        server.close();
    }

    private DropReply drop(Dialect dialect, DropScript script, List<String> names, List<String> prefixes) {
        return server.run(
                script.script(),
                dialect,
                people.keys("ada").subList(0, 3),
                script.arguments(People.CONTEXT, utf8("ada"), names, prefixes));
    }

    private void put(String field, String value) {
        server.commands().hset(people.key("e:ada"), utf8(field), utf8(value));
    }

    private void refuses(DropReply reply, Dialect dialect) {
        Map<String, Object> before = people.state();
        assertThat(drop(dialect, PLAIN, List.of("note", "fax"), List.of("tmp_")))
                .isEqualTo(reply);
        assertThat(people.state()).isEqualTo(before);
    }

    private People.Event lastEvent() {
        List<People.Event> events = people.events();
        return events.get(events.size() - 1);
    }

    @BothDialects
    void removesWhatIsNamedOrBeginsSoAndAnnouncesIt(Dialect dialect) {
        people.save(dialect, ADA);
        for (String field : List.of("fax", "tmp_", "tmp_\u0001}:{", "tm", "xtmp_", "tmp_\uD83D\uDE00")) {
            put(field, "");
        }
        put("\0tmp_", "reserved");

        Updated updated = (Updated) drop(dialect, PLAIN, List.of("fax", "note", "\0v", "none"), List.of("tmp_", "\0"));

        assertThat(updated.left()).isZero();
        assertThat(people.state().get("e:ada"))
                .isEqualTo(Map.of(
                        "\0v",
                        "" + updated.version(),
                        "name",
                        "Ada",
                        "age",
                        "36",
                        "email",
                        "ada@example.org",
                        "home",
                        "-0.1276,51.5072",
                        "tm",
                        "",
                        "xtmp_",
                        "",
                        "\0tmp_",
                        "reserved"));
        assertThat(people.state().get("m")).isEqualTo(Map.of("e", "1", "v", "" + updated.version(), "n", "2"));
        assertThat(lastEvent().version()).isEqualTo(updated.version());
        assertThat(lastEvent().number()).isEqualTo(2);
        assertThat(lastEvent().fields())
                .containsOnlyKeys(
                        "o", "i", "~note", "~fax", "~tmp_", "~tmp_\u0001}:{", Bytes.show(utf8("~tmp_\uD83D\uDE00")))
                .containsEntry("o", "U")
                .containsEntry("i", "ada");
        refuses(new Unchanged(), dialect);
    }

    @BothDialects
    void writesNothingWhereNothingIs(Dialect dialect) {
        refuses(new Missing(), dialect);
        people.save(dialect, ADA.withNote(null));
        refuses(new Unchanged(), dialect);
    }

    @BothDialects
    void leavesALifeThatIsOverToTheSweeper(Dialect dialect) {
        people.save(dialect, ADA);
        put("\0x", "1000");
        refuses(new Missing(), dialect);
        put("\0x", "4000000000000");
        assertThat(drop(dialect, PLAIN, List.of("note"), List.of())).isInstanceOf(Updated.class);
    }

    @BothDialects
    void refusesWhatIsNotAsTheLayoutHasIt(Dialect dialect) {
        people.save(dialect, ADA);
        put("\0x", "soon");
        refuses(corrupt("e:ada", "has an end of life that is no number"), dialect);
        server.commands().hdel(people.key("e:ada"), utf8("\0x"));
        server.commands().hset(people.key("m"), utf8("e"), utf8("2"));
        refuses(new EpochChanged(2), dialect);
        server.commands().hset(people.key("m"), utf8("e"), utf8("1"));
        for (String key : List.of("v", "e:ada", "m")) {
            Consumer<DropReply> refusal = reply -> refuses(reply, dialect);
            server.commands().del(people.key(key));
            server.commands().set(people.key(key), utf8("x"));
            refusal.accept(corrupt(key, "holds a string, which this model never stores there"));
            server.commands().del(people.key(key));
            people.save(dialect, ADA.withNote("again"));
        }
    }

    private Corrupt corrupt(String key, String detail) {
        return new Corrupt(new String(people.key(key), java.nio.charset.StandardCharsets.UTF_8), detail);
    }

    @BothDialects
    void removesAThousandFieldsAtATime(Dialect dialect) {
        people.save(dialect, ADA);
        Map<byte[], byte[]> many = new HashMap<>();
        for (int i = 0; i < 9_000; i++) {
            many.put(utf8("tmp_" + i), utf8("x"));
        }
        server.commands().hset(people.key("e:ada"), many);

        List<Long> left = new ArrayList<>();
        DropReply reply = drop(dialect, PLAIN, List.of("note"), List.of("tmp_"));
        while (reply instanceof Updated updated) {
            left.add(updated.left());
            reply = drop(dialect, PLAIN, List.of("note"), List.of("tmp_"));
        }

        assertThat(left).containsExactly(8_001L, 7_001L, 6_001L, 5_001L, 4_001L, 3_001L, 2_001L, 1_001L, 1L, 0L);
        assertThat((Map<?, ?>) people.state().get("e:ada")).hasSize(5);
    }

    @BothDialects
    void tellsWhatATypeAsksFor(Dialect dialect) {
        for (String image : List.of("a", "b", "c", "i")) {
            people.save(dialect, ADA.withNote(image));
            drop(
                    dialect,
                    new DropScript(new WriteSchema(Person.NAMES, Person.INDEXES, null, new EventSchema(image, null))),
                    List.of("note"),
                    List.of());
            Map<String, String> told = lastEvent().fields();
            assertThat(told).containsEntry("m", image);
            assertThat(Objects.equals(told.get("-note"), image)).isEqualTo("bc".contains(image));
            assertThat(told.containsKey("~note")).isEqualTo(!image.equals("c"));
            assertThat(Objects.equals(told.get("=name"), "Ada")).isEqualTo(!image.equals("c"));
            assertThat(told.containsKey("p")).isEqualTo(image.equals("b"));
        }
    }

    @BothDialects
    void refusesArgumentsThatAreNone(Dialect dialect) {
        people.save(dialect, ADA);
        for (int argument : List.of(3, 6, 7)) {
            List<byte[]> arguments =
                    new ArrayList<>(PLAIN.arguments(People.CONTEXT, utf8("ada"), List.of("note"), List.of()));
            arguments.set(argument - 1, utf8("many"));
            assertThatThrownBy(() -> server.run(
                            PLAIN.script(), dialect, people.keys("ada").subList(0, 3), arguments))
                    .isInstanceOf(RedisCommandExecutionException.class)
                    .hasMessageStartingWith("FW_ARGUMENT");
        }
    }
}
