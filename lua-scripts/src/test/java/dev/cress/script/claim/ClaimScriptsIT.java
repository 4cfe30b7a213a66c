package dev.cress.script.claim;

import static dev.cress.script.Bytes.utf8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cress.script.BothDialects;
import dev.cress.script.Dialect;
import dev.cress.script.LuaScript;
import dev.cress.script.ScriptServer;
import dev.cress.script.entity.DeleteReply;
import dev.cress.script.entity.DeleteScript;
import dev.cress.script.entity.EventSchema;
import dev.cress.script.entity.IndexArgument;
import dev.cress.script.entity.IndexForm;
import dev.cress.script.entity.IndexPart;
import dev.cress.script.entity.SaveMode;
import dev.cress.script.entity.SaveReply;
import dev.cress.script.entity.SaveScript;
import dev.cress.script.entity.WriteContext;
import dev.cress.script.entity.WriteSchema;
import dev.cress.script.entry.EntryType;
import dev.cress.testing.RedisEnvironment;
import dev.cress.testing.RedisTest;
import io.lettuce.core.RedisCommandExecutionException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;

/** Reservations of values, and writes that need them. */
@RedisTest
class ClaimScriptsIT {

    private static final WriteSchema SCHEMA = new WriteSchema(
            List.of(utf8("mail"), utf8("team"), utf8("nick")),
            List.of(
                    new IndexArgument(IndexForm.UNIQUE, EntryType.TEXT, 0),
                    new IndexArgument(
                            IndexForm.UNIQUE,
                            List.of(new IndexPart(EntryType.TEXT, 1), new IndexPart(EntryType.TEXT, 2)))),
            null,
            EventSchema.PLAIN,
            new TreeMap<>(Map.of(0, "mail", 1, "team+nick")));

    private static final SaveScript SAVE = new SaveScript(SCHEMA);
    private static final DeleteScript DELETE = new DeleteScript(SCHEMA);
    private static final WriteContext CONTEXT = new WriteContext(1, 1_000, "", 0);
    private static final ClaimedValue MAIL = new ClaimedValue("mail", utf8("\3a:\0\u00ff\0"));
    private static final byte[] ID = utf8("i:1\0\n");

    private final ScriptServer server;
    private final String prefix;

    ClaimScriptsIT(RedisEnvironment environment) {
        this.server = ScriptServer.of(environment);
        this.prefix = environment.newNamespace() + ":{06}:user:";
    }

    @AfterEach
    void close() {
        server.close();
    }

    private byte[] key(String rest) {
        return utf8(prefix + rest);
    }

    private ReserveReply reserve(Dialect dialect, String token, byte[] id) {
        return server.run(
                ClaimScripts.RESERVE, dialect, List.of(key("c:mail")), ClaimScripts.reserveArguments(MAIL, token, id));
    }

    private void withToken(LuaScript<Boolean> script, Dialect dialect, String token) {
        server.run(script, dialect, List.of(key("c:mail")), ClaimScripts.tokenArguments(MAIL, token));
    }

    private SaveReply save(Dialect dialect, String token, String id, @Nullable String... texts) {
        byte[][] values = new byte[texts.length][];
        for (int i = 0; i < texts.length; i++) {
            values[i] = texts[i] == null ? null : utf8(texts[i]);
        }
        return server.run(
                SAVE.script(),
                dialect,
                keys(id, token),
                SAVE.arguments(CONTEXT, SaveMode.UPSERT, null, utf8(id), values));
    }

    private DeleteReply delete(Dialect dialect, String id) {
        return server.run(DELETE.script(), dialect, keys(id, ""), DELETE.arguments(CONTEXT, null, utf8(id)));
    }

    private List<byte[]> keys(String id, String token) {
        List<byte[]> keys = new ArrayList<>();
        List.of("e:" + id, "m", "v", "p", "u:mail", "u:team+nick", "o", "t:" + token)
                .forEach(rest -> keys.add(key(rest)));
        return keys;
    }

    private void permit(Dialect dialect, String token, ClaimedValue... values) {
        server.run(
                ClaimScripts.PERMIT,
                dialect,
                List.of(key("t:" + token)),
                ClaimScripts.permitArguments(30_000, List.of(values)));
    }

    private static ClaimedValue mail(String text) {
        return new ClaimedValue("mail", EntryType.TEXT.encode(utf8(text)));
    }

    private Map<String, Object> state() {
        return server.dump(prefix);
    }

    @BothDialects
    void reservesForOneTokenUntilThatReleases(Dialect dialect) {
        assertThat(reserve(dialect, "", ID)).isInstanceOf(ReserveReply.Free.class);
        assertThat(state()).isEmpty();
        assertThat(reserve(dialect, "a.1", ID)).isInstanceOf(ReserveReply.Reserved.class);
        assertThat(reserve(dialect, "a.1", ID)).isInstanceOf(ReserveReply.Reserved.class);
        Map<String, Object> reserved = state();

        assertThat(reserve(dialect, "a.2", ID)).isInstanceOfSatisfying(ReserveReply.Taken.class, taken -> {
            assertThat(taken.confirmed()).isFalse();
            assertThat(taken.token()).isEqualTo("a.1");
            assertThat(taken.id()).isEqualTo(ID);
            assertThat(taken.ageMillis()).isBetween(0L, 60_000L);
        });
        for (String other : List.of("a.2", "a", "", "a.11")) {
            withToken(ClaimScripts.CONFIRM, dialect, other);
            withToken(ClaimScripts.RELEASE, dialect, other);
        }
        assertThat(state()).isEqualTo(reserved);

        withToken(ClaimScripts.CONFIRM, dialect, "a.1");
        assertThat(reserve(dialect, "", ID))
                .isInstanceOfSatisfying(
                        ReserveReply.Taken.class,
                        taken -> assertThat(taken.confirmed()).isTrue());
        withToken(ClaimScripts.CONFIRM, dialect, "a.1");
        withToken(ClaimScripts.RELEASE, dialect, "a.1");
        withToken(ClaimScripts.CONFIRM, dialect, "a.1");
        assertThat(state()).isEmpty();
    }

