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
import dev.cress.script.entity.People.Event;
import dev.cress.script.entity.SaveReply.Corrupt;
import dev.cress.script.entity.SaveReply.Created;
import dev.cress.script.entity.SaveReply.EpochChanged;
import dev.cress.script.entity.SaveReply.Exists;
import dev.cress.script.entity.SaveReply.Missing;
import dev.cress.script.entity.SaveReply.Unchanged;
import dev.cress.script.entity.SaveReply.UniqueConflict;
import dev.cress.script.entity.SaveReply.Updated;
import dev.cress.script.entity.SaveReply.VersionConflict;
import dev.cress.script.entry.EntryType;
import dev.cress.testing.RedisEnvironment;
import dev.cress.testing.RedisTest;
import io.lettuce.core.GeoCoordinates;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.XAddArgs;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

@RedisTest
class SaveScriptIT {

    private static final Person ADA = Person.ada();

    private final ScriptServer server;
    private final People people;

    SaveScriptIT(RedisEnvironment redis) {
        server = ScriptServer.of(redis);
        people = new People(server, redis.newNamespace());
    }

    @AfterEach
    void close() {
        server.close();
    }

    private long created(Dialect dialect, Person person) {
        return ((Created) people.save(dialect, person)).version();
    }

    @Nested
    class Writing {

        @BothDialects
        void createsTheEntityItsEntriesAndItsEventAtOnce(Dialect dialect) {
            long version = created(dialect, ADA);

            Map<String, Object> state = people.state();
            assertThat(state).containsOnlyKeys("e:ada", "m", "v", "p", "i:name", "i:age", "u:email", "g:home");
            assertThat(state)
                    .contains(
                            entry(
                                    "e:ada",
                                    Map.of(
                                            "\0v",
                                            "" + version,
                                            "name",
                                            "Ada",
                                            "age",
                                            "36",
                                            "email",
                                            "ada@example.org",
                                            "home",
                                            "-0.1276,51.5072",
                                            "note",
                                            "first")),
                            entry("m", Map.of("e", "1", "v", "" + version, "n", "1")),
                            entry("p", List.of("ada=0.0")),
                            entry("i:name", List.of("\3Ada\0\2ada=0.0")),
                            entry("i:age", List.of("\4\u00C0\u0042\0\0\0\0\0\0\2ada=0.0")),
                            entry("u:email", Map.of("\3ada@example.org\0", "ada")));
            GeoCoordinates home =
                    server.commands().geopos(people.key("g:home"), utf8("ada")).get(0);
            assertThat(home.getX().doubleValue()).isEqualTo(-0.1276, within(1e-5));
            assertThat(home.getY().doubleValue()).isEqualTo(51.5072, within(1e-5));
            assertThat(people.events()).singleElement().satisfies(event -> {
                assertThat(event.version()).isEqualTo(version);
                assertThat(event.number()).isEqualTo(1);
                assertThat(event.fields())
                        .containsExactly(
                                entry("o", "C"),
                                entry("i", "ada"),
                                entry("+name", "Ada"),
                                entry("+age", "36"),
                                entry("+email", "ada@example.org"),
                                entry("+home", "-0.1276,51.5072"));
            });
        }

        @BothDialects
        void leavesNoTextOfAHashThatIsNoEntity(Dialect dialect) {
            byte[] key = people.key("e:ada");
            server.commands().hset(key, Map.of(utf8("note"), utf8("left"), utf8("home"), utf8("1,1")));
            server.commands().hset(key, utf8("foreign"), utf8("1"));

            long version = created(dialect, ADA.withNote(null).withHome(null));

            assertThat(people.state())
                    .containsEntry(
                            "e:ada",
                            Map.of(
                                    "\0v",
                                    "" + version,
                                    "name",
                                    "Ada",
                                    "age",
                                    "36",
                                    "email",
                                    "ada@example.org",
                                    "foreign",
                                    "1"))
                    .doesNotContainKey("g:home");
        }

