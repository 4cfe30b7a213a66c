package dev.cress.script.feed;

import static dev.cress.script.Bytes.utf8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cress.script.BothDialects;
import dev.cress.script.Bytes;
import dev.cress.script.Dialect;
import dev.cress.script.ScriptServer;
import dev.cress.script.feed.LeaseReply.Held;
import dev.cress.script.feed.LeaseReply.Leased;
import dev.cress.script.feed.OffsetReply.Kept;
import dev.cress.script.feed.OffsetReply.Lost;
import dev.cress.testing.RedisEnvironment;
import dev.cress.testing.RedisTest;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;

@RedisTest
class GroupScriptsIT {

    private static final long LONG = 60_000;

    private final ScriptServer server;
    private final RedisEnvironment redis;
    private String namespace;

    GroupScriptsIT(RedisEnvironment redis) {
        this.redis = redis;
        this.server = ScriptServer.of(redis);
        this.namespace = redis.newNamespace();
    }

    @AfterEach
    void close() {
        server.close();
    }

    private byte[] key(String rest) {
        return utf8(namespace + ":{06}:person:" + rest);
    }

    /** Dialects share the class's instance. */
    private void begin() {
        namespace = redis.newNamespace();
    }

    private LeaseReply lease(Dialect dialect, List<byte[]> arguments) {
        return server.run(GroupScripts.LEASE, dialect, List.of(key("l:g"), key("m")), arguments);
    }

    private OffsetReply commit(Dialect dialect, List<byte[]> arguments) {
        return server.run(GroupScripts.COMMIT, dialect, List.of(key("l:g")), arguments);
    }

    private OffsetReply bury(Dialect dialect, long fence, List<byte[]> fields) {
        return server.run(
                GroupScripts.BURY,
                dialect,
                List.of(key("l:g"), key("d:g")),
                GroupScripts.bury(letter(fence, 3, 3, fields), 100));
    }

    /** Of an event with a number, after which all up to another number are done. */
    private static GroupScripts.Letter letter(long fence, long number, long upTo, List<byte[]> fields) {
        return new GroupScripts.Letter(
                fence,
                new GroupScripts.Place(4 + number, number),
                new GroupScripts.Place(4 + upTo, upTo),
                0,
                5,
                "X",
                fields);
    }

    private OffsetReply bury(Dialect dialect, long number, long upTo) {
        return server.run(
                GroupScripts.BURY,
                dialect,
                List.of(key("l:g"), key("d:g")),
                GroupScripts.bury(letter(1, number, upTo, List.of()), 100));
    }

    private List<String> buried() {
        return server.events(key("d:g")).stream().map(letter -> letter.get(2)).toList();
    }

    private Object stored() {
        return server.dump(namespace);
    }

    @BothDialects
    void givesAPartitionToOneMember(Dialect dialect) {
        begin();
        assertThat(lease(dialect, GroupScripts.lease("a", LONG, 5, 2))).isEqualTo(new Leased(1, 5, 2, 0, Set.of()));
        Object before = stored();

        assertThat(lease(dialect, GroupScripts.lease("b", LONG, 9, 9))).isInstanceOfSatisfying(Held.class, held -> {
            assertThat(held.member()).isEqualTo("a");
            assertThat(held.millis()).isBetween(1L, LONG);
        });
        assertThat(stored()).isEqualTo(before);
        assertThat(lease(dialect, GroupScripts.lease("a", LONG, 9, 9))).isEqualTo(new Leased(2, 5, 2, 0, Set.of()));
    }

    @BothDialects
    void beginsWithTheEndOfTheStream(Dialect dialect) {
        begin();
        server.commands().hset(key("m"), Map.of(utf8("v"), utf8("9007199254740993"), utf8("n"), utf8("41")));
        assertThat(lease(dialect, GroupScripts.leaseFromNow("a", LONG)))
                .isEqualTo(new Leased(1, 9_007_199_254_740_993L, 41, 0, Set.of()));
        begin();
        assertThat(lease(dialect, GroupScripts.leaseFromNow("a", LONG))).isEqualTo(new Leased(1, 0, 0, 0, Set.of()));
    }

