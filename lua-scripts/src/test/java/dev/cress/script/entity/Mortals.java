package dev.cress.script.entity;

import static dev.cress.script.Bytes.utf8;

import dev.cress.script.Bytes;
import dev.cress.script.Dialect;
import dev.cress.script.LuaScript;
import dev.cress.script.ScriptServer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One partition of people who do not live for ever, with a clock that tests set. */
final class Mortals {

    /** Later than any clock of a machine that runs this, so that the server removes nothing by itself. */
    static final long NOW = 4_000_000_000_000L;

    private final ScriptServer server;
    private final Dialect dialect;
    private final String prefix;
    private final SaveScript save;
    private final DeleteScript delete;
    private final LifeScripts lives;
    private long now = NOW;

    Mortals(ScriptServer server, Dialect dialect, String namespace, LifeRule rule) {
        WriteSchema schema = new WriteSchema(Person.NAMES, Person.INDEXES, rule);
        this.server = server;
        this.dialect = dialect;
        this.prefix = namespace + ":{06}:person:";
        this.save = new SaveScript(schema);
        this.delete = new DeleteScript(schema);
        this.lives = new LifeScripts(schema);
    }

    void at(long millis) {
        now = millis;
    }

    SaveReply save(String life, Person person) {
        return save(SaveMode.UPSERT, null, life, person);
    }

    SaveReply save(SaveMode mode, @Nullable Long expected, String life, Person person) {
        return run(
                save.script(),
                keys(person.id()),
                save.arguments(People.CONTEXT, mode, expected, utf8(person.id()), life, person.texts()));
    }

    /** Saves of some people, which say nothing of their lives, in one call. */
    void saveTogether(Person... people) {
        List<byte[]> keys = new ArrayList<>(keys(people[0].id()));
        List<byte[]> arguments = new ArrayList<>();
        for (Person person : people) {
            List<byte[]> own =
                    save.arguments(People.CONTEXT, SaveMode.UPSERT, null, utf8(person.id()), "", person.texts());
            int shared = save.script().sharedArguments();
            arguments.addAll(arguments.isEmpty() ? own : own.subList(shared, own.size()));
        }
        List.of(people).subList(1, people.length).forEach(person -> keys.add(key("e:" + person.id())));
        arguments.add(utf8(Integer.toString(people.length)));
        server.reply(save.script().several().atMillis(now), dialect, keys, arguments);
    }

    DeleteReply delete(@Nullable Long expected, String id) {
        return run(delete.script(), keys(id), delete.arguments(People.CONTEXT, expected, utf8(id)));
    }

    DeleteReply sweep(String id) {
        return run(delete.script(), keys(id), delete.sweepArguments(People.CONTEXT, utf8(id)));
    }

    ForgetReply forget(String id, LifeScripts.Entry... entries) {
        return run(lives.forget(), keys(id), LifeScripts.forgetArguments(People.CONTEXT, utf8(id), List.of(entries)));
    }

    TouchReply touch(String life, String id) {
        return run(
                lives.touch(),
                List.of(key("e:" + id), key("m"), key("x")),
                LifeScripts.touchArguments(1, utf8(id), life));
    }

    DueReply due(String sweeper, int most) {
        return run(LifeScripts.DUE, List.of(key("s"), key("x")), LifeScripts.dueArguments(sweeper, 10_000, 0, most));
    }

    List<String> dueIds() {
        return ((DueReply.Due) due("", 1_000)).ids().stream().map(Bytes::show).toList();
    }

    long count() {
        return run(LifeScripts.COUNT, List.of(key("p"), key("x")), List.of());
    }

    List<byte[]> clock() {
        return run(LifeScripts.CLOCK, List.of(key("m")), List.of());
    }

    private <R> R run(LuaScript<R> script, List<byte[]> keys, List<byte[]> arguments) {
        return server.run(script.atMillis(now), dialect, keys, arguments);
    }

    private List<byte[]> keys(String id) {
        List<byte[]> keys = new ArrayList<>(List.of(key("e:" + id), key("m"), key("v"), key("p")));
        Person.INDEX_KEYS.forEach(index -> keys.add(key(index)));
        keys.add(key("x"));
        return keys;
    }

    byte[] key(String name) {
        return utf8(prefix + name);
    }

    Map<String, Object> state() {
        Map<String, Object> state = new LinkedHashMap<>();
        server.dump(prefix).forEach((key, content) -> state.put(key.substring(prefix.length()), content));
        return state;
    }

    /** Operation and id of each event. */
    List<String> events() {
        return server.events(key("v")).stream()
                .map(event -> event.get(event.indexOf("o") + 1) + " " + event.get(event.indexOf("i") + 1))
                .toList();
    }

    /** When the server removes the hash of an entity by itself; -1 for never. */
    long removedAt(String id) {
        byte[] text = utf8("return redis.call('PTTL', KEYS[1])");
        long left = server.commands()
                .<Long>eval(text, io.lettuce.core.ScriptOutputType.INTEGER, new byte[][] {key("e:" + id)});
        return left < 0 ? left : left + System.currentTimeMillis();
    }
}