        @BothDialects
        void indexesPositionsThatRedisWouldNotReadAsNumbers(Dialect dialect) {
            for (String home : List.of("1E-400,0", "0," + "0." + "0".repeat(400) + "1", "0x10,2", " 1, 2", "1,2 ")) {
                assertThat(people.save(dialect, ADA.withHome(home))).as(home).isNotInstanceOf(Corrupt.class);
                assertThat(server.commands()
                                .geopos(people.key("g:home"), utf8("ada"))
                                .get(0))
                        .as(home)
                        .isNotNull();
            }
        }

        @BothDialects
        void versionsAreTheServersMicroseconds(Dialect dialect) {
            long before = System.currentTimeMillis() * 1_000;
            long version = created(dialect, ADA);
            long after = (System.currentTimeMillis() + 1) * 1_000;

            assertThat(version).isBetween(before, after);
        }

        @BothDialects
        void movesOnlyTheEntriesOfWhatChanged(Dialect dialect) {
            long first = created(dialect, ADA);
            Map<String, Object> before = people.state();

            long second = ((Updated) people.save(dialect, ADA.withAge("37").withNote("second"))).version();

            assertThat(second).isGreaterThan(first);
            Map<String, Object> after = people.state();
            assertThat(after).contains(entry("i:age", List.of("\4\u00C0\u0042\u0080\0\0\0\0\0\2ada=0.0")));
            assertThat(changedKeys(before, after)).containsExactlyInAnyOrder("e:ada", "m", "v", "i:age");
            assertThat(people.events().get(1))
                    .satisfies(event -> assertThat(event.fields())
                            .containsExactly(
                                    entry("o", "U"),
                                    entry("i", "ada"),
                                    entry("-age", "36"),
                                    entry("+age", "37"),
                                    entry("~note", "")))
                    .extracting(Event::version, Event::number)
                    .containsExactly(second, 2L);
        }

        @BothDialects
        void writesNothingWhenNothingChanged(Dialect dialect) {
            long version = created(dialect, ADA);
            Map<String, Object> before = people.state();

            assertThat(people.save(dialect, ADA)).isEqualTo(new Unchanged(version));
            assertThat(people.save(dialect, SaveMode.UPDATE, version, ADA)).isEqualTo(new Unchanged(version));
            assertThat(people.state()).isEqualTo(before);
        }

        @BothDialects
        void keepsNullApartFromEmpty(Dialect dialect) {
            created(dialect, Person.empty("ada").withName(""));

            assertThat(people.state())
                    .containsOnlyKeys("e:ada", "m", "v", "p", "i:name", "i:age")
                    .containsEntry("i:name", List.of("\3\0\2ada=0.0"))
                    .containsEntry("i:age", List.of("\1\2ada=0.0"));
            people.save(dialect, Person.empty("ada"));
            assertThat(people.state()).containsEntry("i:name", List.of("\1\2ada=0.0"));
            people.save(dialect, Person.empty("ada").withName(""));
            assertThat(people.state()).containsEntry("i:name", List.of("\3\0\2ada=0.0"));
            assertThat(people.events())
                    .extracting(Event::fields)
                    .containsExactly(
                            Map.of("o", "C", "i", "ada", "+name", ""),
                            Map.of("o", "U", "i", "ada", "-name", ""),
                            Map.of("o", "U", "i", "ada", "+name", ""));
        }

        @BothDialects
        void clearsAndSetsEveryProperty(Dialect dialect) {
            created(dialect, ADA);
            people.save(dialect, Person.empty("ada"));

            assertThat(people.state())
                    .containsOnlyKeys("e:ada", "m", "v", "p", "i:name", "i:age")
                    .containsEntry("i:name", List.of("\1\2ada=0.0"))
                    .containsEntry("i:age", List.of("\1\2ada=0.0"));
            assertThat(people.events().get(1).fields())
                    .containsExactly(
                            entry("o", "U"),
                            entry("i", "ada"),
                            entry("-name", "Ada"),
                            entry("-age", "36"),
                            entry("-email", "ada@example.org"),
                            entry("-home", "-0.1276,51.5072"),
                            entry("~note", ""));
            people.save(dialect, ADA);
            assertThat(people.state()).containsOnlyKeys("e:ada", "m", "v", "p", "i:name", "i:age", "u:email", "g:home");
        }

