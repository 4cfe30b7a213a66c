package dev.cress.script.entity;

import static dev.cress.script.Bytes.utf8;

import dev.cress.script.Bytes;
import dev.cress.script.Dialect;
import dev.cress.script.LuaScript;
import dev.cress.script.ScriptServer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One partition of two types, people and sailors: does writes alone or as a unit, and shows what they left. */
final class Crew {

    static final String PERSON = "person";
    static final String SAILOR = "sailor";

    private static final Pattern VERSION = Pattern.compile("\\b\\d{16}\\b");
    private static final WriteContext CONTEXT = new WriteContext(1, 100_000, "", 0);
    private static final SaveScript SAVE = new SaveScript(Person.SCHEMA);
    private static final PatchScript PATCH = new PatchScript(Person.SCHEMA);
    private static final DeleteScript DELETE = new DeleteScript(Person.SCHEMA);

    private final ScriptServer server;
    private final Dialect dialect;
    private final String namespace;

    Crew(ScriptServer server, Dialect dialect, String namespace) {
        this.server = server;
        this.dialect = dialect;
        this.namespace = namespace;
    }

    UnitCall save(String model, SaveMode mode, @Nullable Long expected, Person person) {
        return call(
                model,
                SAVE.script(),
                person.id(),
                SAVE.arguments(CONTEXT, mode, expected, utf8(person.id()), person.texts()));
    }

    UnitCall save(String model, Person person) {
        return save(model, SaveMode.UPSERT, null, person);
    }

    UnitCall patch(String model, String id, PatchStep... steps) {
        return call(
                model,
                PATCH.script(),
                id,
                PATCH.arguments(CONTEXT, SaveMode.UPDATE, null, utf8(id), "", Returning.AFTER, List.of(steps)));
    }

    UnitCall delete(String model, @Nullable Long expected, String id) {
        return call(model, DELETE.script(), id, DELETE.arguments(CONTEXT, expected, utf8(id)));
    }

    private UnitCall call(String model, LuaScript<?> script, String id, List<byte[]> arguments) {
        List<byte[]> keys = new ArrayList<>();
        List.of("e:" + id, "m", "v", "p").forEach(key -> keys.add(key(model, key)));
        Person.INDEX_KEYS.forEach(index -> keys.add(key(model, index)));
        return new UnitCall(new UnitKind(model, Person.SCHEMA, script), keys, arguments);
    }

    byte[] key(String model, String name) {
        return utf8(namespace + ":{06}:" + model + ":" + name);
    }

    UnitReply unit(UnitCall... writes) {
        UnitScript unit = new UnitScript(
                UnitScript.inOrder(Stream.of(writes).map(UnitCall::kind).toList()));
        return server.run(unit.script(), dialect, unit.keys(List.of(writes)), unit.arguments(List.of(writes)));
    }

    /** What came of each write of a unit that was done. */
    List<Object> done(UnitCall... writes) {
        UnitReply.Done done = (UnitReply.Done) unit(writes);
        List<Object> replies = new ArrayList<>();
        for (int i = 0; i < writes.length; i++) {
            replies.add(done.reply(i, writes[i].kind().script()));
        }
        return replies;
    }

    /** The refusal of one write of a unit. */
    Object refused(int write, UnitCall... writes) {
        UnitReply.Refused refused = (UnitReply.Refused) unit(writes);
        if (refused.write() != write) {
            throw new AssertionError("refused is write " + refused.write() + ", not " + write);
        }
        return refused.reply(writes[write].kind().script());
    }

    /** What came of each of some writes of one kind in one call; the failure of one that failed. */
    List<Object> several(UnitCall... writes) {
        return several(writes[0].kind().script().several(), writes);
    }

    private static boolean sameArguments(UnitCall one, UnitCall other, int count) {
        return IntStream.range(0, count)
                .allMatch(i ->
                        Arrays.equals(one.arguments().get(i), other.arguments().get(i)));
    }

    /** The same with another text of the script. */
    List<Object> several(LuaScript<?> script, UnitCall... writes) {
        int shared = writes[0].kind().script().sharedArguments();
        List<byte[]> keys = new ArrayList<>(writes[0].keys());
        Stream.of(writes).skip(1).forEach(write -> keys.add(write.keys().get(0)));
        List<byte[]> arguments = new ArrayList<>(writes[0].arguments().subList(0, shared));
        for (UnitCall write : writes) {
            if (!sameArguments(writes[0], write, shared)) {
                throw new AssertionError("writes of one call do not share " + write);
            }
            arguments.addAll(write.arguments().subList(shared, write.arguments().size()));
        }
        arguments.add(utf8(Integer.toString(writes.length)));
        List<Object> replies = new ArrayList<>();
        for (Object reply : server.reply(script, dialect, keys, arguments)) {
            List<?> elements = (List<?>) reply;
            boolean failed = Bytes.show((byte[]) elements.get(0)).equals("ERROR");
            replies.add(
                    failed
                            ? Bytes.show((byte[]) elements.get(1))
                            : writes[replies.size()].kind().script().decode(elements));
        }
        return replies;
    }

    Object alone(UnitCall write) {
        return server.run(write.kind().script(), dialect, write.keys(), write.arguments());
    }

    /** Every key without its namespace, and its whole content. */
    Map<String, Object> state() {
        Map<String, Object> state = new LinkedHashMap<>();
        server.dump(namespace).forEach((key, content) -> state.put(key.substring(namespace.length()), content));
        return state;
    }

    /** The keys of one type with their content, each version replaced by how many others are below it: those of two types have nothing to do with each other. */
    String timeless(String model) {
        Map<String, Object> state = state();
        state.keySet().removeIf(key -> !key.contains(":" + model + ":"));
        String text = state.toString();
        List<String> versions = VERSION.matcher(text)
                .results()
                .map(MatchResult::group)
                .distinct()
                .sorted()
                .toList();
        for (int i = 0; i < versions.size(); i++) {
            text = text.replace(versions.get(i), "version " + i);
        }
        return text;
    }
}
