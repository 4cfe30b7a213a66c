package dev.cress.script.entity;

import static dev.cress.script.Bytes.utf8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import dev.cress.script.BothDialects;
import dev.cress.script.Bytes;
import dev.cress.script.Dialect;
import dev.cress.script.ScriptServer;
import dev.cress.script.entity.PatchReply.ConditionNotMet;
import dev.cress.script.entity.PatchReply.Corrupt;
import dev.cress.script.entity.PatchReply.Done;
import dev.cress.script.entity.PatchReply.EpochChanged;
import dev.cress.script.entity.PatchReply.Missing;
import dev.cress.script.entity.PatchReply.Outcome;
import dev.cress.script.entity.PatchReply.UniqueConflict;
import dev.cress.script.entity.PatchReply.ValueRefused;
import dev.cress.script.entity.PatchReply.VersionConflict;
import dev.cress.script.entity.PatchStep.Comparison;
import dev.cress.script.entity.PatchStep.NumberKind;
import dev.cress.script.entry.EntryType;
import dev.cress.testing.RedisEnvironment;
import dev.cress.testing.RedisTest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;

/** Properties of {@link Person}: 0 name, 1 age, 2 email, 3 home, 4 note. */
@RedisTest
class PatchScriptIT {

    private static final Person ADA = Person.ada();
    private static final PatchScript PATCH = new PatchScript(Person.SCHEMA);

    private final ScriptServer server;
    private final People people;
    private final People twin;

    PatchScriptIT(RedisEnvironment redis) {
        server = ScriptServer.of(redis);
        people = new People(server, redis.newNamespace());
        twin = new People(server, redis.newNamespace());
    }

    @AfterEach
    void close() {
        server.close();
    }

    private PatchReply patch(Dialect dialect, PatchStep... steps) {
        return patch(dialect, SaveMode.UPDATE, null, "ada", Returning.NOTHING, steps);
    }

    private PatchReply patch(
            Dialect dialect,
            SaveMode mode,
            @Nullable Long expected,
            String id,
            Returning returning,
            PatchStep... steps) {
        List<byte[]> arguments =
                PATCH.arguments(People.CONTEXT, mode, expected, utf8(id), "", returning, List.of(steps));
        return server.run(PATCH.script(), dialect, people.keys(id), arguments);
    }

    private static PatchStep set(int property, @Nullable String text) {
        return PatchStep.set(property, text == null ? null : utf8(text));
    }

    private static PatchStep add(NumberKind number, String delta) {
        return PatchStep.increment(1, number, utf8(delta), utf8("0"));
    }

    private static PatchStep require(int property, Comparison comparison, String text, @Nullable EntryType type) {
        return PatchStep.require(property, comparison, utf8(text), type);
    }

    /** All that a patch leaves is what a save of the whole entity leaves, but for versions. */
    private void sameAsSaving(Dialect dialect, Person saved, PatchStep... steps) {
        people.save(dialect, ADA);
        twin.save(dialect, ADA);
        assertThat(patch(dialect, steps)).isInstanceOf(Done.class);
        twin.save(dialect, saved);

        Map<String, Object> patched = people.state();
        Map<String, Object> expected = twin.state();
        assertThat(patched.keySet()).isEqualTo(expected.keySet());
        for (String key : List.of("p", "i:name", "i:age", "u:email", "g:home")) {
            assertThat(patched.get(key)).as(key).isEqualTo(expected.get(key));
        }
        assertThat(hash(patched, "e:ada")).isEqualTo(hash(expected, "e:ada"));
        assertThat(people.events().get(1).fields())
                .isEqualTo(twin.events().get(1).fields());
        people.delete(dialect, null, "ada");
        assertThat(people.state()).containsOnlyKeys("m", "v");
    }

    private static Map<?, ?> hash(Map<String, Object> state, String key) {
        Map<Object, Object> fields = new java.util.HashMap<>((Map<?, ?>) state.get(key));
        fields.remove("\0v");
        return fields;
    }

    private void refuses(PatchReply expected, Supplier<PatchReply> call) {
        Map<String, Object> before = people.state();
        assertThat(call.get()).isEqualTo(expected);
        assertThat(people.state()).isEqualTo(before);
    }

