package dev.cress.script.entity;

import static dev.cress.script.Bytes.utf8;
import static dev.cress.script.entity.Crew.PERSON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cress.script.BothDialects;
import dev.cress.script.Dialect;
import dev.cress.script.LuaScript;
import dev.cress.script.ScriptServer;
import dev.cress.script.entry.EntryType;
import dev.cress.testing.RedisEnvironment;
import dev.cress.testing.RedisTest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;

/** Several writes in one call: each has a version and a life of its own. */
@RedisTest
class SeveralVersionsIT {

    private static final Person ADA = Person.ada();
    private static final Person BOB = Person.bob();
    private static final Person CYD = Person.cyd();
    private static final Person DAN = new Person("dan", "Dan", "20", null, "2,2", null);

    private static final LifeRule LIFE =
            new LifeRule(Duration.ofHours(1), LifeRule.OnSave.RESTART, LifeRule.DEFAULT_GRACE);

    private static final SaveScript MORTAL = new SaveScript(new WriteSchema(Person.NAMES, Person.INDEXES, LIFE));

    private final ScriptServer server;
    private final Crews crews;

    SeveralVersionsIT(RedisEnvironment redis) {
        server = ScriptServer.of(redis);
        crews = new Crews(server, redis.newNamespace());
    }

    @AfterEach
    void close() {
        server.close();
    }

    /** The clock may be behind, and stands still while some servers run a script. */
    @BothDialects
    void givesEachAVersionOfItsOwn(Dialect dialect) {
        Crew crew = crews.next(dialect);
        LuaScript<?> frozen =
                crew.save(PERSON, ADA).kind().script().atMillis(1_000).several();

        assertThat(crew.several(frozen, crew.save(PERSON, ADA), crew.save(PERSON, BOB), crew.save(PERSON, CYD)))
                .containsExactly(
                        new SaveReply.Created(1_000_000),
                        new SaveReply.Created(1_000_001),
                        new SaveReply.Created(1_000_002));
        assertThat(crew.several(frozen, crew.save(PERSON, ADA.withAge("9")), crew.save(PERSON, DAN)))
                .containsExactly(new SaveReply.Updated(1_000_003), new SaveReply.Created(1_000_004));
    }

    /** What the partition knows of its versions may have been lost. */
    @BothDialects
    void givesVersionsAboveThoseThatAreStored(Dialect dialect) {
        Crew crew = crews.next(dialect);
        crew.several(crew.save(PERSON, ADA), crew.save(PERSON, BOB));
        long ahead = 9_000_000_000_000_000L;
        server.commands().hset(crew.key(PERSON, "e:bob"), utf8("\0v"), utf8("" + ahead));

        List<Object> replies = crew.several(
                crew.save(PERSON, ADA.withAge("9")), crew.save(PERSON, BOB.withAge("9")), crew.save(PERSON, CYD));

        assertThat(replies.subList(1, 3))
                .containsExactly(new SaveReply.Updated(ahead + 1), new SaveReply.Created(ahead + 2));
    }

    private static UnitCall mortal(Crew crew, String life, Person person) {
        UnitCall call = crew.save(PERSON, person);
        List<byte[]> keys = new ArrayList<>(call.keys());
        keys.add(crew.key(PERSON, "x"));
        List<byte[]> arguments = new ArrayList<>(call.arguments());
        arguments.add(9, utf8(life)); // before the values
        return new UnitCall(new UnitKind(PERSON, Person.SCHEMA, MORTAL.script()), keys, arguments);
    }

    @BothDialects
    void givesEachItsLife(Dialect dialect) {
        Crew crew = crews.next(dialect);

        assertThat(crew.several(mortal(crew, "at 1", ADA), mortal(crew, "", BOB), mortal(crew, "", CYD)))
                .hasSize(3)
                .allMatch(SaveReply.Created.class::isInstance);
        assertThat(server.commands().zcard(crew.key(PERSON, "x"))).isEqualTo(3);
        assertThat(crew.state().keySet()).filteredOn(key -> key.contains(":i:")).hasSize(2);

        crew.several(mortal(crew, "", DAN), mortal(crew, "", ADA)); // whose life is over: two events of one write
        assertThat(server.events(crew.key(PERSON, "v")))
                .extracting(event ->
                        event.get(event.indexOf("o") + 1) + event.get(0).replaceFirst(".*-", ""))
                .containsExactly("C1", "C2", "C3", "C4", "X5", "C6");
        assertThat(server.events(crew.key(PERSON, "v")))
                .extracting(event -> event.get(0).replaceFirst("-.*", ""))
                .doesNotHaveDuplicates();
    }

    /** What a write of several refers to outside of its function is counted: at most 60 names. */
    @BothDialects
    void knowsTypesThatHaveEverything(Dialect dialect) {
        List<IndexArgument> indexes = new ArrayList<>(Person.INDEXES);
        indexes.add(new IndexArgument(
                IndexForm.ORDERED, List.of(new IndexPart(EntryType.TEXT, 0), new IndexPart(EntryType.FOLDED, 2))));
        indexes.add(new IndexArgument(
                IndexForm.ORDERED, List.of(new IndexPart(EntryType.DATE, 4)), List.of(IndexArgument.EACH)));
        EventSchema events = new EventSchema("abci", Duration.ofDays(1));
        WriteSchema schema = new WriteSchema(
                Person.NAMES, indexes, LIFE, events, new TreeMap<>(Map.of(2, "email")), 2, true, true, true);
        Crew crew = crews.next(dialect);
        for (LuaScript<?> script : List.of(
                new SaveScript(schema).script(), new PatchScript(schema).script(), new DeleteScript(schema).script())) {
            assertThatThrownBy(() -> server.reply(
                            script.several(), dialect, List.of(crew.key(PERSON, "e:ada")), List.of(utf8("1"))))
                    .as(script.name())
                    .hasMessageContaining("FW_ARGUMENT retention");
        }
    }
}