        /** 0.0 and -0.0, 1.0 and 1.00: texts differ, entries do not. */
        @BothDialects
        void keepsAnEntryWhoseTextChangedAlone(Dialect dialect) {
            created(dialect, ADA.withAge("0.0"));
            Object entries = people.state().get("i:age");

            assertThat(people.save(dialect, ADA.withAge("-0.0"))).isInstanceOf(Updated.class);
            assertThat(people.state()).containsEntry("i:age", entries);
        }

        @BothDialects
        void takesIdsAndTextsOfAnyBytes(Dialect dialect) {
            Person odd = new Person("a\0{b}:\2*", "\0\uD83D\uDE00", "1", "\r\n\0", null, "\1\2\3");
            created(dialect, odd);

            assertThat(people.state())
                    .containsEntry("p", List.of("a\0{b}:\2*=0.0"))
                    .containsEntry(
                            "i:name",
                            List.of(Bytes.show(utf8("\3\0")) + "\u00FF" + Bytes.show(utf8("\uD83D\uDE00"))
                                    + "\0\2a\0{b}:\2*=0.0"));
            assertThat(people.save(dialect, odd)).isInstanceOf(Unchanged.class);
            assertThat(people.delete(dialect, null, odd.id())).isInstanceOf(DeleteReply.Deleted.class);
            assertThat(people.state()).containsOnlyKeys("m", "v");
        }

        @BothDialects
        void ringsTheDoorbellOfEffectiveWritesOnly(Dialect dialect) throws Exception {
            String channel = Bytes.show(people.key("bell"));
            WriteContext context = new WriteContext(1, 100, channel, 7);
            BlockingQueue<String> messages = server.subscribe(channel);

            people.save(dialect, context, SaveMode.UPSERT, null, ADA);
            people.save(dialect, context, SaveMode.UPSERT, null, ADA);
            people.save(dialect, context, SaveMode.INSERT, null, ADA);
            people.delete(dialect, context, null, "bob");
            people.delete(dialect, context, null, "ada");
            server.publish(channel, "end");

            assertThat(messages.poll(5, TimeUnit.SECONDS)).isEqualTo("7");
            assertThat(messages.poll(5, TimeUnit.SECONDS)).isEqualTo("7");
            assertThat(messages.poll(5, TimeUnit.SECONDS)).isEqualTo("end");
        }

        @BothDialects
        void keepsAtLeastTheRetention(Dialect dialect) {
            WriteContext context = new WriteContext(1, 10, "", 0);
            for (int i = 0; i < 250; i++) {
                people.save(dialect, context, SaveMode.UPSERT, null, ADA.withAge("" + i));
            }

            List<Event> events = people.events();
            assertThat(events).hasSizeBetween(10, 200);
            assertThat(events.get(events.size() - 1).number()).isEqualTo(250);
        }
    }

    @Nested
    class Sizes {

        @BothDialects
        void writesAThousandProperties(Dialect dialect) {
            for (String value : List.of("a", "b")) {
                assertThat(saveWide(dialect, 1_000, value))
                        .isInstanceOf(value.equals("a") ? Created.class : Updated.class);
            }

            assertThat(server.commands().hlen(people.key("e:wide"))).isEqualTo(1_001);
            assertThat(server.commands().zcard(people.key("i:p999"))).isEqualTo(1);
            assertThat(people.events().get(1).fields()).hasSize(2 + 2_000);
        }

        /** The server's Lua cannot spread more than 8,000 values: beyond a bound nothing may be half-written. */
        @Test
        void refusesMorePropertiesThanOneCommandTakes() {
            List<byte[]> names =
                    IntStream.range(0, 1_001).mapToObj(i -> utf8("p" + i)).toList();
            assertThatThrownBy(() -> new WriteSchema(names, List.of()))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("1001");
        }

