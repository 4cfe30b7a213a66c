package dev.cress.script.entity;

import static dev.cress.script.Bytes.utf8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cress.script.BothDialects;
import dev.cress.script.Dialect;
import dev.cress.script.ScriptServer;
import dev.cress.script.TestScripts;
import dev.cress.script.entry.EntryType;
import dev.cress.testing.RedisEnvironment;
import dev.cress.testing.RedisTest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Indexes of elements and of values inside of JSON in the entity scripts. */
@RedisTest
class PathIndexIT {

    private static final List<byte[]> NAMES = List.of(utf8("note"), utf8("sizes"), utf8("address"));

    private static final WriteSchema SCHEMA = new WriteSchema(
            NAMES,
            List.of(
                    path(EntryType.DECIMAL, 1, ""),
                    path(EntryType.TEXT, 2, "city"),
                    path(EntryType.TEXT, 2, "rooms", "", "name")));

    private static final SaveScript SAVE = new SaveScript(SCHEMA);
    private static final PatchScript PATCH = new PatchScript(SCHEMA);
    private static final DeleteScript DELETE = new DeleteScript(SCHEMA);
    private static final String SIZES = "i:sizes";
    private static final String CITY = "i:address.city";
    private static final String ROOMS = "i:address.rooms.name";

    private final ScriptServer server;
    private final String prefix;

    PathIndexIT(RedisEnvironment environment) {
        this.server = ScriptServer.of(environment);
        this.prefix = environment.newNamespace() + ":{06}:shop:";
    }

    private static IndexArgument path(EntryType type, int property, String... steps) {
        return new IndexArgument(IndexForm.ORDERED, List.of(new IndexPart(type, property)), List.of(steps));
    }

    @AfterEach
    void close() {
        server.close();
    }

    @BothDialects
    void keepsAnEntryForEachElement(Dialect dialect) {
        save(dialect, "a", "[9007199254740993,9007199254740992,9007199254740993,-0.5,1E+3]", null);
        assertThat(members(SIZES))
                .containsExactly(
                        "<49994~\2a", ">50041\0\2a", ">50169007199254740992\0\2a", ">50169007199254740993\0\2a");

        save(dialect, "a", "[9007199254740993,null]", null);
        assertThat(members(SIZES)).containsExactly("\1\2a", ">50169007199254740993\0\2a");

        save(dialect, "a", "[]", null);
        assertThat(members(SIZES)).isEmpty();
        save(dialect, "a", null, null);
        assertThat(members(SIZES)).isEmpty();
        save(dialect, "a", "[0]", null);
        assertThat(members(SIZES)).containsExactly("=\2a");

        assertThat(delete(dialect, "a")).isInstanceOf(DeleteReply.Deleted.class);
        assertThat(members(SIZES)).isEmpty();
    }

    @BothDialects
    void followsElementsThatAreAddedAndRemoved(Dialect dialect) {
        save(dialect, "a", "[1,2]", null);
        patch(dialect, PatchStep.add(1, utf8("9007199254740993,2"), true, 0));
        assertThat(members(SIZES)).containsExactly(">50011\0\2a", ">50012\0\2a", ">50169007199254740993\0\2a");
        patch(dialect, PatchStep.remove(1, utf8("1,9007199254740993")));
        assertThat(members(SIZES)).containsExactly(">50012\0\2a");

        Map<String, Object> before = state();
        assertThat(patch(dialect, PatchStep.add(1, utf8("\"x\""), true, 0)))
                .isInstanceOf(PatchReply.ValueRefused.class);
        assertThat(state()).isEqualTo(before);
    }

    @BothDialects
    void keepsOneEntryForAValueInside(Dialect dialect) {
        save(dialect, "a", null, null);
        assertThat(members(CITY)).containsExactly("\1\2a");
        save(
                dialect,
                "a",
                null,
                "{\"city\":\"K\\u00f6ln \\\"\\\\\\u0000\",\"rooms\":[{\"name\":\"{]\"},{\"name\":null},{}]}");
        assertThat(members(CITY)).containsExactly("\3K\u00c3\u00b6ln \"\\\0\u00ff\0\2a");
        assertThat(members(ROOMS)).containsExactly("\1\2a", "\3{]\0\2a");
        save(dialect, "a", null, "{\"city\":null,\"rooms\":null}");
        assertThat(members(CITY)).containsExactly("\1\2a");
        assertThat(members(ROOMS)).isEmpty();
        delete(dialect, "a");
        assertThat(members(CITY)).isEmpty();
    }

