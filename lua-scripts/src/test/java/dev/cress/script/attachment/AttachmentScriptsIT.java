package dev.cress.script.attachment;

import static dev.cress.script.Bytes.utf8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cress.script.BothDialects;
import dev.cress.script.Bytes;
import dev.cress.script.Dialect;
import dev.cress.script.LuaScript;
import dev.cress.script.ScriptServer;
import dev.cress.script.attachment.GrowthReply.Corrupt;
import dev.cress.script.attachment.GrowthReply.EpochChanged;
import dev.cress.script.attachment.GrowthReply.Full;
import dev.cress.script.attachment.GrowthReply.Grown;
import dev.cress.script.attachment.GrowthReply.Missing;
import dev.cress.testing.RedisEnvironment;
import dev.cress.testing.RedisTest;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisFuture;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;

@RedisTest
class AttachmentScriptsIT {

    private static final int MOST = 5;

    private final ScriptServer server;
    private final String prefix;

    AttachmentScriptsIT(RedisEnvironment redis) {
        server = ScriptServer.of(redis);
        prefix = redis.newNamespace() + ":{06}:post:";
    }

    @AfterEach
    void close() {
        server.close();
    }

    private byte[] key(String name) {
        return utf8(prefix + name);
    }

    /** A post that is stored, and nothing beside it. */
    private void store() {
        server.commands().del(key("e:p"), key("m"), key("q:log:p"), key("b:text:p"));
        server.commands().hset(key("e:p"), utf8("\0v"), utf8("7"));
        server.commands().hset(key("m"), utf8("e"), utf8("1"));
    }

    private List<byte[]> keys(LuaScript<GrowthReply> script) {
        return List.of(key("e:p"), key("m"), key(script == AttachmentScripts.PUSH ? "q:log:p" : "b:text:p"));
    }

    private GrowthReply grow(Dialect dialect, LuaScript<GrowthReply> script, long most, String... more) {
        List<byte[]> texts = Stream.of(more).map(Bytes::utf8).toList();
        return server.run(script, dialect, keys(script), AttachmentScripts.growthArguments(1, most, texts));
    }

    private ElementsReply elements(Dialect dialect, List<byte[]> arguments) {
        return server.run(AttachmentScripts.ELEMENTS, dialect, List.of(key("e:p"), key("q:log:p")), arguments);
    }

    private List<String> texts(ElementsReply reply) {
        return ((ElementsReply.Elements) reply)
                .elements().stream().map(element -> Bytes.show(element.text())).toList();
    }

    private BytesReply bytes(Dialect dialect, long offset, long most) {
        return server.run(
                AttachmentScripts.BYTES,
                dialect,
                List.of(key("e:p"), key("b:text:p")),
                AttachmentScripts.bytesArguments(offset, most));
    }

    private String told(Dialect dialect, long offset, long most) {
        return Bytes.show(((BytesReply.Bytes) bytes(dialect, offset, most)).told());
    }

    private void refuses(GrowthReply reply, Dialect dialect, LuaScript<GrowthReply> script) {
        Map<String, Object> before = server.dump(prefix);
        assertThat(grow(dialect, script, MOST, "x")).isEqualTo(reply);
        assertThat(server.dump(prefix)).isEqualTo(before);
    }

    private GrowthReply clear(Dialect dialect, String epoch) {
        return server.run(AttachmentScripts.CLEAR, dialect, keys(AttachmentScripts.PUSH), List.of(utf8(epoch)));
    }

    @BothDialects
    void removesAllOfAnEntityThatIsThere(Dialect dialect) {
        store();
        assertThat(clear(dialect, "1")).isEqualTo(new GrowthReply.Cleared(false));
        grow(dialect, AttachmentScripts.PUSH, MOST, "a", "b");
        Map<String, Object> before = server.dump(prefix);
        assertThat(clear(dialect, "2")).isEqualTo(new EpochChanged(1));
        assertThat(server.dump(prefix)).isEqualTo(before);
        assertThat(clear(dialect, "1")).isEqualTo(new GrowthReply.Cleared(true));
        assertThat(server.commands().exists(key("q:log:p"))).isZero();
        server.commands().del(key("e:p"));
        assertThat(clear(dialect, "1")).isEqualTo(new Missing());
    }

