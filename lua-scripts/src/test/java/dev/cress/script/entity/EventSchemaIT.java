package dev.cress.script.entity;

import static dev.cress.script.Bytes.utf8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cress.script.Bytes;
import dev.cress.script.Dialect;
import dev.cress.script.ScriptServer;
import dev.cress.testing.RedisEnvironment;
import dev.cress.testing.RedisTest;
import io.lettuce.core.XAddArgs;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What events tell and how long they are kept, by what a type asks for. */
@RedisTest
class EventSchemaIT {

    private static final Person ADA = Person.ada();
    private static final Person OLDER = ADA.withAge("37").withNote("second");

    private final ScriptServer server;
    private final String prefix;

    EventSchemaIT(RedisEnvironment redis) {
        server = ScriptServer.of(redis);
        prefix = redis.newNamespace() + ":{06}:person:";
    }

    @AfterEach
    void close() {
        server.close();
    }

    private List<byte[]> keys(String id) {
        List<byte[]> keys = new ArrayList<>();
        List.of("e:" + id, "m", "v", "p").forEach(name -> keys.add(utf8(prefix + name)));
        Person.INDEX_KEYS.forEach(name -> keys.add(utf8(prefix + name)));
        return keys;
    }

    /** Creates, changes and deletes; then the fields of the three events, without operation and id. */
    private List<List<String>> told(String image) {
        EventSchema events = new EventSchema(image, null);
        save(events, ADA);
        save(events, OLDER);
        delete(events, ADA.id());
        List<List<String>> fields = new ArrayList<>();
        List<List<String>> stored = server.events(utf8(prefix + "v"));
        for (List<String> event : stored.subList(stored.size() - 3, stored.size())) {
            List<String> pairs = new ArrayList<>();
            for (int i = 5; i < event.size(); i += 2) {
                pairs.add(event.get(i) + ": " + event.get(i + 1));
            }
            pairs.sort(Comparator.comparing(pair -> !pair.startsWith("m: "))); // wherever the mark stands
            fields.add(pairs);
        }
        return fields;
    }

    private SaveReply save(EventSchema events, Person person) {
        return save(events, person, People.CONTEXT);
    }

    private SaveReply save(EventSchema events, Person person, WriteContext context) {
        SaveScript save = new SaveScript(new WriteSchema(Person.NAMES, Person.INDEXES, null, events));
        return server.run(
                save.script(),
                Dialect.PLAIN,
                keys(person.id()),
                save.arguments(context, SaveMode.UPSERT, null, utf8(person.id()), person.texts()));
    }

    private DeleteReply delete(EventSchema events, String id) {
        DeleteScript delete = new DeleteScript(new WriteSchema(Person.NAMES, Person.INDEXES, null, events));
        return server.run(delete.script(), Dialect.PLAIN, keys(id), delete.arguments(People.CONTEXT, null, utf8(id)));
    }

    private @Nullable String versionBefore(int fromLast) {
        List<List<String>> stored = server.events(utf8(prefix + "v"));
        String id = stored.get(stored.size() - fromLast).get(0);
        return id.substring(0, id.indexOf('-'));
    }

    @Test
    void tellsOfARenameWhatItTellsOfADeletionAndAnInsert() {
        Person eda = ADA.withId("eda");
        for (String image : List.of("", "a", "b", "c", "i", "abc")) {
            EventSchema events = new EventSchema(image, null);
            save(events, ADA);
            rename(events, ADA.id(), eda.id());
            List<Map<String, String>> renamed = lastTwo();
            delete(events, eda.id());
            save(events, ADA);
            delete(events, ADA.id());
            save(events, eda);

            assertThat(renamed).as(image).isEqualTo(lastTwo());
            delete(events, eda.id());
        }
    }

