package dev.cress.script.entity;

import static dev.cress.script.Bytes.show;
import static dev.cress.script.Bytes.utf8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cress.script.BothDialects;
import dev.cress.script.Dialect;
import dev.cress.script.LuaScript;
import dev.cress.script.ScriptServer;
import dev.cress.script.entry.EntryType;
import dev.cress.testing.RedisEnvironment;
import dev.cress.testing.RedisTest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;

/** The steps by which an entity gets an id of another partition, and what is noted meanwhile: each outcome, and nothing written by a refusal. */
@RedisTest
class MoveScriptsIT {

    private static final WriteSchema SCHEMA = new WriteSchema(
            List.of(utf8("mail"), utf8("team")),
            List.of(
                    new IndexArgument(IndexForm.UNIQUE, EntryType.TEXT, 0),
                    new IndexArgument(IndexForm.ORDERED, EntryType.TEXT, 1)),
            null,
            EventSchema.PLAIN,
            Collections.emptySortedMap(),
            0,
            true,
            true,
            true);
    private static final SaveScript SAVE = new SaveScript(SCHEMA);
    private static final MoveScripts MOVE = new MoveScripts(SCHEMA);
    private static final WriteContext CONTEXT = new WriteContext(1, 1_000, "", 0);
    private static final WriteContext LATER = new WriteContext(2, 1_000, "", 0);
    private static final String OLD = "a:{1}\0";
    private static final String NEW = "b:=<";
    private static final String TOKEN = "t.1";

    private final ScriptServer server;
    private final String namespace;
    private Dialect dialect;

    MoveScriptsIT(RedisEnvironment redis) {
        server = ScriptServer.of(redis);
        namespace = redis.newNamespace();
    }

    @AfterEach
    void close() {
        server.close();
    }

    /** Keys of the partition of the old id, or of the new one, whose place is told by the tag. */
    private List<byte[]> keys(String tag, String... rest) {
        return Stream.of(rest)
                .map(key -> utf8(namespace + dialect + ":{" + tag + "}:user:" + key))
                .toList();
    }

    private List<byte[]> entity(String tag, String id, String... more) {
        List<byte[]> keys = new ArrayList<>(keys(tag, "e:" + id, "m", "v", "p", "u:mail", "i:team"));
        keys.addAll(keys(tag, more));
        return keys;
    }

    private Map<String, Object> state() {
        return server.dump(namespace + dialect);
    }

    private SaveReply save(String tag, String id, String mail) {
        return server.run(
                SAVE.script(),
                dialect,
                entity(tag, id, "w"),
                SAVE.arguments(CONTEXT, SaveMode.UPSERT, null, utf8(id), new byte[][] {utf8(mail), utf8("x")}));
    }

    private <R> R run(LuaScript<R> script, List<byte[]> keys, List<byte[]> arguments) {
        return server.run(script, dialect, keys, arguments);
    }

    private MoveReply pack(WriteContext context, Long expected) {
        return run(
                MOVE.pack(),
                keys("06", "e:" + OLD, "m", "t:" + TOKEN),
                MoveScripts.packArguments(Long.parseLong(show(context.epoch())), expected, utf8(OLD), 30_000));
    }

    private MoveReply.Packed packed() {
        return (MoveReply.Packed) pack(CONTEXT, null);
    }

    private MoveReply stage(WriteContext context, MoveReply.Packed packed) {
        return run(
                MOVE.stage(),
                entity("1y", NEW, "k:" + TOKEN + ":" + NEW, "w"),
                MoveScripts.stageArguments(context, utf8(TOKEN + ":" + OLD), utf8(NEW), "", new byte[0], packed));
    }

    private MoveReply depart(WriteContext context, byte[] digest) {
        return run(
                MOVE.depart(),
                entity("06", OLD, "t:" + TOKEN, "w"),
                MoveScripts.departArguments(context, TOKEN, digest, utf8(OLD), utf8(NEW)));
    }

    private MoveReply arrive(WriteContext context, String token) {
        return run(
                MOVE.arrive(),
                entity("1y", NEW, "k:" + token + ":" + NEW, "w"),
                MoveScripts.arriveArguments(context, token, 7, utf8(NEW), 60_000));
    }

    private MoveReply drop(String token) {
        return run(MOVE.drop(), entity("1y", NEW, "w"), MoveScripts.dropArguments(token, utf8(NEW)));
    }