    @BothDialects
    void keepsTheLastElementsInTheirOrder(Dialect dialect) {
        store();
        assertThat(grow(dialect, AttachmentScripts.PUSH, MOST, "a", "", "\0{}:"))
                .isEqualTo(new Grown(3));
        assertThat(grow(dialect, AttachmentScripts.PUSH, MOST, "d", "e", "f")).isEqualTo(new Grown(5));

        List<String> oldest = List.of("", "\0{}:", "d", "e", "f");
        ElementsReply all = elements(dialect, AttachmentScripts.oldestArguments("", 100));
        assertThat(texts(all)).isEqualTo(oldest);
        assertThat(((ElementsReply.Elements) all).length()).isEqualTo(5);
        assertThat(texts(elements(dialect, AttachmentScripts.newestArguments("", 2))))
                .containsExactly("f", "e");
        assertThat(texts(elements(dialect, AttachmentScripts.newestArguments("", 0))))
                .isEmpty();
        String third = ((ElementsReply.Elements) all).elements().get(2).place();
        assertThat(texts(elements(dialect, AttachmentScripts.oldestArguments(third, 9))))
                .containsExactly("e", "f");
        assertThat(texts(elements(dialect, AttachmentScripts.newestArguments(third, 9))))
                .containsExactly("\0{}:", "");
        grow(dialect, AttachmentScripts.PUSH, MOST, "g");
        assertThat(texts(elements(dialect, AttachmentScripts.newestArguments(third, 9))))
                .containsExactly("\0{}:");
        assertThat(server.dump(prefix)).containsEntry(prefix + "e:p", Map.of("\0v", "7"));
    }

    @BothDialects
    void pushesAnyNumberOfElementsAtOnce(Dialect dialect) {
        store();
        String[] many = IntStream.range(0, 9_000).mapToObj(i -> "" + i).toArray(String[]::new);
        assertThat(grow(dialect, AttachmentScripts.PUSH, 8_500, many)).isEqualTo(new Grown(8_500));
        assertThat(texts(elements(dialect, AttachmentScripts.oldestArguments("", 1))))
                .containsExactly("500");
        assertThat(texts(elements(dialect, AttachmentScripts.newestArguments("", 8_500))))
                .hasSize(8_500)
                .startsWith("8999", "8998");
    }

    @BothDialects
    void appendsUpToTheLimitAndNotBeyond(Dialect dialect) {
        store();
        assertThat(grow(dialect, AttachmentScripts.APPEND, MOST, "")).isEqualTo(new Grown(0));
        assertThat(server.dump(prefix)).doesNotContainKey(prefix + "b:text:p");
        assertThat(grow(dialect, AttachmentScripts.APPEND, MOST, "ab\0")).isEqualTo(new Grown(3));
        assertThat(grow(dialect, AttachmentScripts.APPEND, MOST, "cde")).isEqualTo(new Full(3));
        assertThat(grow(dialect, AttachmentScripts.APPEND, MOST, "cd")).isEqualTo(new Grown(5));
        assertThat(grow(dialect, AttachmentScripts.APPEND, MOST, "")).isEqualTo(new Grown(5));
        refuses(new Full(5), dialect, AttachmentScripts.APPEND);

        assertThat(told(dialect, 0, 100)).isEqualTo("ab\0cd");
        assertThat(told(dialect, 1, 2)).isEqualTo("b\0");
        assertThat(told(dialect, 4, Long.MAX_VALUE)).isEqualTo("d");
        assertThat(told(dialect, 5, 1)).isEmpty();
        assertThat(told(dialect, 1L << 60, 1)).isEmpty();
        assertThat(told(dialect, 0, 0)).isEmpty();
        assertThat(((BytesReply.Bytes) bytes(dialect, 0, 0)).length()).isEqualTo(5);
    }

    @BothDialects
    void readsNothingWhereNothingWasAdded(Dialect dialect) {
        store();
        assertThat(elements(dialect, AttachmentScripts.oldestArguments("", 9)))
                .isEqualTo(new ElementsReply.Elements(0, List.of()));
        assertThat(told(dialect, 0, 9)).isEmpty();
    }

    @BothDialects
    void belongsToAnEntityThatLives(Dialect dialect) {
        for (String end : List.of("", "1000")) {
            store();
            if (end.isEmpty()) {
                server.commands().del(key("e:p"));
            } else {
                server.commands().hset(key("e:p"), utf8("\0x"), utf8(end));
            }
            refuses(new Missing(), dialect, AttachmentScripts.PUSH);
            refuses(new Missing(), dialect, AttachmentScripts.APPEND);
            assertThat(elements(dialect, AttachmentScripts.oldestArguments("", 9)))
                    .isEqualTo(new ElementsReply.Missing());
            assertThat(bytes(dialect, 0, 9)).isEqualTo(new BytesReply.Missing());
        }
        server.commands().hset(key("e:p"), utf8("\0x"), utf8("4000000000000"));
        assertThat(grow(dialect, AttachmentScripts.PUSH, MOST, "x")).isEqualTo(new Grown(1));
        assertThat(grow(dialect, AttachmentScripts.APPEND, MOST, "x")).isEqualTo(new Grown(1));
    }