    @BothDialects
    void leavesTheIndexAloneWhereTheTextDoesNotChange(Dialect dialect) {
        save(dialect, "a", "[1]", "{\"city\":\"x\"}");
        server.commands().zrem(key(SIZES), utf8(">50011\0\2a"));
        save(dialect, "a", "[1]", "{\"city\":\"y\"}");
        assertThat(members(SIZES)).isEmpty();
        assertThat(members(CITY)).containsExactly("\3y\0\2a");
    }

    @BothDialects
    void takesBackEachEntryWhenALaterIndexFails(Dialect dialect) {
        save(dialect, "a", "[1,2,3]", "{\"city\":\"x\"}");
        server.commands().del(key(CITY));
        server.commands().set(key(CITY), utf8("text"));
        Map<String, Object> before = state();
        assertThat(save(dialect, "a", "[3,4,5]", "{\"city\":\"y\"}")).isInstanceOf(SaveReply.Corrupt.class);
        assertThat(delete(dialect, "a")).isInstanceOf(DeleteReply.Corrupt.class);
        assertThat(state()).isEqualTo(before);
    }

    @BothDialects
    void refusesWhatIsStoredOtherwise(Dialect dialect) {
        save(dialect, "a", "[1]", null);
        for (String wrong : List.of("[x]", "[1", "{}", "1", "", "[[1]]", "[\"a\\q\"]", "[{}]", "[1,\"")) {
            server.commands().hset(key("e:a"), utf8("sizes"), utf8(wrong));
            Map<String, Object> before = state();
            assertThat(save(dialect, "a", "[2]", null)).as(wrong).isInstanceOf(SaveReply.Corrupt.class);
            assertThat(delete(dialect, "a")).as(wrong).isInstanceOf(DeleteReply.Corrupt.class);
            assertThat(state()).as(wrong).isEqualTo(before);
        }
    }

    @BothDialects
    void indexesThousandsOfElements(Dialect dialect) {
        String many = String.join(
                ",",
                Stream.iterate(0, i -> i + 1).limit(9_000).map(String::valueOf).toList());
        save(dialect, "a", "[" + many + "]", null);
        assertThat(server.commands().zcard(key(SIZES))).isEqualTo(9_000);
        delete(dialect, "a");
        assertThat(server.commands().zcard(key(SIZES))).isZero();
    }

    /** What waits for one command is more than one command takes. */
    @BothDialects
    void indexesThousandsOfElementsOfSeveralEntities(Dialect dialect) {
        List<String> ids = List.of("a", "b", "c", "d");
        saveTogether(dialect, ids, 500, 1_200);
        assertThat(members(SIZES)).hasSize(4 * 700).contains(sized(500, "b"), sized(1_199, "d"));
        saveTogether(dialect, ids, 1_000, 1_996);
        assertThat(members(SIZES))
                .hasSize(4 * 996)
                .contains(sized(1_000, "b"), sized(1_995, "b"), sized(1_995, "d"))
                .doesNotContain(sized(500, "b"), sized(999, "d"));
        saveTogether(dialect, ids, 0, 0);
        assertThat(members(SIZES)).isEmpty();
    }

    private static String sized(int size, String id) {
        return new String(EntryType.DECIMAL.encode(utf8(Integer.toString(size))), StandardCharsets.ISO_8859_1) + "\2"
                + id;
    }