    @BothDialects
    void reportsWhatIsNoReservation(Dialect dialect) {
        server.commands().hset(key("c:mail"), MAIL.entry(), utf8("nonsense"));
        assertThat(reserve(dialect, "a.1", ID)).isInstanceOf(ReserveReply.Corrupt.class);
        server.commands().del(key("c:mail"));
        server.commands().set(key("c:mail"), utf8("x"));
        assertThat(reserve(dialect, "a.1", ID)).isInstanceOf(ReserveReply.Corrupt.class);
        assertThatThrownBy(() -> withToken(ClaimScripts.RELEASE, dialect, "a.1"))
                .isInstanceOf(RedisCommandExecutionException.class)
                .hasMessageContaining("WRONGTYPE");
    }

    @BothDialects
    void takesAPermitAwayOnlyFromWhoDoesNotHaveTheValue(Dialect dialect) {
        permit(dialect, "a.1", MAIL);
        assertThat(server.commands().pttl(key("t:a.1"))).isBetween(1L, 30_000L);
        List<byte[]> keys = List.of(key("u:mail"), key("t:a.1"));
        assertThat(server.run(ClaimScripts.PROBE, dialect, keys, ClaimScripts.waitArguments(MAIL)))
                .isEqualTo(new ProbeReply.Pending());
        assertThat(server.commands().exists(key("t:a.1"))).isOne();
        server.commands().hset(key("u:mail"), MAIL.entry(), ID);
        assertThat(server.run(ClaimScripts.PROBE, dialect, keys, ClaimScripts.fenceArguments(MAIL)))
                .isInstanceOfSatisfying(
                        ProbeReply.Held.class, held -> assertThat(held.holder()).isEqualTo(ID));
        assertThat(server.commands().exists(key("t:a.1"))).isOne();
        server.commands().del(key("u:mail"));
        assertThat(server.run(ClaimScripts.PROBE, dialect, keys, ClaimScripts.fenceArguments(MAIL)))
                .isEqualTo(new ProbeReply.Vacant());
        assertThat(server.commands().exists(key("t:a.1"))).isZero();
        assertThat(server.run(ClaimScripts.PROBE, dialect, keys, ClaimScripts.waitArguments(MAIL)))
                .isEqualTo(new ProbeReply.Vacant());
    }

    @BothDialects
    void writesNothingThatClaimsWithoutAPermit(Dialect dialect) {
        ClaimedValue pair = new ClaimedValue("team+nick", utf8("\3t\0\3n\0"));
        SaveReply refused = save(dialect, "", "1", "m", "t", "n");
        assertThat(state()).isEmpty();
        assertThat(((SaveReply.ReservationNeeded) refused).values())
                .usingRecursiveComparison()
                .isEqualTo(List.of(mail("m"), pair));

        permit(dialect, "a.1", mail("m"));
        Map<String, Object> before = state();
        assertThat(save(dialect, "a.1", "1", "m", "t", "n")).isInstanceOf(SaveReply.ReservationNeeded.class);
        assertThat(state()).isEqualTo(before);

        permit(dialect, "a.2", mail("m"), pair);
        assertThat(save(dialect, "a.2", "1", "m", "t", "n")).isInstanceOf(SaveReply.Created.class);
        assertThat(server.commands().exists(key("t:a.2"))).isZero();
        assertThat(save(dialect, "a.2", "2", "other", null, null)).isInstanceOf(SaveReply.ReservationNeeded.class);
        assertThat(save(dialect, "", "1", "m", "t", "n")).isInstanceOf(SaveReply.Unchanged.class);
        assertThat(save(dialect, "", "2", null, "t", null)).isInstanceOf(SaveReply.Created.class);
        assertThat(save(dialect, "", "2", "m", "t", null)).isInstanceOf(SaveReply.UniqueConflict.class);
    }

    @BothDialects
    void notesWhatAnEntityGivesUpUntilItIsSettled(Dialect dialect) {
        permit(dialect, "a.1", mail("m"));
        save(dialect, "a.1", "1", "m", null, null);
        assertThat(server.commands().exists(key("o"))).isZero();
        permit(dialect, "a.2", mail("n"));
        SaveReply.Updated updated = (SaveReply.Updated) save(dialect, "a.2", "1", "n", null, null);
        assertThat(server.commands().hget(key("o"), mail("m").field()))
                .isEqualTo(utf8(Long.toString(updated.version())));
        assertThat(delete(dialect, "1")).isInstanceOf(DeleteReply.Deleted.class);
        assertThat(server.commands().hlen(key("o"))).isEqualTo(2);

        List<byte[]> outbox = List.of(key("o"));
        server.run(ClaimScripts.SETTLE, dialect, outbox, ClaimScripts.settleArguments(mail("m"), utf8("1")));
        assertThat(server.commands().hlen(key("o"))).isEqualTo(2);
        byte[] version = server.commands().hget(key("o"), mail("m").field());
        server.run(ClaimScripts.SETTLE, dialect, outbox, ClaimScripts.settleArguments(mail("m"), version));
        assertThat(server.commands().hkeys(key("o"))).containsExactly(mail("n").field());
        assertThat(ClaimedValue.ofField(mail("n").field()))
                .usingRecursiveComparison()
                .isEqualTo(mail("n"));
    }
}