    private MoveReply fence() {
        return run(MoveScripts.FENCE, keys("06", "t:" + TOKEN, "w"), MoveScripts.tokenArguments(TOKEN));
    }

    private ArrivalsReply arrivals() {
        return run(MoveScripts.ARRIVALS, keys("1y", "m", "w"), List.of());
    }

    private boolean settle(String note, String value) {
        return run(RemovalScripts.SETTLE, keys("1y", "w"), RemovalScripts.settleArguments(utf8(note), utf8(value)));
    }

    private String noted(String tag, String note) {
        byte[] value = server.commands().hget(keys(tag, "w").get(0), utf8(note));
        return value == null ? "" : new String(value, StandardCharsets.UTF_8);
    }

    /** Something that writes nothing. */
    private void requireUnchanged(Object expected, Supplier<Object> call) {
        Map<String, Object> before = state();
        assertThat(call.get()).usingRecursiveComparison().isEqualTo(expected);
        assertThat(state()).isEqualTo(before);
    }

    @BothDialects
    void goesStepByStepEachOfWhichMayComeAgain(Dialect used) {
        dialect = used;
        save("06", OLD, "m");
        MoveReply.Packed packed = packed();
        assertThat(arrivals()).usingRecursiveComparison().isEqualTo(new ArrivalsReply.Arrivals("", List.of()));
        assertThat(stage(CONTEXT, packed)).isInstanceOf(MoveReply.Staged.class);
        assertThat(noted("1y", "<" + NEW)).isEqualTo(TOKEN + ":" + OLD);
        assertThat(arrivals()).usingRecursiveComparison().isEqualTo(new ArrivalsReply.Arrivals("", List.of(utf8(NEW))));
        requireUnchanged(new MoveReply.Arriving(), () -> stage(CONTEXT, packed));
        requireUnchanged(new MoveReply.Gone(), () -> arrive(CONTEXT, "t.2"));
        requireUnchanged(new MoveReply.Done(), () -> drop("t.2"));

        MoveReply departed = depart(CONTEXT, packed.digest());
        long version = ((MoveReply.Departed) departed).version();
        assertThat(noted("06", ">" + TOKEN)).isEqualTo(version + ":" + NEW);
        requireUnchanged(departed, () -> depart(CONTEXT, packed.digest()));
        requireUnchanged(departed, this::fence);

        MoveReply arrived = arrive(CONTEXT, TOKEN);
        String last = String.valueOf(((MoveReply.Arrived) arrived).version());
        requireUnchanged(arrived, () -> arrive(CONTEXT, TOKEN));
        assertThat(arrivals()).usingRecursiveComparison().isEqualTo(new ArrivalsReply.Arrivals(last, List.of()));
        assertThat(noted("1y", "=" + NEW)).isEqualTo(last + ":" + OLD);
        requireUnchanged(true, () -> settle("=" + NEW, "1:" + OLD));
        assertThat(settle("=" + NEW, last + ":" + OLD)).isTrue();
        run(MoveScripts.SETTLE, keys("06", "w"), MoveScripts.tokenArguments(TOKEN));
        assertThat(server.commands().keys(namespace + dialect + "*:w")).isEmpty();
    }

    @BothDialects
    void goesBackWhereItHasNotLeft(Dialect used) {
        dialect = used;
        save("06", OLD, "m");
        Map<String, Object> before = state();
        MoveReply.Packed packed = packed();
        stage(CONTEXT, packed);
        assertThat(fence()).isEqualTo(new MoveReply.Fenced());
        requireUnchanged(new MoveReply.Fenced(), () -> depart(CONTEXT, packed.digest()));
        assertThat(drop(TOKEN)).isEqualTo(new MoveReply.Done());
        assertThat(state()).isEqualTo(before);
    }