        @BothDialects
        void writesAnEntityWithoutPropertiesOrIndexes(Dialect dialect) {
            List<byte[]> keys = people.keys("bare").subList(0, 4);
            SaveScript save = new SaveScript(new WriteSchema(List.of(), List.of()));
            List<byte[]> arguments = save.arguments(People.CONTEXT, SaveMode.UPSERT, null, utf8("bare"), new byte[0][]);

            assertThat(server.run(save.script(), dialect, keys, arguments)).isInstanceOf(Created.class);
            assertThat(server.run(save.script(), dialect, keys, arguments)).isInstanceOf(Unchanged.class);
            assertThat(people.events()).extracting(Event::fields).containsExactly(Map.of("o", "C", "i", "bare"));
        }

        private SaveReply saveWide(Dialect dialect, int count, String value) {
            List<byte[]> keys = new ArrayList<>(people.keys("wide").subList(0, 4));
            List<IndexArgument> indexes = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                keys.add(people.key("i:p" + i));
                indexes.add(new IndexArgument(IndexForm.ORDERED, EntryType.TEXT, i));
            }
            List<byte[]> names =
                    IntStream.range(0, count).mapToObj(i -> utf8("p" + i)).toList();
            byte[][] texts = new byte[count][];
            Arrays.fill(texts, utf8(value));
            SaveScript save = new SaveScript(new WriteSchema(names, indexes));
            return server.run(
                    save.script(),
                    dialect,
                    keys,
                    save.arguments(People.CONTEXT, SaveMode.UPSERT, null, utf8("wide"), texts));
        }
    }

    @Nested
    class Refusing {

        private void refuses(SaveReply reply, java.util.function.Supplier<SaveReply> call) {
            Map<String, Object> before = people.state();
            assertThat(call.get()).isEqualTo(reply);
            assertThat(people.state()).isEqualTo(before);
        }

        @BothDialects
        void anInsertOfWhatExists(Dialect dialect) {
            long version = created(dialect, ADA);

            refuses(new Exists(version), () -> people.save(dialect, SaveMode.INSERT, null, ADA.withAge("40")));
            refuses(new Exists(version), () -> people.save(dialect, SaveMode.INSERT, null, ADA));
        }

        @BothDialects
        void anUpdateOfWhatDoesNot(Dialect dialect) {
            refuses(new Missing(), () -> people.save(dialect, SaveMode.UPDATE, null, ADA));
            created(dialect, ADA);
            refuses(new Missing(), () -> people.save(dialect, SaveMode.UPDATE, 1L, ADA.withId("bob")));
        }

        @BothDialects
        void anotherVersion(Dialect dialect) {
            refuses(new VersionConflict(0), () -> people.save(dialect, SaveMode.UPSERT, 5L, ADA));
            long version = created(dialect, ADA);

            refuses(
                    new VersionConflict(version),
                    () -> people.save(dialect, SaveMode.UPSERT, version - 1, ADA.withAge("40")));
            refuses(new VersionConflict(version), () -> people.save(dialect, SaveMode.UPSERT, 0L, ADA));
            assertThat(people.save(dialect, SaveMode.UPSERT, version, ADA.withAge("40")))
                    .isInstanceOf(Updated.class);
        }

        @BothDialects
        void anotherEpoch(Dialect dialect) {
            created(dialect, ADA);
            server.commands().hset(people.key("m"), utf8("e"), utf8("2"));

            refuses(new EpochChanged(2), () -> people.save(dialect, ADA.withAge("40")));
            refuses(new EpochChanged(2), () -> people.save(dialect, ADA));
        }

        @BothDialects
        void aKeyOfAnotherType(Dialect dialect) {
            for (boolean stored : new boolean[] {false, true}) {
                for (byte[] key : people.keys("ada")) {
                    if (stored && Arrays.equals(key, people.key("p"))) {
                        continue; // a change does not touch the primary index
                    }
                    server.commands().del(people.keys("ada").toArray(byte[][]::new));
                    if (stored) {
                        created(dialect, ADA);
                    }
                    server.commands().del(key);
                    server.commands().rpush(key, utf8("foreign"));
                    Map<String, Object> before = people.state();

                    assertThat(people.save(dialect, new Person("ada", "Eve", "40", "eve@example.org", "1,2", null)))
                            .isInstanceOfSatisfying(Corrupt.class, corrupt -> {
                                assertThat(corrupt.key()).isEqualTo(Bytes.show(key));
                                assertThat(corrupt.detail()).startsWith("holds a list, ");
                            });
                    assertThat(people.state()).isEqualTo(before);
                }
            }
        }

        @BothDialects
        void aStoredValueThatIsNotOfItsIndexType(Dialect dialect) {
            created(dialect, ADA);
            server.commands().hset(people.key("e:ada"), utf8("age"), utf8("old"));

            refuses(
                    new Corrupt(Bytes.show(people.key("i:age")), "a stored value is not of its index type"),
                    () -> people.save(dialect, ADA));
        }

        @BothDialects
        void argumentsThatNoClientSends(Dialect dialect) {
            created(dialect, ADA);
            Map<String, Object> before = people.state();

            assertThatThrownBy(() -> people.saveWith(dialect, 2, "many", ADA.withAge("40"))) // retention
                    .hasMessageStartingWith("FW_ARGUMENT");
            assertThatThrownBy(() -> people.saveShortened(dialect, ADA.withAge("40")))
                    .hasMessageStartingWith("FW_ARGUMENT");
            assertThatThrownBy(() -> people.saveWith(dialect, 5, "replace", ADA.withAge("40")))
                    .hasMessageStartingWith("FW_ARGUMENT");
            assertThat(people.state()).isEqualTo(before);
        }

        @BothDialects
        void aPositionThatNoGeoIndexHolds(Dialect dialect) {
            created(dialect, ADA);
            Map<String, Object> before = people.state();

            for (String home :
                    List.of("", "1", "1,2,3", "181,0", "0,86", "0,-85.06", "nan,0", "0,nan", "inf,0", "a,b", ",")) {
                assertThatThrownBy(() -> people.save(dialect, ADA.withHome(home).withAge("40")))
                        .as(home)
                        .hasMessageStartingWith("FW_ARGUMENT");
                assertThat(people.state()).isEqualTo(before);
            }
        }

        /** Whatever the script lets through, the geo command takes: it runs after the first write. */
        @BothDialects
        void noPositionHalfWay(Dialect dialect) {
            created(dialect, ADA);
            for (String home :
                    List.of(" 1,2", "0x10,1", "1 ,2", "1e1,1E-3", "-180,-85.05112878", "180,85.05112878", "+1,2")) {
                Map<String, Object> before = people.state();
                try {
                    people.save(dialect, ADA.withHome(home));
                } catch (RedisCommandExecutionException e) {
                    assertThat(people.state()).as(home).isEqualTo(before);
                }
            }
        }
    }

    @Nested
    class Claiming {

        @BothDialects
        void refusesAValueThatAnotherHolds(Dialect dialect) {
            created(dialect, ADA);
            created(dialect, ADA.withId("bob").withEmail("bob@example.org"));
            Map<String, Object> before = people.state();
            UniqueConflict conflict = new UniqueConflict(Bytes.show(people.key("u:email")), "ada");

            assertThat(people.save(dialect, ADA.withId("eve"))).isEqualTo(conflict);
            assertThat(people.save(dialect, ADA.withId("bob").withAge("41"))).isEqualTo(conflict);
            assertThat(people.state()).isEqualTo(before);
        }

        @BothDialects
        void releasesTheOldValueOfAChange(Dialect dialect) {
            created(dialect, ADA);
            people.save(dialect, ADA.withEmail("new@example.org"));

            assertThat(people.state()).containsEntry("u:email", Map.of("\3new@example.org\0", "ada"));
            assertThat(people.save(dialect, ADA.withId("bob"))).isInstanceOf(Created.class);
            assertThat(people.save(dialect, ADA)).isInstanceOf(UniqueConflict.class);
        }

        @BothDialects
        void releasesTheValueOfADeletion(Dialect dialect) {
            created(dialect, ADA);
            people.delete(dialect, null, "ada");

            assertThat(people.save(dialect, ADA.withId("bob"))).isInstanceOf(Created.class);
        }

        @BothDialects
        void exemptsNullButNotEmpty(Dialect dialect) {
            created(dialect, ADA.withEmail(null));
            created(dialect, ADA.withEmail(null).withId("bob"));
            assertThat(people.state()).doesNotContainKey("u:email");

            assertThat(people.save(dialect, ADA.withEmail(""))).isInstanceOf(Updated.class);
            assertThat(people.save(dialect, ADA.withEmail("").withId("bob"))).isInstanceOf(UniqueConflict.class);
        }

        @BothDialects
        void keepsAClaimWhenOtherPropertiesChange(Dialect dialect) {
            created(dialect, ADA);
            Object claims = people.state().get("u:email");

            people.save(dialect, ADA.withAge("37"));
            assertThat(people.state()).containsEntry("u:email", claims);
        }

        @BothDialects
        void oneOfManyCallersWins(Dialect dialect) throws Exception {
            List<RedisFuture<List<Object>>> replies = IntStream.range(0, 32)
                    .mapToObj(i -> people.sendSave(dialect, SaveMode.UPSERT, null, ADA.withId("id-" + i)))
                    .toList();

            assertThat(tags(replies)).filteredOn("CREATED"::equals).hasSize(1);
            assertThat(tags(replies)).filteredOn("UNIQUE"::equals).hasSize(31);
            assertThat(people.state()).containsKeys("u:email", "p", "m");
            assertThat(people.events()).hasSize(1);
        }
    }

    @Nested
    class Racing {

        @BothDialects
        void oneInsertOfManyWins(Dialect dialect) throws Exception {
            List<RedisFuture<List<Object>>> replies = race(i -> people.sendSave(dialect, SaveMode.INSERT, null, ADA));

            assertThat(tags(replies)).containsOnly("CREATED", "EXISTS");
            assertThat(tags(replies)).filteredOn("CREATED"::equals).hasSize(1);
        }

        @BothDialects
        void oneUpdateOfAVersionWins(Dialect dialect) throws Exception {
            long version = created(dialect, ADA);

            List<RedisFuture<List<Object>>> replies =
                    race(i -> people.sendSave(dialect, SaveMode.UPDATE, version, ADA.withAge("" + (100 + i))));

            assertThat(tags(replies)).containsOnly("UPDATED", "VERSION");
            assertThat(tags(replies)).filteredOn("UPDATED"::equals).hasSize(1);
            assertThat(people.events()).hasSize(2);
            assertThat((List<?>) people.state().get("i:age")).hasSize(1);
        }

        @BothDialects
        void versionsRiseAndEventNumbersAreDense(Dialect dialect) throws Exception {
            tags(race(i -> people.sendSave(dialect, SaveMode.UPSERT, null, ADA.withAge("" + (100 + i)))));

            List<Event> events = people.events();
            assertThat(events).extracting(Event::version).isSorted().doesNotHaveDuplicates();
            assertThat(events)
                    .extracting(Event::number)
                    .containsExactlyElementsOf(
                            IntStream.rangeClosed(1, 32).mapToObj(Long::valueOf).toList());
        }

        private List<RedisFuture<List<Object>>> race(java.util.function.IntFunction<RedisFuture<List<Object>>> call) {
            return IntStream.range(0, 32).parallel().mapToObj(call).toList();
        }
    }

    @Nested
    class Clocks {

        private static final long AHEAD = 8_000_000_000_000_000L; // microseconds: the year 2223

        @BothDialects
        void goesOnFromAVersionAheadOfTheClock(Dialect dialect) {
            created(dialect, ADA);
            server.commands().hset(people.key("m"), utf8("v"), utf8("" + AHEAD));

            assertThat(people.save(dialect, ADA.withAge("37"))).isEqualTo(new Updated(AHEAD + 1));
            assertThat(people.delete(dialect, null, "ada")).isEqualTo(new DeleteReply.Deleted(AHEAD + 2, 0));
        }

        @BothDialects
        void countsOnWithinOneMicrosecondAndWhenTheClockGoesBack(Dialect dialect) {
            long millis = AHEAD / 1_000;

            assertThat(people.saveAt(dialect, millis, ADA)).isEqualTo(new Created(AHEAD));
            assertThat(people.saveAt(dialect, millis, ADA.withAge("37"))).isEqualTo(new Updated(AHEAD + 1));
            assertThat(people.saveAt(dialect, millis - 1, ADA.withAge("38"))).isEqualTo(new Updated(AHEAD + 2));
            assertThat(people.saveAt(dialect, millis + 1, ADA.withAge("39"))).isEqualTo(new Updated(AHEAD + 1_000));
        }

        @BothDialects
        void comparesVersionsOfOtherLengthsAsNumbers(Dialect dialect) {
            created(dialect, ADA);
            server.commands().hset(people.key("m"), utf8("v"), utf8("99"));
            server.commands().hset(people.key("e:ada"), utf8("\0v"), utf8("99"));

            assertThat(people.saveAt(dialect, AHEAD / 1_000, ADA.withAge("37"))).isEqualTo(new Updated(AHEAD));
            assertThat(people.saveAt(dialect, 1, ADA.withAge("38"))).isEqualTo(new Updated(AHEAD + 1));
        }

        /** As after a clock beyond the year 2255. */
        @BothDialects
        void countsExactlyBeyondWhatADoubleHolds(Dialect dialect) {
            created(dialect, ADA);
            long version = (1L << 53) + 1;
            for (long last : new long[] {version, 1_999_999_999_999_999_999L, Long.MAX_VALUE - 7}) {
                server.commands().hset(people.key("m"), utf8("v"), utf8("" + last));
                assertThat(people.save(dialect, ADA.withAge("" + last % 97))).isEqualTo(new Updated(last + 1));
                server.commands().hset(people.key("e:ada"), utf8("\0v"), utf8("" + (last + 3)));
                assertThat(people.save(dialect, ADA.withAge("" + last % 89))).isEqualTo(new Updated(last + 4));
            }
            assertThat(people.events())
                    .extracting(People.Event::version)
                    .isSorted()
                    .endsWith(Long.MAX_VALUE - 3);
        }

        @BothDialects
        void goesOnFromAnEntityAheadOfItsPartition(Dialect dialect) {
            created(dialect, ADA);
            server.commands().hset(people.key("e:ada"), utf8("\0v"), utf8("" + AHEAD));

            assertThat(people.save(dialect, ADA.withAge("37"))).isEqualTo(new Updated(AHEAD + 1));
        }

        @BothDialects
        void writesNothingWhenTheStreamIsAheadOfTheClock(Dialect dialect) {
            created(dialect, ADA);
            server.commands()
                    .xadd(people.key("v"), XAddArgs.Builder.maxlen(1_000).id(AHEAD + "-1"), utf8("o"), utf8("X"));
            Map<String, Object> before = people.state();

            assertThatThrownBy(() -> people.save(dialect, ADA.withAge("37")))
                    .isInstanceOf(RedisCommandExecutionException.class);
            assertThatThrownBy(() -> people.save(dialect, ADA.withId("bob").withEmail(null)))
                    .isInstanceOf(RedisCommandExecutionException.class);
            assertThatThrownBy(() -> people.delete(dialect, null, "ada"))
                    .isInstanceOf(RedisCommandExecutionException.class);
            assertThat(people.state()).isEqualTo(before);
        }

        @BothDialects
        void goesOnWithoutMeta(Dialect dialect) {
            long first = created(dialect, ADA);
            server.commands().del(people.key("m"));

            long second = ((Updated) people.save(dialect, ADA.withAge("37"))).version();
            assertThat(second).isGreaterThan(first);
            assertThat(people.state()).containsEntry("m", Map.of("e", "1", "v", "" + second, "n", "1"));
            assertThat(people.events()).extracting(Event::version).containsExactly(first, second);
        }
    }

    private static List<String> tags(List<RedisFuture<List<Object>>> replies) throws Exception {
        List<String> tags = new ArrayList<>();
        for (RedisFuture<List<Object>> reply : replies) {
            tags.add(Bytes.show((byte[]) reply.get().get(0)));
        }
        return tags;
    }

    private static List<String> changedKeys(Map<String, Object> before, Map<String, Object> after) {
        return after.keySet().stream()
                .filter(key -> !Objects.equals(before.get(key), after.get(key)))
                .toList();
    }
}
