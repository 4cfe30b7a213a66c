package dev.cress.script.entity;

import static dev.cress.script.Bytes.utf8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;
import static org.assertj.core.api.Assertions.within;

import dev.cress.script.BothDialects;
import dev.cress.script.Bytes;
import dev.cress.script.Dialect;
import dev.cress.script.ScriptServer;
import dev.cress.script.entity.LifeRule.OnSave;
import dev.cress.script.entity.LifeScripts.Entry;
import dev.cress.testing.RedisEnvironment;
import dev.cress.testing.RedisTest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;

@RedisTest
class LifeScriptsIT {

    private static final Person ADA = Person.ada();
    private static final long NOW = Mortals.NOW;
    private static final long TTL = 60_000;
    private static final Duration GRACE = Duration.ofHours(24);

    private final RedisEnvironment redis;
    private final ScriptServer server;

    LifeScriptsIT(RedisEnvironment redis) {
        this.redis = redis;
        server = ScriptServer.of(redis);
    }

    @AfterEach
    void close() {
        server.close();
    }

    private Mortals people(Dialect dialect) {
        return people(dialect, Duration.ofMillis(TTL), OnSave.RESTART);
    }

    private Mortals people(Dialect dialect, @Nullable Duration ttl, OnSave onSave) {
        return new Mortals(server, dialect, redis.newNamespace(), new LifeRule(ttl, onSave, GRACE));
    }

    private static TouchReply.Life life(long now, long ends) {
        return new TouchReply.Life(now, OptionalLong.of(ends));
    }

    private static TouchReply.Life forEver(long now) {
        return new TouchReply.Life(now, OptionalLong.empty());
    }

    @SuppressWarnings("unchecked")
    private static Map<String, String> entity(Mortals people, String id) {
        return (Map<String, String>) people.state().get("e:" + id);
    }

    @Nested
    class Lives {

        @BothDialects
        void aNewEntityLivesAsLongAsItsTypeSays(Dialect dialect) {
            Mortals people = people(dialect);

            assertThat(people.save("", ADA)).isInstanceOf(SaveReply.Created.class);

            assertThat(entity(people, "ada"))
                    .containsEntry("\0x", "" + (NOW + TTL))
                    .doesNotContainKey("\0t");
            assertThat(people.state()).containsEntry("x", List.of("ada=" + (double) (NOW + TTL)));
            assertThat(people.removedAt("ada")).isCloseTo(NOW + TTL + GRACE.toMillis(), within(60_000L));
        }

        @BothDialects
        void aTypeWithoutTimeToLiveIsPermanentUnlessAWriteSaysOtherwise(Dialect dialect) {
            Mortals people = people(dialect, null, OnSave.RESTART);
            people.save("", ADA);
            people.save("after 5", ADA.withId("bob").withEmail(null));

            assertThat(people.state()).containsEntry("x", List.of("bob=" + (double) (NOW + 5)));
            assertThat(people.removedAt("ada")).isEqualTo(-1);
        }

        @BothDialects
        void aSaveRestartsOrKeepsTheLifeAsTheTypeSays(Dialect dialect) {
            for (OnSave rule : OnSave.values()) {
                Mortals people = people(dialect, Duration.ofMillis(TTL), rule);
                people.save("", ADA);
                people.at(NOW + 10);
                people.save("", ADA.withAge("37"));
                long after = rule == OnSave.RESTART ? NOW + 10 + TTL : NOW + TTL;
                assertThat(entity(people, "ada")).containsEntry("\0x", "" + after);

                people.at(NOW + 20);
                people.save("keep", ADA.withAge("38"));
                assertThat(entity(people, "ada")).containsEntry("\0x", "" + after);
                people.save("restart", ADA.withAge("39"));
                assertThat(entity(people, "ada")).containsEntry("\0x", "" + (NOW + 20 + TTL));
            }
        }

        @BothDialects
        void aSaveThatChangesNothingMovesTheEndAndNothingElse(Dialect dialect) {
            Mortals people = people(dialect);
            long version = ((SaveReply.Created) people.save("", ADA)).version();
            Map<String, Object> before = people.state();
            people.at(NOW + 10);

            assertThat(people.save("keep", ADA)).isEqualTo(new SaveReply.Unchanged(version));
            assertThat(people.state()).isEqualTo(before);
            assertThat(people.save("", ADA)).isEqualTo(new SaveReply.Unchanged(version));
            assertThat(people.state()).containsEntry("x", List.of("ada=" + (double) (NOW + 10 + TTL)));
            assertThat(people.events()).containsExactly("C ada");
        }

