package dev.cress.script.entity;

import static dev.cress.script.Bytes.utf8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cress.script.BothDialects;
import dev.cress.script.Dialect;
import dev.cress.script.ScriptServer;
import dev.cress.script.entry.EntryType;
import dev.cress.testing.RedisEnvironment;
import dev.cress.testing.RedisTest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;

/** Indexes of several properties, and sparse ones, in the entity scripts. */
@RedisTest
class TupleIndexIT {

    private static final List<byte[]> NAMES = List.of(utf8("make"), utf8("year"), utf8("plate"), utf8("note"));

    private static final WriteSchema SCHEMA = new WriteSchema(
            NAMES,
            List.of(
                    new IndexArgument(IndexForm.ORDERED, EntryType.TEXT, 0),
                    new IndexArgument(IndexForm.SPARSE, EntryType.TEXT, 3),
                    new IndexArgument(
                            IndexForm.ORDERED,
                            List.of(new IndexPart(EntryType.TEXT, 0), new IndexPart(EntryType.DECIMAL, 1))),
                    new IndexArgument(
                            IndexForm.UNIQUE,
                            List.of(new IndexPart(EntryType.TEXT, 0), new IndexPart(EntryType.TEXT, 2)))));

    private static final SaveScript SAVE = new SaveScript(SCHEMA);
    private static final DeleteScript DELETE = new DeleteScript(SCHEMA);
    private static final List<String> KEYS = List.of("m", "v", "p", "i:make", "s:note", "i:make+year", "u:make+plate");

    private final ScriptServer server;
    private final String prefix;

    TupleIndexIT(RedisEnvironment environment) {
        this.server = ScriptServer.of(environment);
        this.prefix = environment.newNamespace() + ":{06}:car:";
    }

    @AfterEach
    void close() {
        server.close();
    }

    @BothDialects
    void keepsOneEntryForEachEntity(Dialect dialect) {
        save(dialect, "a", "VW", "9007199254740993", "x\0y", null);
        assertThat(members("i:make+year")).containsExactly("\3VW\0>50169007199254740993\0\2a");
        assertThat(claims()).containsExactly(Map.entry("\3VW\0\3x\0\u00ffy\0", "a"));

        save(dialect, "a", "VW", "9007199254740994", "x\0y", null);
        assertThat(members("i:make+year")).containsExactly("\3VW\0>50169007199254740994\0\2a");
        assertThat(claims()).hasSize(1);

        save(dialect, "a", null, "-1", null, null);
        assertThat(members("i:make+year")).containsExactly("\1<49988~\2a");
        assertThat(claims()).isEmpty();

        save(dialect, "a", null, null, "z", null);
        assertThat(members("i:make+year")).containsExactly("\1\1\2a");
        assertThat(claims()).isEmpty();

        assertThat(server.run(DELETE.script(), dialect, keys("a"), DELETE.arguments(People.CONTEXT, null, utf8("a"))))
                .isInstanceOf(DeleteReply.Deleted.class);
        assertThat(members("i:make+year")).isEmpty();
        assertThat(members("i:make")).isEmpty();
    }

    @BothDialects
    void keepsNoEntryOfANullInASparseIndex(Dialect dialect) {
        save(dialect, "a", "VW", "1", "x", null);
        assertThat(members("s:note")).isEmpty();
        save(dialect, "a", "VW", "1", "x", "new");
        assertThat(members("s:note")).containsExactly("\3new\0\2a");
        save(dialect, "a", "VW", "1", "x", "old");
        assertThat(members("s:note")).containsExactly("\3old\0\2a");
        save(dialect, "a", "VW", "1", "x", null);
        assertThat(members("s:note")).isEmpty();
        save(dialect, "b", "VW", "1", null, "");
        assertThat(members("s:note")).containsExactly("\3\0\2b");
        server.run(DELETE.script(), dialect, keys("b"), DELETE.arguments(People.CONTEXT, null, utf8("b")));
        assertThat(members("s:note")).isEmpty();
    }

    @BothDialects
    void leavesTheIndexAloneWhereItsPropertiesDoNotChange(Dialect dialect) {
        save(dialect, "a", "VW", "1", "x", null);
        Object before = state().get("i:make+year");
        assertThat(save(dialect, "a", "VW", "1", "x", "new")).isInstanceOf(SaveReply.Updated.class);
        assertThat(state()).containsEntry("i:make+year", before);
    }