    @BothDialects
    void keepsPlacesOfTheLastTakerOnly(Dialect dialect) throws Exception {
        begin();
        lease(dialect, GroupScripts.lease("a", 20, 0, 0));
        assertThat(commit(dialect, GroupScripts.commit(1, 9_007_199_254_740_993L, 1, 2, 20)))
                .isEqualTo(new Kept());
        TimeUnit.MILLISECONDS.sleep(40);
        assertThat(lease(dialect, GroupScripts.lease("b", LONG, 0, 0)))
                .isEqualTo(new Leased(2, 9_007_199_254_740_993L, 1, 2, Set.of()));
        Object before = stored();

        assertThat(commit(dialect, GroupScripts.commit(1, 99, 99, 0, LONG))).isEqualTo(new Lost(2));
        assertThat(commit(dialect, GroupScripts.renew(1, LONG))).isEqualTo(new Lost(2));
        assertThat(bury(dialect, 1, List.of())).isEqualTo(new Lost(2));
        assertThat(stored()).isEqualTo(before);
        assertThat(commit(dialect, GroupScripts.renew(2, 0))).isEqualTo(new Kept());
        assertThat(lease(dialect, GroupScripts.lease("a", LONG, 0, 0))).isInstanceOf(Leased.class);
    }

    /** An overdue lease that nobody has taken is still its member's. */
    @BothDialects
    void prolongsALeaseThatNobodyHasTaken(Dialect dialect) throws Exception {
        begin();
        lease(dialect, GroupScripts.lease("a", 1, 0, 0));
        TimeUnit.MILLISECONDS.sleep(20);
        assertThat(commit(dialect, GroupScripts.renew(1, LONG))).isEqualTo(new Kept());
        assertThat(lease(dialect, GroupScripts.lease("b", LONG, 0, 0))).isInstanceOf(Held.class);
    }

    /** A handler may have kept a later place with a write of its own. */
    @BothDialects
    void goesBackOnlyWhenHistoryWasLost(Dialect dialect) {
        begin();
        lease(dialect, GroupScripts.lease("a", LONG, 0, 0));
        commit(dialect, GroupScripts.commit(1, 50, 5, 0, LONG));
        assertThat(commit(dialect, GroupScripts.commit(1, 40, 4, 3, LONG))).isEqualTo(new Kept());
        assertThat(lease(dialect, GroupScripts.lease("a", LONG, 0, 0))).isEqualTo(new Leased(2, 50, 5, 0, Set.of()));
        commit(dialect, GroupScripts.commit(2, 50, 5, 3, LONG));
        assertThat(lease(dialect, GroupScripts.lease("a", LONG, 0, 0))).isEqualTo(new Leased(3, 50, 5, 3, Set.of()));
        commit(dialect, GroupScripts.commit(3, 0, 0, 0, LONG));
        assertThat(lease(dialect, GroupScripts.lease("a", LONG, 0, 0))).isEqualTo(new Leased(4, 50, 5, 3, Set.of()));
        commit(dialect, GroupScripts.commitBack(4, 0, 0, LONG));
        assertThat(lease(dialect, GroupScripts.lease("a", LONG, 0, 0))).isEqualTo(new Leased(5, 0, 0, 0, Set.of()));
    }

    @BothDialects
    void losesEverythingWithoutALease(Dialect dialect) {
        begin();
        assertThat(commit(dialect, GroupScripts.commit(1, 1, 1, 0, LONG))).isEqualTo(new Lost(0));
        assertThat(bury(dialect, 1, List.of())).isEqualTo(new Lost(0));
        assertThat(server.dump(namespace)).isEmpty();
    }

    @BothDialects
    void buriesAnEventWithItsPlace(Dialect dialect) {
        begin();
        lease(dialect, GroupScripts.lease("a", LONG, 0, 0));
        List<byte[]> fields = IntStream.range(0, 4_004)
                .mapToObj(i -> utf8(i == 1 ? "a\u0000b" : "f" + i))
                .toList();
        assertThat(bury(dialect, 1, fields)).isEqualTo(new Kept());

        List<String> letter = server.events(key("d:g")).get(0);
        assertThat(letter.subList(1, 9))
                .containsExactly("e", "7-3", "a", "5", "r", "X", "f0", Bytes.show(utf8("a\u0000b")));
        assertThat(letter).hasSize(1 + 6 + 4_004);
        assertThat(server.commands().hget(key("l:g"), utf8("n"))).isEqualTo(utf8("3"));
    }

