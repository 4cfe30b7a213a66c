package dev.cress.script.entity;

import static dev.cress.script.Bytes.utf8;

import dev.cress.script.Dialect;
import dev.cress.script.ScriptServer;
import io.lettuce.core.RedisFuture;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One partition of people: calls the entity scripts, and shows what they left. */
final class People {

    /** An event: the two parts of its id, and its fields in their order. */
    record Event(long version, long number, Map<String, String> fields) {}

    static final WriteContext CONTEXT = new WriteContext(1, 100_000, "", 0);

    private static final SaveScript SAVE = new SaveScript(Person.SCHEMA);
    private static final DeleteScript DELETE = new DeleteScript(Person.SCHEMA);

    private final ScriptServer server;
    private final String prefix;

    People(ScriptServer server, String namespace) {
        this.server = server;
        this.prefix = namespace + ":{06}:person:";
    }

    SaveReply save(Dialect dialect, Person person) {
        return save(dialect, SaveMode.UPSERT, null, person);
    }

    /** A save at another time of the server's clock. */
    SaveReply saveAt(Dialect dialect, long millis, Person person) {
        List<byte[]> arguments = saveArguments(CONTEXT, SaveMode.UPSERT, null, person);
        return server.run(SAVE.script().atMillis(millis), dialect, keys(person.id()), arguments);
    }

    SaveReply save(Dialect dialect, SaveMode mode, @Nullable Long expected, Person person) {
        return save(dialect, CONTEXT, mode, expected, person);
    }

    SaveReply save(Dialect dialect, WriteContext context, SaveMode mode, @Nullable Long expected, Person person) {
        return server.run(SAVE.script(), dialect, keys(person.id()), saveArguments(context, mode, expected, person));
    }

    /** Saves, with one argument replaced by what no client sends. */
    SaveReply saveWith(Dialect dialect, int argument, String value, Person person) {
        List<byte[]> arguments = new ArrayList<>(saveArguments(CONTEXT, SaveMode.UPSERT, null, person));
        arguments.set(argument - 1, utf8(value));
        return server.run(SAVE.script(), dialect, keys(person.id()), arguments);
    }

    /** Saves without the last argument. */
    SaveReply saveShortened(Dialect dialect, Person person) {
        List<byte[]> arguments = saveArguments(CONTEXT, SaveMode.UPSERT, null, person);
        return server.run(SAVE.script(), dialect, keys(person.id()), arguments.subList(0, arguments.size() - 1));
    }

    RedisFuture<List<Object>> sendSave(Dialect dialect, SaveMode mode, @Nullable Long expected, Person person) {
        return server.send(SAVE.script(), dialect, keys(person.id()), saveArguments(CONTEXT, mode, expected, person));
    }

    DeleteReply delete(Dialect dialect, @Nullable Long expected, String id) {
        return delete(dialect, CONTEXT, expected, id);
    }

    DeleteReply delete(Dialect dialect, WriteContext context, @Nullable Long expected, String id) {
        return server.run(DELETE.script(), dialect, keys(id), deleteArguments(context, expected, id));
    }

    DeleteReply deleteWith(Dialect dialect, int argument, String value, String id) {
        List<byte[]> arguments = new ArrayList<>(deleteArguments(CONTEXT, null, id));
        arguments.set(argument - 1, utf8(value));
        return server.run(DELETE.script(), dialect, keys(id), arguments);
    }

    RedisFuture<List<Object>> sendDelete(Dialect dialect, @Nullable Long expected, String id) {
        return server.send(DELETE.script(), dialect, keys(id), deleteArguments(CONTEXT, expected, id));
    }

    List<byte[]> keys(String id) {
        List<byte[]> keys = new ArrayList<>(List.of(key("e:" + id), key("m"), key("v"), key("p")));
        Person.INDEX_KEYS.forEach(index -> keys.add(key(index)));
        return keys;
    }

    byte[] key(String name) {
        return utf8(prefix + name);
    }

    /** Every key of the partition without its prefix, and its whole content. */
    Map<String, Object> state() {
        Map<String, Object> state = new LinkedHashMap<>();
        server.dump(prefix).forEach((key, content) -> state.put(key.substring(prefix.length()), content));
        return state;
    }

    List<Event> events() {
        List<Event> events = new ArrayList<>();
        for (List<String> entry : server.events(key("v"))) {
            String[] id = entry.get(0).split("-");
            Map<String, String> fields = new LinkedHashMap<>();
            for (int i = 1; i < entry.size(); i += 2) {
                fields.put(entry.get(i), entry.get(i + 1));
            }
            events.add(new Event(Long.parseLong(id[0]), Long.parseLong(id[1]), fields));
        }
        return events;
    }

    private static List<byte[]> saveArguments(
            WriteContext context, SaveMode mode, @Nullable Long expected, Person person) {
        return SAVE.arguments(context, mode, expected, utf8(person.id()), person.texts());
    }

    private static List<byte[]> deleteArguments(WriteContext context, @Nullable Long expected, String id) {
        return DELETE.arguments(context, expected, utf8(id));
    }
}