    /** Whoever reads such an index learns from an event where the entity was and is in it. */
    @BothDialects
    void tellsTheOtherPropertiesOfTheIndex(Dialect dialect) {
        save(dialect, "a", "VW", "1", "x", "new");
        save(dialect, "a", "VW", "2", "x", "new");
        save(dialect, "a", "VW", "2", "y", null);
        save(dialect, "a", null, "2", "y", null);
        save(dialect, "a", null, "3", "y", null);
        assertThat(server.events(key("v")).stream().map(event -> event.subList(5, event.size())))
                .containsExactly(
                        List.of("+make", "VW", "+year", "1", "+plate", "x", "+note", "new", "m", "t"),
                        List.of("-year", "1", "+year", "2", "m", "t", "=make", "VW"),
                        List.of("-plate", "x", "+plate", "y", "-note", "new", "m", "t", "=make", "VW", "=year", "2"),
                        List.of("-make", "VW", "m", "t", "=year", "2"),
                        List.of("-year", "2", "+year", "3", "m", "t"));
    }

    @BothDialects
    void refusesATupleThatAnotherHas(Dialect dialect) {
        save(dialect, "a", "VW", "1", "x", null);
        save(dialect, "b", "VW", "1", "y", null);
        save(dialect, "c", "Opel", "1", "x", null);
        save(dialect, "d", "VW", "1", null, null);
        save(dialect, "e", "VW", "1", null, null);
        Map<String, Object> before = state();
        assertThat(save(dialect, "b", "VW", "2", "x", null))
                .isEqualTo(new SaveReply.UniqueConflict(prefix + "u:make+plate", "a"));
        assertThat(save(dialect, "f", "VW", "2", "x", null))
                .isEqualTo(new SaveReply.UniqueConflict(prefix + "u:make+plate", "a"));
        assertThat(state()).isEqualTo(before);

        save(dialect, "a", "VW", "1", "z", null);
        assertThat(save(dialect, "b", "VW", "2", "x", null)).isInstanceOf(SaveReply.Updated.class);
    }

    @BothDialects
    void takesBackTheOthersWhenAKeyHasAnotherType(Dialect dialect) {
        save(dialect, "a", "VW", "1", "x", null);
        server.commands().del(key("u:make+plate"));
        server.commands().set(key("u:make+plate"), utf8("text"));
        Map<String, Object> before = state();
        assertThat(save(dialect, "a", "Opel", "2", "x", null)).isInstanceOf(SaveReply.Corrupt.class);
        assertThat(state()).isEqualTo(before);
    }

    @BothDialects
    void refusesAStoredTextThatIsNotOfItsType(Dialect dialect) {
        save(dialect, "a", "VW", "1", "x", null);
        server.commands().hset(key("e:a"), utf8("year"), utf8("old"));
        Map<String, Object> before = state();
        assertThat(save(dialect, "a", "VW", "2", "x", null)).isInstanceOf(SaveReply.Corrupt.class);
        assertThat(state()).isEqualTo(before);
    }

    private SaveReply save(
            Dialect dialect,
            String id,
            @Nullable String make,
            @Nullable String year,
            @Nullable String plate,
            @Nullable String note) {
        byte[][] texts = new byte[NAMES.size()][];
        String[] values = {make, year, plate, note};
        for (int i = 0; i < values.length; i++) {
            texts[i] = values[i] == null ? null : utf8(values[i]);
        }
        return server.run(
                SAVE.script(),
                dialect,
                keys(id),
                SAVE.arguments(People.CONTEXT, SaveMode.UPSERT, null, utf8(id), texts));
    }

    private List<byte[]> keys(String id) {
        List<byte[]> keys = new ArrayList<>(List.of(key("e:" + id)));
        KEYS.forEach(name -> keys.add(key(name)));
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

    private Map<String, String> claims() {
        Map<String, String> claims = new LinkedHashMap<>();
        server.commands()
                .hgetall(key("u:make+plate"))
                .forEach((entry, id) -> claims.put(
                        new String(entry, StandardCharsets.ISO_8859_1), new String(id, StandardCharsets.UTF_8)));
        return claims;
    }

    private Map<String, Object> state() {
        Map<String, Object> state = new LinkedHashMap<>();
        server.dump(prefix).forEach((key, content) -> state.put(key.substring(prefix.length()), content));
        return state;
    }
}