    @BothDialects
    void buriesAnEventOnceHoweverOftenItIsTold(Dialect dialect) {
        begin();
        lease(dialect, GroupScripts.lease("a", LONG, 6, 2));
        assertThat(bury(dialect, 3, 3)).isEqualTo(new Kept());
        Object once = stored();
        assertThat(bury(dialect, 3, 3)).isEqualTo(new Kept());
        assertThat(stored()).isEqualTo(once);
        commit(dialect, GroupScripts.commit(1, 9, 5, 0, LONG));
        assertThat(bury(dialect, 3, 3)).isEqualTo(new Kept());
        assertThat(bury(dialect, 4, 4)).as("done by the handler's own write").isEqualTo(new Kept());
        assertThat(buried()).containsExactly("7-3");
        assertThat(server.commands().hget(key("l:g"), utf8("n"))).isEqualTo(utf8("5"));
    }

    @BothDialects
    void remembersWhatIsBuriedAheadOfThePlace(Dialect dialect) {
        begin();
        lease(dialect, GroupScripts.lease("a", LONG, 6, 2));
        bury(dialect, 5, 2);
        bury(dialect, 15, 2);
        bury(dialect, 5, 2);
        assertThat(buried()).containsExactly("9-5", "19-15");
        assertThat(lease(dialect, GroupScripts.lease("a", LONG, 0, 0)))
                .isEqualTo(new Leased(2, 6, 2, 0, Set.of(5L, 15L)));
        commit(dialect, GroupScripts.commit(2, 9, 5, 1, LONG));
        assertThat(lease(dialect, GroupScripts.lease("a", LONG, 0, 0))).isEqualTo(new Leased(3, 9, 5, 1, Set.of(15L)));
        commit(dialect, GroupScripts.commit(3, 30, 20, 0, LONG));
        assertThat(lease(dialect, GroupScripts.lease("a", LONG, 0, 0))).isEqualTo(new Leased(4, 30, 20, 0, Set.of()));
    }

    @BothDialects
    void forgetsWhatWasBuriedOfALostPast(Dialect dialect) {
        begin();
        lease(dialect, GroupScripts.lease("a", LONG, 6, 2));
        bury(dialect, 5, 2);
        commit(dialect, GroupScripts.commitBack(1, 0, 0, LONG));
        assertThat(lease(dialect, GroupScripts.lease("a", LONG, 0, 0))).isEqualTo(new Leased(2, 0, 0, 0, Set.of()));
    }

    @BothDialects
    void refusesKeysOfAnotherType(Dialect dialect) {
        begin();
        server.commands().set(key("l:g"), utf8("foreign"));
        assertThat(lease(dialect, GroupScripts.lease("a", LONG, 0, 0)))
                .isEqualTo(new LeaseReply.Corrupt(Bytes.show(key("l:g")), "holds a string where a hash belongs"));
        begin();
        lease(dialect, GroupScripts.lease("a", LONG, 0, 0));
        server.commands().set(key("d:g"), utf8("foreign"));
        Object before = stored();
        assertThat(bury(dialect, 1, List.of()))
                .isEqualTo(new OffsetReply.Corrupt(Bytes.show(key("d:g")), "holds a string where a stream belongs"));
        assertThat(stored()).isEqualTo(before);
    }

    private MembersReply join(Dialect dialect, List<byte[]> arguments) {
        return server.run(GroupScripts.JOIN, dialect, List.of(key("j:g")), arguments);
    }

    @BothDialects
    void countsTheLiving(Dialect dialect) throws Exception {
        begin();
        assertThat(join(dialect, GroupScripts.join("b", LONG))).isEqualTo(new MembersReply(false, 1, 0));
        assertThat(join(dialect, GroupScripts.join("a", LONG))).isEqualTo(new MembersReply(false, 2, 0));
        assertThat(join(dialect, GroupScripts.join("c", 20))).isEqualTo(new MembersReply(false, 3, 2));
        TimeUnit.MILLISECONDS.sleep(40);
        assertThat(join(dialect, GroupScripts.join("b", LONG))).isEqualTo(new MembersReply(false, 2, 1));
        assertThat(join(dialect, GroupScripts.join("a", 0))).isEqualTo(new MembersReply(false, 1, 1));
        assertThat(server.commands().hlen(key("j:g"))).isEqualTo(1);
    }

    @BothDialects
    void pausesUntilItGoesOn(Dialect dialect) {
        begin();
        join(dialect, GroupScripts.join("paused", LONG));
        assertThat(join(dialect, GroupScripts.pause()).paused()).isTrue();
        assertThat(join(dialect, GroupScripts.join("paused", LONG))).isEqualTo(new MembersReply(true, 1, 0));
        assertThat(join(dialect, GroupScripts.resume())).isEqualTo(new MembersReply(false, 1, 1));
    }
}