    @BothDialects
    void leavesWhatASaveLeaves(Dialect dialect) {
        sameAsSaving(dialect, ADA.withName("Augusta"), set(0, "Augusta"));
        sameAsSaving(dialect, ADA.withName(null).withEmail(null), set(0, null), set(2, null));
        sameAsSaving(dialect, ADA.withAge("37"), add(NumberKind.INT, "1"));
        sameAsSaving(dialect, ADA.withHome("1.5,2.5"), set(3, "1.5,2.5"));
        sameAsSaving(dialect, ADA.withHome(null), set(3, null));
        sameAsSaving(dialect, ADA.withEmail("a@b"), set(2, "a@b"));
        sameAsSaving(dialect, ADA.withNote(null), set(4, null));
        sameAsSaving(dialect, ADA.withNote("\0\uD83D\uDE00"), set(4, "\0\uD83D\uDE00"));
    }

    @BothDialects
    void writesNothingWhenNothingChanges(Dialect dialect) {
        long version = ((SaveReply.Created) people.save(dialect, ADA)).version();
        Map<String, Object> before = people.state();

        assertThat(patch(dialect, set(0, "Ada"), add(NumberKind.INT, "0"))).isInstanceOfSatisfying(Done.class, done -> {
            assertThat(done.outcome()).isEqualTo(Outcome.UNCHANGED);
            assertThat(done.version()).isEqualTo(version);
        });
        assertThat(people.state()).isEqualTo(before);
    }

    @BothDialects
    void givesTheTextsBeforeOrAfter(Dialect dialect) {
        people.save(dialect, ADA);

        Done before = (Done) patch(dialect, SaveMode.UPDATE, null, "ada", Returning.BEFORE, set(4, null));
        Done after = (Done) patch(dialect, SaveMode.UPDATE, null, "ada", Returning.AFTER, add(NumberKind.INT, "4"));

        assertThat(shown(before)).containsExactly("Ada", "36", "ada@example.org", "-0.1276,51.5072", "first");
        assertThat(shown(after)).containsExactly("Ada", "40", "ada@example.org", "-0.1276,51.5072", null);
        assertThat(after.version()).isGreaterThan(before.version());
        assertThat(after.previous()).isEqualTo(before.version());
    }

    private static List<@Nullable String> shown(Done done) {
        return Arrays.stream(done.texts())
                .map(text -> text == null ? null : Bytes.show(text))
                .toList();
    }

    @BothDialects
    void createsWithAnEntryInEachOrderedIndex(Dialect dialect) {
        Done created = (Done) patch(
                dialect,
                SaveMode.UPSERT,
                null,
                "bob",
                Returning.AFTER,
                set(0, "Bob"),
                PatchStep.setWhenCreating(4, utf8("new")));
        assertThat(created.outcome()).isEqualTo(Outcome.CREATED);
        assertThat(shown(created)).containsExactly("Bob", null, null, null, "new");
        assertThat(people.state())
                .containsOnlyKeys("e:bob", "m", "v", "p", "i:name", "i:age")
                .contains(entry("i:age", List.of("\1\2bob=0.0")), entry("p", List.of("bob=0.0")));
        assertThat(people.events())
                .singleElement()
                .satisfies(event -> assertThat(event.fields()).isEqualTo(Map.of("o", "C", "i", "bob", "+name", "Bob")));

        patch(dialect, SaveMode.UPSERT, null, "bob", Returning.NOTHING, PatchStep.setWhenCreating(4, utf8("newer")));
        assertThat(hash(people.state(), "e:bob")).isEqualTo(Map.of("name", "Bob", "note", "new"));
    }

    @BothDialects
    void appendsWithoutTouchingWhatIsThere(Dialect dialect) {
        people.save(dialect, ADA.withNote("[9007199254740993,\"a]\"]"));

        patch(dialect, PatchStep.append(4, utf8("1,2.50"), 2, 0));
        assertThat(hash(people.state(), "e:ada").get("note")).isEqualTo("[9007199254740993,\"a]\",1,2.50]");
        refuses(
                new ValueRefused(4, "would have more than 4 elements"),
                () -> patch(dialect, PatchStep.append(4, utf8("3"), 1, 4)));
        patch(dialect, set(4, null));
        patch(dialect, PatchStep.append(4, utf8("\"x\""), 1, 1));
        assertThat(hash(people.state(), "e:ada").get("note")).isEqualTo("[\"x\"]");
        patch(dialect, set(4, "[ ]"));
        patch(dialect, PatchStep.append(4, utf8("\"x\""), 1, 1));
        assertThat(hash(people.state(), "e:ada").get("note")).isEqualTo("[\"x\"]");
        patch(dialect, set(4, "{}"));
        refuses(new ValueRefused(4, "holds no JSON array"), () -> patch(dialect, PatchStep.append(4, utf8("3"), 1, 0)));
        patch(dialect, set(4, "[\"" + "x".repeat(1_048_570) + "\"]"));
        refuses(
                new ValueRefused(4, "would have more than 1048576 bytes"),
                () -> patch(dialect, PatchStep.append(4, utf8("\"yyyy\""), 1, 0)));
    }