    /** The fields of the last two events, with the version of the one before as that. */
    private List<Map<String, String>> lastTwo() {
        List<List<String>> stored = server.events(utf8(prefix + "v"));
        String before = versionBefore(3);
        List<Map<String, String>> fields = new ArrayList<>();
        for (List<String> event : stored.subList(stored.size() - 2, stored.size())) {
            Map<String, String> values = new TreeMap<>();
            for (int i = 1; i < event.size(); i += 2) {
                values.put(event.get(i), event.get(i + 1).equals(before) ? "that before" : event.get(i + 1));
            }
            fields.add(values);
        }
        return fields;
    }

    private void rename(EventSchema events, String id, String other) {
        RenameScript rename = new RenameScript(new WriteSchema(Person.NAMES, Person.INDEXES, null, events));
        List<byte[]> keys = keys(other);
        keys.add(utf8(prefix + "e:" + id));
        RenameReply reply = server.run(
                rename.script(),
                Dialect.PLAIN,
                keys,
                rename.arguments(People.CONTEXT, null, utf8(id), utf8(other), "", new TreeMap<>()));
        assertThat(reply).isInstanceOf(RenameReply.Renamed.class);
    }

    @Test
    void tellsChangedIndexedValuesOfATypeThatAsksForNothing() {
        assertThat(told(""))
                .containsExactly(
                        List.of("+name: Ada", "+age: 36", "+email: ada@example.org", "+home: -0.1276,51.5072"),
                        List.of("-age: 36", "+age: 37", "~note: "),
                        List.of("-name: Ada", "-age: 37", "-email: ada@example.org", "-home: -0.1276,51.5072"));
    }

    @Test
    void tellsAllChangedValues() {
        assertThat(told("c"))
                .containsExactly(
                        List.of(
                                "m: c",
                                "+name: Ada",
                                "+age: 36",
                                "+email: ada@example.org",
                                "+home: -0.1276,51.5072",
                                "+note: first"),
                        List.of("m: c", "-age: 36", "+age: 37", "-note: first", "+note: second"),
                        List.of(
                                "m: c",
                                "-name: Ada",
                                "-age: 37",
                                "-email: ada@example.org",
                                "-home: -0.1276,51.5072",
                                "-note: second"));
    }

    @Test
    void tellsTheEntityAfter() {
        List<List<String>> told = told("a");
        assertThat(told.get(0)).contains("m: a", "+note: first").hasSize(6);
        assertThat(told.get(1))
                .containsExactlyInAnyOrder(
                        "m: a",
                        "=name: Ada",
                        "-age: 36",
                        "+age: 37",
                        "=email: ada@example.org",
                        "=home: -0.1276,51.5072",
                        "+note: second",
                        "~note: ");
        assertThat(told.get(2))
                .contains("m: a", "-name: Ada")
                .doesNotContain("-note: second")
                .hasSize(5);
    }

    @Test
    void tellsTheEntityBeforeWithItsVersion() {
        List<List<String>> told = told("b");
        assertThat(told.get(0)).contains("m: b").doesNotContain("+note: first").hasSize(5);
        assertThat(told.get(1))
                .containsExactlyInAnyOrder(
                        "m: b",
                        "p: " + versionBefore(3),
                        "=name: Ada",
                        "-age: 36",
                        "+age: 37",
                        "=email: ada@example.org",
                        "=home: -0.1276,51.5072",
                        "-note: first",
                        "~note: ");
        assertThat(told.get(2))
                .contains("m: b", "p: " + versionBefore(2), "-note: second")
                .hasSize(7);
    }

    @Test
    void tellsIndexedValuesThatDidNotChange() {
        List<List<String>> told = told("i");
        assertThat(told.get(0)).contains("m: i").doesNotContain("+note: first").hasSize(5);
        assertThat(told.get(1))
                .containsExactlyInAnyOrder(
                        "m: i",
                        "=name: Ada",
                        "-age: 36",
                        "+age: 37",
                        "=email: ada@example.org",
                        "=home: -0.1276,51.5072",
                        "~note: ");
    }