    @BothDialects
    void writesNothingWhenItRefuses(Dialect used) {
        dialect = used;
        requireUnchanged(new MoveReply.Missing(), () -> pack(CONTEXT, null));
        long version = ((SaveReply.Created) save("06", OLD, "m")).version();
        requireUnchanged(new MoveReply.VersionConflict(version), () -> pack(CONTEXT, 1L));
        requireUnchanged(new MoveReply.EpochChanged(1), () -> pack(LATER, null));
        MoveReply.Packed packed = packed();
        requireUnchanged(new MoveReply.EpochChanged(1), () -> depart(LATER, packed.digest()));
        requireUnchanged(new MoveReply.Changed(), () -> depart(CONTEXT, utf8("other")));

        long taken = ((SaveReply.Created) save("1y", NEW, "n")).version();
        requireUnchanged(new MoveReply.EpochChanged(1), () -> stage(LATER, packed));
        requireUnchanged(new MoveReply.Exists(taken), () -> stage(CONTEXT, packed));
        server.commands().del(entity("1y", NEW).toArray(byte[][]::new));
        for (String note : List.of("-", "=")) {
            server.commands().hset(keys("1y", "w").get(0), utf8(note + NEW), utf8("1:x"));
            requireUnchanged(new MoveReply.Orphaned(), () -> stage(CONTEXT, packed));
            server.commands().del(keys("1y", "w").get(0));
        }
        save("1y", "c", "m");
        requireUnchanged(
                new MoveReply.UniqueConflict(new String(keys("1y", "u:mail").get(0), StandardCharsets.UTF_8), "c"),
                () -> stage(CONTEXT, packed));
    }

    /** Also where the type is wrong of what is written last. */
    @BothDialects
    void writesNothingWhereAKeyHoldsAnotherType(Dialect used) {
        dialect = used;
        save("06", OLD, "m");
        MoveReply.Packed packed = packed();
        for (String wrong : List.of("e:" + NEW, "m", "u:mail", "w")) {
            server.commands().set(keys("1y", wrong).get(0), utf8("wrong"));
            Map<String, Object> before = state();
            assertThat(stage(CONTEXT, packed)).as(wrong).isInstanceOf(MoveReply.Corrupt.class);
            assertThat(state()).isEqualTo(before);
            server.commands().del(keys("1y", wrong).get(0));
        }
        server.commands().set(keys("1y", "w").get(0), utf8("wrong"));
        assertThat(arrivals()).isInstanceOf(ArrivalsReply.Corrupt.class);
        server.commands().del(keys("1y", "w").get(0));
        stage(CONTEXT, packed);
        for (String wrong : List.of("v", "p", "i:team")) {
            for (String tag : List.of("06", "1y")) {
                byte[] key = keys(tag, wrong).get(0);
                byte[] aside = keys(tag, "aside").get(0);
                boolean there = server.commands().exists(key) == 1;
                if (there) {
                    server.commands().rename(key, aside);
                }
                server.commands().set(key, utf8("wrong"));
                Map<String, Object> before = state();
                assertThat(tag.equals("06") ? depart(CONTEXT, packed.digest()) : arrive(CONTEXT, TOKEN))
                        .as("%s %s", tag, wrong)
                        .isInstanceOf(MoveReply.Corrupt.class);
                assertThat(state()).isEqualTo(before);
                server.commands().del(key);
                if (there) {
                    server.commands().rename(aside, key);
                }
            }
        }
        assertThat(depart(CONTEXT, packed.digest())).isInstanceOf(MoveReply.Departed.class);
        assertThat(arrive(CONTEXT, TOKEN)).isInstanceOf(MoveReply.Arrived.class);
    }

    @BothDialects
    void tellsWhichRemovalsAreNotSettledToOneSweeperAtATime(Dialect used) {
        dialect = used;
        List<byte[]> keys = keys("1y", "s", "w");
        requireUnchanged(new UnsettledReply.Page("0", List.of()), () -> unsettled(keys, "one"));
        server.commands().hset(keys.get(1), utf8("-a"), utf8("5"));
        server.commands().hset(keys.get(1), utf8("=a"), utf8("5:b"));
        UnsettledReply found = new UnsettledReply.Page("0", List.of(new UnsettledReply.Removal(utf8("a"), "5")));
        requireUnchanged(found, () -> unsettled(keys, ""));
        assertThat(unsettled(keys, "one")).usingRecursiveComparison().isEqualTo(found);
        requireUnchanged(new UnsettledReply.Held(), () -> unsettled(keys, "two"));
        requireUnchanged(true, () -> settle("-a", "4"));
        settle("-a", "5");
        requireUnchanged(new UnsettledReply.Page("0", List.of()), () -> unsettled(keys, "two"));
        server.commands().set(keys.get(1), utf8("wrong"));
        assertThat(unsettled(keys, "two")).isInstanceOf(UnsettledReply.Corrupt.class);
    }

    private UnsettledReply unsettled(List<byte[]> keys, String sweeper) {
        return run(RemovalScripts.UNSETTLED, keys, RemovalScripts.unsettledArguments(sweeper, 60_000, "0", 10));
    }
}