    private String noteAfter(Dialect dialect, @Nullable String note, PatchStep step) {
        server.commands().del(people.key("e:ada"));
        people.save(dialect, ADA.withNote(note));
        assertThat(patch(dialect, step)).isInstanceOf(Done.class);
        String shown = String.valueOf(hash(people.state(), "e:ada").get("note"));
        return new String(shown.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }

    private static PatchStep add(String elements) {
        return PatchStep.add(4, utf8(elements), true, 0);
    }

    private static PatchStep remove(String elements) {
        return PatchStep.remove(4, utf8(elements));
    }

    @BothDialects
    void addsToASetInTheOrderOfItsTexts(Dialect dialect) {
        assertThat(noteAfter(dialect, null, add("\"b\",\"a\""))).isEqualTo("[\"a\",\"b\"]");
        assertThat(noteAfter(dialect, "[1,100,20]", add("10,3,0"))).isEqualTo("[0,1,10,100,20,3]");
        assertThat(noteAfter(dialect, "[\"a,]\",\"\uFF5E\"]", add("\"\uD83D\uDE00\",\"[\"")))
                .isEqualTo("[\"[\",\"a,]\",\"\uFF5E\",\"\uD83D\uDE00\"]");
        assertThat(noteAfter(dialect, "[ 9007199254740992 , {\"a\":[1]}]", add("9007199254740993,{\"a\":[1]}")))
                .isEqualTo("[9007199254740992,9007199254740993,{\"a\":[1]}]");
        assertThat(noteAfter(dialect, "[2,1]", PatchStep.add(4, utf8("1,0"), false, 3)))
                .isEqualTo("[2,1,0]");
    }

    @BothDialects
    void removesWhereverAndHoweverOften(Dialect dialect) {
        assertThat(noteAfter(dialect, "[1, 2,1 ,\"1\",null]", remove("1,7"))).isEqualTo("[2,\"1\",null]");
        assertThat(noteAfter(dialect, "[[1],{}]", remove("{},[1]"))).isEqualTo("[]");
        assertThat(noteAfter(dialect, null, remove("1"))).isEqualTo("null");
    }

    @BothDialects
    void leavesASetAloneThatHasOrLacksTheElements(Dialect dialect) {
        people.save(dialect, ADA.withNote("[ 2 ,1]"));
        Map<String, Object> before = people.state();

        for (PatchStep step : List.of(add("1,2"), remove("3"), PatchStep.add(4, utf8("2"), true, 1))) {
            assertThat(patch(dialect, step))
                    .isInstanceOfSatisfying(
                            Done.class, done -> assertThat(done.outcome()).isEqualTo(Outcome.UNCHANGED));
            assertThat(people.state()).isEqualTo(before);
        }
    }

    @BothDialects
    void refusesSetsThatWouldBeTooLargeAndWhatIsNone(Dialect dialect) {
        people.save(dialect, ADA.withNote("[1,2]"));
        refuses(
                new ValueRefused(4, "would have more than 2 elements"),
                () -> patch(dialect, PatchStep.add(4, utf8("3"), true, 2)));
        patch(dialect, set(4, "{}"));
        refuses(new ValueRefused(4, "holds no JSON array"), () -> patch(dialect, add("3")));
        refuses(new ValueRefused(4, "holds no JSON array"), () -> patch(dialect, remove("3")));
        patch(dialect, set(4, "[\"" + "x".repeat(1_048_570) + "\"]"));
        refuses(new ValueRefused(4, "would have more than 1048576 bytes"), () -> patch(dialect, add("\"yyyy\"")));
    }

    @BothDialects
    void changesOnlyWhatMeetsItsConditions(Dialect dialect) {
        long version = ((SaveReply.Created) people.save(dialect, ADA)).version();
        PatchStep change = set(4, "changed");
        List<PatchStep> met = List.of(
                require(0, Comparison.EQUAL, "Ada", null),
                require(0, Comparison.DIFFERENT, "Bob", null),
                require(1, Comparison.EQUAL, "36.0", EntryType.DOUBLE),
                require(1, Comparison.BELOW, "36.5", EntryType.DOUBLE),
                require(1, Comparison.AT_MOST, "36", EntryType.DOUBLE),
                require(1, Comparison.AT_LEAST, "36", EntryType.DOUBLE),
                require(1, Comparison.ABOVE, "-1", EntryType.DOUBLE),
                require(0, Comparison.ABOVE, "Acb", EntryType.TEXT),
                PatchStep.requireNull(0, false));
        List<PatchStep> unmet = List.of(
                require(0, Comparison.EQUAL, "ada", null),
                require(0, Comparison.DIFFERENT, "Ada", null),
                require(1, Comparison.EQUAL, "36.1", EntryType.DOUBLE),
                require(1, Comparison.BELOW, "36", EntryType.DOUBLE),
                require(1, Comparison.AT_MOST, "35", EntryType.DOUBLE),
                require(1, Comparison.AT_LEAST, "37", EntryType.DOUBLE),
                require(1, Comparison.ABOVE, "36", EntryType.DOUBLE),
                PatchStep.requireNull(0, true));
        for (PatchStep condition : unmet) {
            refuses(new ConditionNotMet(version, condition.property()), () -> patch(dialect, condition, change));
        }
        for (PatchStep condition : met) {
            assertThat(patch(dialect, condition, set(4, condition.operation() + condition.property())))
                    .isInstanceOf(Done.class);
        }
    }

    @BothDialects
    void nullMeetsNoComparisonButThatItDiffers(Dialect dialect) {
        long version = ((SaveReply.Created) people.save(dialect, Person.empty("ada"))).version();
        for (Comparison comparison : Comparison.values()) {
            if (comparison != Comparison.DIFFERENT) {
                refuses(
                        new ConditionNotMet(version, 1),
                        () -> patch(dialect, require(1, comparison, "1", EntryType.DOUBLE), set(4, "x")));
            }
        }
        assertThat(patch(dialect, require(1, Comparison.DIFFERENT, "1", EntryType.DOUBLE), set(4, "x")))
                .isInstanceOf(Done.class);
        assertThat(patch(dialect, PatchStep.requireNull(1, true), set(4, "y"))).isInstanceOf(Done.class);
    }

    @BothDialects
    void refusesAndLeavesEverythingAsItWas(Dialect dialect) {
        refuses(new Missing(), () -> patch(dialect, set(0, "x")));
        long version = ((SaveReply.Created) people.save(dialect, ADA)).version();
        people.save(dialect, ADA.withId("bob").withEmail("bob@example.org"));

        refuses(
                new VersionConflict(version),
                () -> patch(dialect, SaveMode.UPDATE, version - 1, "ada", Returning.NOTHING, set(0, "x")));
        refuses(
                new VersionConflict(0),
                () -> patch(dialect, SaveMode.UPSERT, version, "none", Returning.NOTHING, set(0, "x")));
        refuses(
                new UniqueConflict(Bytes.show(people.key("u:email")), "bob"),
                () -> patch(dialect, set(0, "x"), set(2, "bob@example.org")));
        refuses(
                new ValueRefused(1, "would leave the range of its type"),
                () -> patch(dialect, set(0, "x"), add(NumberKind.INT, "2147483647")));
        server.commands().hset(people.key("m"), utf8("e"), utf8("2"));
        refuses(new EpochChanged(2), () -> patch(dialect, set(0, "x")));
    }

    @BothDialects
    void refusesWhatIsNotOfItsType(Dialect dialect) {
        people.save(dialect, ADA);
        server.commands().hset(people.key("e:ada"), utf8("age"), utf8("old"));

        refuses(
                new ValueRefused(1, "is no number, or would have too many digits"),
                () -> patch(dialect, add(NumberKind.INT, "1")));
        refuses(
                new Corrupt(Bytes.show(people.key("e:ada")), "a stored value is not of its type"),
                () -> patch(dialect, require(1, Comparison.BELOW, "1", EntryType.DOUBLE), set(4, "x")));
        refuses(
                new Corrupt(Bytes.show(people.key("i:age")), "a stored value is not of its index type"),
                () -> patch(dialect, set(1, "4")));
        assertThat(patch(dialect, set(0, "x"))).isInstanceOf(Done.class);
        server.commands().del(people.key("i:name"));
        server.commands().set(people.key("i:name"), utf8("x"));
        refuses(
                new Corrupt(Bytes.show(people.key("i:name")), "holds a string, which this model never stores there"),
                () -> patch(dialect, set(0, "y")));
    }

    @BothDialects
    void createsAsIfNothingWereThereWhereAHashIsNoEntity(Dialect dialect) {
        Map<byte[], byte[]> left =
                Map.of(utf8("age"), utf8("5"), utf8("note"), utf8("left"), utf8("home"), utf8("1,1"));
        server.commands().hset(people.key("e:ada"), left);

        assertThat(patch(
                        dialect,
                        SaveMode.UPSERT,
                        null,
                        "ada",
                        Returning.NOTHING,
                        set(0, "Ada"),
                        add(NumberKind.INT, "1")))
                .isInstanceOf(Done.class);

        Map<String, Object> state = people.state();
        assertThat(hash(state, "e:ada")).isEqualTo(Map.of("name", "Ada", "age", "1"));
        assertThat(state).doesNotContainKey("g:home");
    }

    @BothDialects
    void refusesArgumentsThatNoClientSends(Dialect dialect) {
        people.save(dialect, ADA);
        Map<String, Object> before = people.state();

        assertThatThrownBy(() -> patch(dialect, SaveMode.INSERT, null, "ada", Returning.NOTHING))
                .hasMessageStartingWith("FW_ARGUMENT");
        List<byte[]> arguments = new ArrayList<>(PATCH.arguments(
                People.CONTEXT, SaveMode.UPDATE, null, utf8("ada"), "", Returning.NOTHING, List.of(set(0, "x"))));
        assertThatThrownBy(() -> server.run(
                        PATCH.script(), dialect, people.keys("ada"), arguments.subList(0, arguments.size() - 1)))
                .hasMessageStartingWith("FW_ARGUMENT");
        arguments.set(1, utf8("many"));
        assertThatThrownBy(() -> server.run(PATCH.script(), dialect, people.keys("ada"), arguments))
                .hasMessageStartingWith("FW_ARGUMENT");
        assertThat(people.state()).isEqualTo(before);
    }

    /** Each is asked for, written, and named in the event, as a save does it. */
    @BothDialects
    void changesAThousandProperties(Dialect dialect) {
        int count = WriteSchema.MAX_PROPERTIES;
        WriteSchema schema = new WriteSchema(
                IntStream.range(0, count).mapToObj(i -> utf8("p" + i)).toList(), List.of());
        List<byte[]> keys = people.keys("wide").subList(0, 4);
        SaveScript save = new SaveScript(schema);
        for (String value : List.of("a", "b")) {
            byte[][] texts = new byte[count][];
            Arrays.fill(texts, utf8(value));
            server.run(
                    save.script(),
                    dialect,
                    keys,
                    save.arguments(People.CONTEXT, SaveMode.UPSERT, null, utf8("wide"), texts));
        }
        List<PatchStep> steps = IntStream.range(0, count)
                .mapToObj(i -> List.of(require(i, Comparison.EQUAL, "b", null), set(i, "c" + i)))
                .flatMap(List::stream)
                .toList();
        PatchScript patch = new PatchScript(schema);
        PatchReply reply = server.run(
                patch.script(),
                dialect,
                keys,
                patch.arguments(People.CONTEXT, SaveMode.UPDATE, null, utf8("wide"), "", Returning.AFTER, steps));

        assertThat(reply).isInstanceOf(Done.class);
        Map<?, ?> stored = hash(people.state(), "e:wide");
        assertThat(stored).hasSize(count);
        IntStream.range(0, count)
                .forEach(i -> assertThat((Object) stored.get("p" + i)).isEqualTo("c" + i));
        List<String> named = IntStream.range(0, count).mapToObj(i -> "~p" + i).toList();
        for (int event : new int[] {1, 2}) {
            assertThat(people.events().get(event).fields().toString()).contains(named);
        }
    }
}