    @Test
    void tellsAllOfNullsAndOddTexts() {
        EventSchema all = new EventSchema("abci", null);
        Person empty = Person.empty("{}:\0");
        save(all, empty);
        save(all, empty.withNote("\uD83D\uDE00=~-+"));
        save(all, empty.withName(""));
        List<List<String>> events = server.events(utf8(prefix + "v"));
        assertThat(events.get(0)).containsExactly(events.get(0).get(0), "o", "C", "i", "{}:\0", "m", "abci");
        assertThat(events.get(1))
                .containsSequence("+note", Bytes.show(utf8("\uD83D\uDE00=~-+")))
                .hasSize(11);
        assertThat(events.get(2)).containsSequence("+name", "", "-note", Bytes.show(utf8("\uD83D\uDE00=~-+")));
    }

    @Test
    void writesNothingForASaveThatChangesNothing() {
        EventSchema all = new EventSchema("abci", Duration.ofDays(1));
        save(all, ADA);
        Map<String, Object> before = server.dump(prefix);
        assertThat(save(all, ADA)).isInstanceOf(SaveReply.Unchanged.class);
        assertThat(server.dump(prefix)).isEqualTo(before);
    }

    /** Six hundred events of a week ago, then some of today: those of a week ago go, all of today stay, and the newest is never lost. */
    @Test
    void removesByAgeInsideOfWrites() {
        long old = ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now().minus(Duration.ofDays(7)));
        for (int n = 1; n <= 600; n++) {
            server.commands()
                    .xadd(
                            utf8(prefix + "v"),
                            new XAddArgs().id((old + n) + "-" + n),
                            Map.of(utf8("o"), utf8("X"), utf8("i"), utf8("gone")));
        }
        server.commands()
                .hset(
                        utf8(prefix + "m"),
                        Map.of(utf8("e"), utf8("1"), utf8("v"), utf8("" + (old + 600)), utf8("n"), utf8("600")));
        EventSchema day = new EventSchema("", Duration.ofDays(1));
        for (int i = 0; i < 200; i++) {
            save(day, ADA.withAge("" + i));
        }
        List<List<String>> kept = server.events(utf8(prefix + "v"));
        assertThat(kept).hasSizeBetween(200, 320); // whole blocks of a hundred only
        assertThat(kept.get(kept.size() - 1).get(0)).endsWith("-800");
        assertThat(kept.subList(kept.size() - 200, kept.size())).noneMatch(event -> event.contains("gone"));
    }

    @Test
    void keepsYoungEventsAndTheirNumber() {
        EventSchema day = new EventSchema("", Duration.ofDays(1));
        WriteContext few = new WriteContext(1, 10, "", 0);
        for (int i = 0; i < 130; i++) {
            save(day, ADA.withAge("" + i), i < 100 ? People.CONTEXT : few);
        }
        List<List<String>> kept = server.events(utf8(prefix + "v"));
        assertThat(kept).hasSizeBetween(10, 130);
        assertThat(kept.get(kept.size() - 1).get(0)).endsWith("-130");
        for (int i = 1; i < kept.size(); i++) {
            assertThat(number(kept.get(i))).isEqualTo(number(kept.get(i - 1)) + 1);
        }
    }

    private static long number(List<String> event) {
        return Long.parseLong(event.get(0).substring(event.get(0).indexOf('-') + 1));
    }

    @Test
    void refusesWhatIsNoImageOrAge() {
        for (String image : List.of("x", "ba", "aa", " ")) {
            assertThatThrownBy(() -> new EventSchema(image, null)).isInstanceOf(IllegalArgumentException.class);
        }
        for (Duration age : List.of(Duration.ZERO, Duration.ofSeconds(-1))) {
            assertThatThrownBy(() -> new EventSchema("", age)).isInstanceOf(IllegalArgumentException.class);
        }
    }
}