        @BothDialects
        void ownTimeToLiveFixedEndAndPermanenceOutliveLaterSaves(Dialect dialect) {
            Mortals people = people(dialect);
            people.save("after 5000", ADA);
            assertThat(entity(people, "ada")).contains(entry("\0x", "" + (NOW + 5_000)), entry("\0t", "5000"));
            people.at(NOW + 10);
            people.save("", ADA.withAge("37"));
            assertThat(entity(people, "ada")).contains(entry("\0x", "" + (NOW + 5_010)), entry("\0t", "5000"));

            people.save("at " + (NOW + 777), ADA.withAge("38"));
            people.save("", ADA.withAge("39"));
            people.save("restart", ADA.withAge("40"));
            assertThat(entity(people, "ada")).contains(entry("\0x", "" + (NOW + 777)), entry("\0t", "0"));

            people.save("never", ADA.withAge("41"));
            people.save("", ADA.withAge("42"));
            people.save("restart", ADA.withAge("43"));
            assertThat(entity(people, "ada")).doesNotContainKeys("\0x", "\0t");
            assertThat(people.state()).doesNotContainKey("x");
            assertThat(people.removedAt("ada")).isEqualTo(-1);

            people.save("type", ADA.withAge("44"));
            assertThat(entity(people, "ada")).containsEntry("\0x", "" + (NOW + 10 + TTL));
        }

        @BothDialects
        void theTimeToLiveOfAPropertyRestartsWithASaveUnlessTheTypeKeepsIt(Dialect dialect) {
            Mortals people = people(dialect, Duration.ofMillis(TTL), OnSave.KEEP);
            people.save("same 5000", ADA);
            people.at(NOW + 10);
            people.save("same 5000", ADA.withAge("37"));
            assertThat(entity(people, "ada")).containsEntry("\0x", "" + (NOW + 5_000));
            people.save("same 6000", ADA.withAge("38"));
            assertThat(entity(people, "ada")).contains(entry("\0x", "" + (NOW + 6_010)), entry("\0t", "6000"));
            people.save("type", ADA.withAge("39"));
            assertThat(entity(people, "ada"))
                    .containsEntry("\0x", "" + (NOW + 10 + TTL))
                    .doesNotContainKey("\0t");
            people.at(NOW + 20);
            people.save("type", ADA.withAge("40"));
            assertThat(entity(people, "ada")).containsEntry("\0x", "" + (NOW + 10 + TTL));
        }

        @BothDialects
        void refusesALifeThatItDoesNotKnow(Dialect dialect) {
            Mortals people = people(dialect);
            people.save("", ADA);
            Map<String, Object> before = people.state();

            for (String life : List.of("tomorrow", "at", "after x", "keep 5", "at -1", "AT 5", "restart keep", " ")) {
                assertThatThrownBy(() -> people.save(life, ADA.withAge("37")))
                        .as(life)
                        .hasMessageStartingWith("FW_ARGUMENT");
                assertThatThrownBy(() -> people.touch(life, "ada")).as(life).hasMessageStartingWith("FW_ARGUMENT");
            }
            assertThat(people.state()).isEqualTo(before);
        }
    }

    @Nested
    class Ends {

        @BothDialects
        void whoseLifeIsOverIsAbsent(Dialect dialect) {
            Mortals people = people(dialect);
            people.save("", ADA);
            people.at(NOW + TTL - 1);
            assertThat(people.count()).isEqualTo(1);
            assertThat(people.sweep("ada")).isEqualTo(new DeleteReply.Alive());
            assertThat(people.dueIds()).isEmpty();
            people.at(NOW + TTL);
            Map<String, Object> before = people.state();

            assertThat(people.count()).isZero();
            assertThat(people.dueIds()).containsExactly("ada");
            assertThat(people.save(SaveMode.UPDATE, null, "", ADA)).isEqualTo(new SaveReply.Missing());
            assertThat(people.touch("after 5", "ada")).isEqualTo(new TouchReply.Missing());
            assertThat(people.save(SaveMode.UPSERT, 5L, "", ADA)).isEqualTo(new SaveReply.VersionConflict(0));
            assertThat(people.state()).isEqualTo(before);
        }