    @BothDialects
    void refusesWhatIsNotAsTheLayoutHasIt(Dialect dialect) {
        String detail = "holds a list, which this model never stores there";
        for (LuaScript<GrowthReply> script : List.of(AttachmentScripts.PUSH, AttachmentScripts.APPEND)) {
            for (byte[] key : keys(script)) {
                store();
                server.commands().del(key);
                server.commands().lpush(key, utf8("x"));
                refuses(new Corrupt(Bytes.show(key), detail), dialect, script);
            }
            store();
            server.commands().hset(key("e:p"), utf8("\0x"), utf8("soon"));
            refuses(new Corrupt(prefix + "e:p", "has an end of life that is no number"), dialect, script);
            server.commands().hset(key("m"), utf8("e"), utf8("2"));
            refuses(new EpochChanged(2), dialect, script);
        }
        store();
        server.commands().lpush(key("q:log:p"), utf8("x"));
        server.commands().lpush(key("b:text:p"), utf8("x"));
        assertThat(elements(dialect, AttachmentScripts.oldestArguments("", 9)))
                .isEqualTo(new ElementsReply.Corrupt(prefix + "q:log:p", detail));
        assertThat(bytes(dialect, 0, 9)).isEqualTo(new BytesReply.Corrupt(prefix + "b:text:p", detail));
    }

    @BothDialects
    void refusesArgumentsThatAreNone(Dialect dialect) {
        store();
        refusesArguments(AttachmentScripts.PUSH, dialect, keys(AttachmentScripts.PUSH), "1", "many", "x");
        refusesArguments(AttachmentScripts.PUSH, dialect, keys(AttachmentScripts.PUSH), "1", "5");
        refusesArguments(AttachmentScripts.APPEND, dialect, keys(AttachmentScripts.APPEND), "1", "many", "x");
        refusesArguments(AttachmentScripts.APPEND, dialect, keys(AttachmentScripts.APPEND), "1", "5");
        List<byte[]> list = List.of(key("e:p"), key("q:log:p"));
        refusesArguments(AttachmentScripts.ELEMENTS, dialect, list, "any", "", "1");
        refusesArguments(AttachmentScripts.ELEMENTS, dialect, list, "oldest", "", "many");
        refusesArguments(AttachmentScripts.BYTES, dialect, List.of(key("e:p"), key("b:text:p")), "0", "many");
    }

    private void refusesArguments(LuaScript<?> script, Dialect dialect, List<byte[]> keys, String... arguments) {
        List<byte[]> texts = Stream.of(arguments).map(Bytes::utf8).toList();
        assertThatThrownBy(() -> server.run(script, dialect, keys, texts))
                .isInstanceOf(RedisCommandExecutionException.class)
                .hasMessageStartingWith("FW_ARGUMENT");
    }

    @BothDialects
    void losesNothingOfWhatManyPushAtOnce(Dialect dialect) throws Exception {
        store();
        List<RedisFuture<List<Object>>> sent = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            sent.add(server.send(
                    AttachmentScripts.PUSH,
                    dialect,
                    keys(AttachmentScripts.PUSH),
                    AttachmentScripts.growthArguments(1, 1_000, List.of(utf8("" + i), utf8("and " + i)))));
        }
        for (RedisFuture<List<Object>> one : sent) {
            one.get();
        }
        List<String> all = texts(elements(dialect, AttachmentScripts.oldestArguments("", 1_000)));
        assertThat(all).hasSize(80).doesNotHaveDuplicates();
        for (int i = 0; i < 80; i += 2) {
            assertThat(all.get(i + 1)).isEqualTo("and " + all.get(i));
        }
    }

    @BothDialects
    void takesEffectOnceForATokenHoweverOftenItIsSent(Dialect dialect) {
        store();
        for (LuaScript<GrowthReply> script : List.of(AttachmentScripts.PUSH, AttachmentScripts.APPEND)) {
            List<byte[]> keys = new ArrayList<>(keys(script));
            keys.add(key("k:w/x:p" + script.name()));
            List<byte[]> arguments = new ArrayList<>(AttachmentScripts.growthArguments(1, MOST, List.of(utf8("x"))));
            arguments.add(utf8("60000"));
            for (int i = 0; i < 3; i++) {
                assertThat(server.run(script.once(), dialect, keys, arguments)).isEqualTo(new Grown(1));
            }
        }
        assertThat(texts(elements(dialect, AttachmentScripts.oldestArguments("", 9))))
                .containsExactly("x");
        assertThat(told(dialect, 0, 9)).isEqualTo("x");
    }
}