    private void saveTogether(Dialect dialect, List<String> ids, int from, int to) {
        String sizes = IntStream.range(from, to).mapToObj(String::valueOf).collect(Collectors.joining(",", "[", "]"));
        byte[][] texts = {utf8("n"), utf8(sizes), null};
        List<byte[]> keys = new ArrayList<>(keys(ids.get(0)));
        List<byte[]> arguments = new ArrayList<>();
        for (String id : ids) {
            List<byte[]> own = SAVE.arguments(People.CONTEXT, SaveMode.UPSERT, null, utf8(id), texts);
            arguments.addAll(
                    arguments.isEmpty() ? own : own.subList(SAVE.script().sharedArguments(), own.size()));
        }
        ids.subList(1, ids.size()).forEach(id -> keys.add(key("e:" + id)));
        arguments.add(utf8(Integer.toString(ids.size())));
        server.reply(SAVE.script().several(), dialect, keys, arguments);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "[1, 2 ,3] | / | 1;2;3",
                "[ ] | / | -",
                "null | / | -",
                "null | a | null",
                "{'a':{'b':1.50}} | a/b | 1.50",
                "{'a':null} | a/b | null",
                "{'x':[{'a':9}],'a':[true,'t',null]} | a/ | true;t;null",
                "[{'a':1},{'b':2},{'a':{'c':3}}] | /a/c | !",
                "[{'a':1},{'b':2},null] | /a | 1;null;null",
                "{'a':[{'b':[1]},{'b':null},{'b':[]},{}]} | a//b/ | 1",
                "{'a':'[1,{'} | a | [1,{",
                "{ 'a' : { 'b' : -1e-7 } , 'c' : 2 } | c | 2",
                "{'aa':1,'a':2} | a | 2"
            })
    void findsTheValuesOfAPath(String json, String path, String expected) {
        String script = "-- @include fragment/json_values\n"
                + "local path, found, texts = {}, {}, {}\n"
                + "for i = 2, #ARGV do path[i - 1] = ARGV[i] end\n"
                + "if not json_values(ARGV[1], 1, path, 1, found) then return {'!'} end\n"
                + "for i, value in ipairs(found) do texts[i] = value or 'null' end\n"
                + "return texts\n";
        List<byte[]> arguments = new ArrayList<>(List.of(utf8(json.replace('\'', '"'))));
        for (String step : path.equals("/") ? new String[] {""} : path.split("/", -1)) {
            arguments.add(utf8(step));
        }
        List<String> found = server.list(TestScripts.resolve(script), key("x"), arguments).stream()
                .map(text -> new String(text, StandardCharsets.UTF_8))
                .toList();
        assertThat(found).isEqualTo(expected.equals("-") ? List.of() : List.of(expected.split(";")));
    }

    private SaveReply save(Dialect dialect, String id, @Nullable String sizes, @Nullable String address) {
        byte[][] texts = {utf8("n"), sizes == null ? null : utf8(sizes), address == null ? null : utf8(address)};
        return server.run(
                SAVE.script(),
                dialect,
                keys(id),
                SAVE.arguments(People.CONTEXT, SaveMode.UPSERT, null, utf8(id), texts));
    }

    private PatchReply patch(Dialect dialect, PatchStep step) {
        List<byte[]> arguments =
                PATCH.arguments(People.CONTEXT, SaveMode.UPDATE, null, utf8("a"), "", Returning.NOTHING, List.of(step));
        return server.run(PATCH.script(), dialect, keys("a"), arguments);
    }

    private DeleteReply delete(Dialect dialect, String id) {
        return server.run(DELETE.script(), dialect, keys(id), DELETE.arguments(People.CONTEXT, null, utf8(id)));
    }

    private List<byte[]> keys(String id) {
        List<byte[]> keys = new ArrayList<>();
        Stream.of("e:" + id, "m", "v", "p", SIZES, CITY, ROOMS).forEach(name -> keys.add(key(name)));
        return keys;
    }

    private byte[] key(String name) {
        return utf8(prefix + name);
    }

    private List<String> members(String index) {
        return server.commands().zrange(key(index), 0, -1).stream()
                .map(member -> new String(member, StandardCharsets.ISO_8859_1))
                .toList();
    }

    private Map<String, Object> state() {
        Map<String, Object> state = new LinkedHashMap<>();
        server.dump(prefix).forEach((key, content) -> state.put(key.substring(prefix.length()), content));
        return state;
    }
}