        @BothDialects
        void aSweepRemovesEverythingOnceAndTellsIt(Dialect dialect) {
            Mortals people = people(dialect);
            people.save("", ADA);
            people.at(NOW + TTL);

            assertThat(people.sweep("ada")).isInstanceOf(DeleteReply.Expired.class);
            assertThat(people.state()).containsOnlyKeys("m", "v");
            assertThat(people.sweep("ada")).isEqualTo(new DeleteReply.Missing());
            assertThat(people.events()).containsExactly("C ada", "X ada");
            assertThat(server.events(people.key("v")).get(1))
                    .contains("-name", "Ada", "-age", "36", "-email", "ada@example.org", "-home");
        }

        @BothDialects
        void aDeletionOfWhatIsOverRemovesItAsExpired(Dialect dialect) {
            Mortals people = people(dialect);
            people.save("", ADA);
            people.at(NOW + TTL);

            assertThat(people.delete(99L, "ada")).isInstanceOf(DeleteReply.Expired.class);
            assertThat(people.state()).containsOnlyKeys("m", "v");
            assertThat(people.events()).containsExactly("C ada", "X ada");
        }

        @BothDialects
        void aDeletionOfWhatLivesRemovesItsEndToo(Dialect dialect) {
            Mortals people = people(dialect);
            people.save("", ADA);

            assertThat(people.delete(null, "ada")).isInstanceOf(DeleteReply.Deleted.class);
            assertThat(people.state()).containsOnlyKeys("m", "v");
        }

        @BothDialects
        void aSaveOverWhatIsOverBeginsANewLifeWithoutARestOfTheOldOne(Dialect dialect) {
            for (SaveMode mode : List.of(SaveMode.UPSERT, SaveMode.INSERT)) {
                Mortals people = people(dialect);
                people.save("after 5000", ADA);
                server.commands().hset(people.key("e:ada"), utf8("foreign"), utf8("1"));
                people.at(NOW + TTL);

                SaveReply reply = people.save(mode, 0L, "", Person.empty("ada").withName("Bea"));

                assertThat(reply).isInstanceOf(SaveReply.Created.class);
                long version = ((SaveReply.Created) reply).version();
                assertThat(people.state())
                        .containsOnlyKeys("e:ada", "m", "v", "p", "i:name", "i:age", "x")
                        .contains(
                                entry(
                                        "e:ada",
                                        Map.of("\0v", "" + version, "name", "Bea", "\0x", "" + (NOW + TTL + TTL))),
                                entry("p", List.of("ada=0.0")),
                                entry("i:name", List.of("\3Bea\0\2ada=0.0")),
                                entry("i:age", List.of("\1\2ada=0.0")),
                                entry("x", List.of("ada=" + (double) (NOW + TTL + TTL))));
                assertThat(people.events()).containsExactly("C ada", "X ada", "C ada");
                assertThat(server.events(people.key("v")).get(2).get(0)).isEqualTo(version + "-3");
            }
        }

        @BothDialects
        void theSameEntityBeginsANewLifeWithAllItsEntries(Dialect dialect) {
            Mortals people = people(dialect);
            people.save("", ADA);
            Map<String, Object> before = people.state();
            people.at(NOW + TTL);

            assertThat(people.save("", ADA)).isInstanceOf(SaveReply.Created.class);

            Map<String, Object> after = people.state();
            for (String index : Person.INDEX_KEYS) {
                assertThat(after.get(index)).as(index).isEqualTo(before.get(index));
            }
            assertThat(people.events()).containsExactly("C ada", "X ada", "C ada");
        }

        @BothDialects
        void aRefusedSaveOverWhatIsOverLeavesEverythingAsItWas(Dialect dialect) {
            Mortals people = people(dialect);
            people.save("", ADA);
            people.save("never", ADA.withId("bob").withEmail("bob@example.org"));
            people.at(NOW + TTL);
            Map<String, Object> before = people.state();

            assertThat(people.save("", ADA.withEmail("bob@example.org")))
                    .isEqualTo(new SaveReply.UniqueConflict(Bytes.show(people.key("u:email")), "bob"));
            assertThat(people.state()).isEqualTo(before);

            server.commands().xtrim(people.key("v"), 0);
            server.commands().del(people.key("v"));
            server.commands().set(people.key("v"), utf8("no stream"));
            before = people.state();
            assertThat(people.save("", ADA.withName("Bea").withAge(null).withHome("1,2")))
                    .isInstanceOf(SaveReply.Corrupt.class);
            assertThat(people.sweep("ada")).isInstanceOf(DeleteReply.Corrupt.class);
            assertThat(people.state()).isEqualTo(before);
        }

        /** The end of the old life is told when nothing can fail any more: an event is not taken back. */
        @BothDialects
        void aSaveOverWhatIsOverTellsNothingWhereItFails(Dialect dialect) {
            for (String damaged : List.of("p", "g:home")) {
                Mortals people = people(dialect);
                people.save("", ADA.withHome(null));
                server.commands().del(people.key(damaged));
                server.commands().set(people.key(damaged), utf8("x"));
                people.at(NOW + TTL);
                Map<String, Object> before = people.state();

                assertThat(people.save("", ADA)).isInstanceOf(SaveReply.Corrupt.class);
                assertThat(people.state()).as(damaged).isEqualTo(before);
            }
        }

        @BothDialects
        void aFailedSaveTakesTheEndOfTheLifeBack(Dialect dialect) {
            Mortals people = people(dialect);
            people.save("", ADA);
            people.save("never", ADA.withId("bob").withEmail(null));
            server.commands().del(people.key("v"));
            server.commands().set(people.key("v"), utf8("no stream"));
            Map<String, Object> before = people.state();

            assertThat(people.save("after 5", ADA.withAge("1"))).isInstanceOf(SaveReply.Corrupt.class);
            assertThat(people.save("never", ADA.withAge("1"))).isInstanceOf(SaveReply.Corrupt.class);
            assertThat(people.save("after 5", ADA.withId("bob").withEmail(null).withAge("1")))
                    .isInstanceOf(SaveReply.Corrupt.class);
            assertThat(people.delete(null, "ada")).isInstanceOf(DeleteReply.Corrupt.class);
            assertThat(people.state()).isEqualTo(before);
        }

        @BothDialects
        void refusesAnExpiryIndexThatIsNoneAndAnEndThatIsNoNumber(Dialect dialect) {
            Mortals people = people(dialect);
            people.save("", ADA);
            server.commands().hset(people.key("e:ada"), utf8("\0x"), utf8("soon"));
            Map<String, Object> before = people.state();
            assertThat(people.save("", ADA)).isInstanceOf(SaveReply.Corrupt.class);
            assertThat(people.sweep("ada")).isInstanceOf(DeleteReply.Corrupt.class);
            assertThat(people.touch("", "ada")).isInstanceOf(TouchReply.Corrupt.class);
            assertThat(people.state()).isEqualTo(before);

            server.commands().del(people.key("x"));
            server.commands().set(people.key("x"), utf8("1"));
            before = people.state();
            assertThat(people.save("", ADA.withId("new"))).isInstanceOf(SaveReply.Corrupt.class);
            assertThat(people.due("", 5)).isInstanceOf(DueReply.Corrupt.class);
            assertThat(people.state()).isEqualTo(before);
        }
    }

    @Nested
    class Touching {

        @BothDialects
        void movesTheEndWithoutVersionOrEvent(Dialect dialect) {
            Mortals people = people(dialect);
            people.save("", ADA);
            Map<String, String> before = entity(people, "ada");
            people.at(NOW + 10);

            assertThat(people.touch("restart", "ada")).isEqualTo(life(NOW + 10, NOW + 10 + TTL));
            assertThat(entity(people, "ada")).containsEntry("\0v", before.get("\0v"));
            assertThat(people.state()).containsEntry("x", List.of("ada=" + (double) (NOW + 10 + TTL)));
            assertThat(people.touch("after 5", "ada")).isEqualTo(life(NOW + 10, NOW + 15));
            assertThat(people.touch("keep", "ada")).isEqualTo(life(NOW + 10, NOW + 15));
            assertThat(people.touch("at " + (NOW + 50), "ada")).isEqualTo(life(NOW + 10, NOW + 50));
            assertThat(people.touch("never", "ada")).isEqualTo(forEver(NOW + 10));
            assertThat(people.state()).doesNotContainKey("x");
            assertThat(people.touch("restart", "ada")).isEqualTo(forEver(NOW + 10));
            assertThat(people.touch("restart", "nobody")).isEqualTo(new TouchReply.Missing());
            assertThat(people.events()).containsExactly("C ada");
        }

        @BothDialects
        void refusesAnotherEpoch(Dialect dialect) {
            Mortals people = people(dialect);
            people.save("", ADA);
            server.commands().hset(people.key("m"), utf8("e"), utf8("7"));

            assertThat(people.touch("restart", "ada")).isEqualTo(new TouchReply.EpochChanged(7));
            assertThat(people.forget("ada")).isEqualTo(new ForgetReply.EpochChanged(7));
        }
    }

    @Nested
    class Orphans {

        private static final Entry NAME = new Entry(0, Bytes.latin1("\3Ada\0\2ada"));
        private static final Entry AGE = new Entry(1, Bytes.latin1("\4\u00C0\u0042\0\0\0\0\0\0\2ada"));
        private static final Entry EMAIL = new Entry(2, Bytes.latin1("\3ada@example.org\0"));
        private static final Entry HOME = new Entry(3, utf8("ada"));

        @BothDialects
        void aWriteTellsThatOnlyTheHashIsGoneAndWritesNothing(Dialect dialect) {
            Mortals people = people(dialect);
            people.save("", ADA);
            server.commands().del(people.key("e:ada"));
            Map<String, Object> before = people.state();

            assertThat(people.save("", ADA)).isEqualTo(new SaveReply.Orphaned());
            assertThat(people.delete(null, "ada")).isEqualTo(new DeleteReply.Orphaned());
            assertThat(people.sweep("ada")).isEqualTo(new DeleteReply.Orphaned());
            assertThat(people.touch("restart", "ada")).isEqualTo(new TouchReply.Orphaned());
            assertThat(people.state()).isEqualTo(before);
        }

        @BothDialects
        void forgetsWhatIsLeftOnceAndTellsIt(Dialect dialect) {
            Mortals people = people(dialect);
            people.save("", ADA);
            people.save("", ADA.withId("bob").withEmail("bob@example.org"));
            assertThat(people.forget("ada", NAME)).isEqualTo(new ForgetReply.Alive());
            server.commands().del(people.key("e:ada"));

            assertThat(people.forget("ada", NAME, AGE, EMAIL, HOME)).isInstanceOf(ForgetReply.Expired.class);
            Map<String, Object> state = people.state();
            assertThat(state).containsEntry("p", List.of("bob=0.0"));
            assertThat(state).containsEntry("i:name", List.of("\3Ada\0\2bob=0.0"));
            assertThat(state).containsEntry("u:email", Map.of("\3bob@example.org\0", "bob"));
            assertThat((List<?>) state.get("g:home")).hasSize(1);
            assertThat((List<?>) state.get("x")).hasSize(1);
            assertThat(people.forget("ada", NAME, AGE, EMAIL, HOME)).isEqualTo(new ForgetReply.Missing());
            assertThat(people.events()).containsExactly("C ada", "C bob", "X ada");
        }

        @BothDialects
        void leavesAClaimThatSomebodyElseHasMeanwhile(Dialect dialect) {
            Mortals people = people(dialect);
            people.save("", ADA);
            server.commands().del(people.key("e:ada"));
            server.commands().hset(people.key("u:email"), EMAIL.member(), utf8("bob"));

            people.forget("ada", NAME, AGE, EMAIL, HOME);

            assertThat(people.state()).containsEntry("u:email", Map.of("\3ada@example.org\0", "bob"));
        }
    }

    @Nested
    class Sweepers {

        @BothDialects
        void oneHasThePartitionWhileThereIsSomethingToDo(Dialect dialect) {
            Mortals people = people(dialect);
            people.save("", ADA);
            assertThat(people.due("one", 10)).isInstanceOf(DueReply.Due.class);
            assertThat(people.state()).as("nothing is due").doesNotContainKey("s");
            people.at(NOW + TTL + 7);

            DueReply.Due due = (DueReply.Due) people.due("one", 10);
            assertThat(due.late()).isEqualTo(7);
            assertThat(due.ids()).singleElement().isEqualTo(utf8("ada"));
            assertThat(people.due("two", 10)).isEqualTo(new DueReply.Held());
            assertThat(people.due("one", 10)).isInstanceOf(DueReply.Due.class);
            assertThat(people.due("", 10)).as("without a lease").isInstanceOf(DueReply.Due.class);
            assertThat(server.commands().pttl(people.key("s"))).isBetween(1L, 10_000L);
        }

        @BothDialects
        void tellsNoMoreThanAskedLongestFirst(Dialect dialect) {
            Mortals people = people(dialect);
            List<String> ids = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                people.save("after " + (50 - i), Person.empty("p" + i));
                ids.add(0, "p" + i);
            }
            people.at(NOW + 50);

            assertThat(((DueReply.Due) people.due("one", 3)).ids())
                    .extracting(Bytes::show)
                    .containsExactlyElementsOf(ids.subList(0, 3));
            assertThat(people.dueIds()).containsExactlyElementsOf(ids);
        }

        @BothDialects
        void tellsTheTime(Dialect dialect) {
            Mortals people = people(dialect);

            assertThat(people.clock()).singleElement().isEqualTo(utf8("" + NOW));
        }
    }
}
