package dev.cress.script.entity;

import static dev.cress.script.Bytes.utf8;
import static dev.cress.script.entity.Crew.PERSON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.cress.script.BothDialects;
import dev.cress.script.Dialect;
import dev.cress.script.LuaScript;
import dev.cress.script.ScriptServer;
import dev.cress.testing.RedisEnvironment;
import dev.cress.testing.RedisTest;
import dev.cress.testing.RedisTopology;
import io.lettuce.core.AclSetuserArgs;
import io.lettuce.core.protocol.CommandType;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Several writes in one call: each does, leaves and answers what it would alone after those before it. */
@RedisTest
class SeveralScriptIT {

    private static final Person ADA = Person.ada();
    private static final Person BOB = Person.bob();
    private static final Person CYD = Person.cyd();
    private static final Person DAN = new Person("dan", "Dan", "20", null, "2,2", null);

    private final RedisEnvironment redis;
    private final ScriptServer server;
    private final String namespace;
    private final Crews crews;

    SeveralScriptIT(RedisEnvironment redis) {
        this.redis = redis;
        server = ScriptServer.of(redis);
        namespace = redis.newNamespace();
        crews = new Crews(server, namespace);
    }

    @AfterEach
    void close() {
        server.close();
    }

    /** Does some writes in one call, and in another partition one after the other: compares what they answer and leave. */
    private List<Object> compare(Crew together, Crew alone, Function<Crew, UnitCall[]> writes) {
        List<Object> expected = new ArrayList<>();
        for (UnitCall write : writes.apply(alone)) {
            expected.add(alone.alone(write));
        }
        List<Object> replies = together.several(writes.apply(together));
        assertThat(replies)
                .extracting(Object::getClass)
                .isEqualTo(expected.stream().<Class<?>>map(Object::getClass).toList());
        assertThat(together.timeless(PERSON)).isEqualTo(alone.timeless(PERSON));
        return replies;
    }

    @BothDialects
    void leavesWhatItsWritesLeaveOneAfterTheOther(Dialect dialect) {
        Crew alone = crews.next(dialect);
        Crew together = crews.next(dialect);

        List<Object> created = compare(together, alone, crew -> new UnitCall[] {
            crew.save(PERSON, ADA), crew.save(PERSON, BOB), crew.save(PERSON, CYD),
        });
        List<Object> changed = compare(together, alone, crew -> new UnitCall[] {
            crew.save(PERSON, ADA.withAge("37").withHome(null).withEmail("ada@example.com")),
            crew.save(PERSON, BOB.withEmail(ADA.email())), // free by now
            crew.save(PERSON, CYD),
            crew.save(PERSON, DAN),
        });

        assertThat(created).allMatch(SaveReply.Created.class::isInstance).doesNotHaveDuplicates();
        assertThat(changed.get(2)).isEqualTo(new SaveReply.Unchanged(((SaveReply.Created) created.get(2)).version()));
        long first = ((SaveReply.Updated) changed.get(0)).version();
        assertThat(((SaveReply.Updated) changed.get(1)).version()).isGreaterThan(first);
        assertThat(server.events(together.key(PERSON, "v")))
                .extracting(event -> event.get(0).replaceFirst(".*-", ""))
                .containsExactly("1", "2", "3", "4", "5", "6");
    }

    @BothDialects
    void refusesEachForItself(Dialect dialect) {
        Crew alone = crews.next(dialect);
        Crew together = crews.next(dialect);
        List.of(alone, together).forEach(crew -> crew.alone(crew.save(PERSON, ADA)));

        List<Object> replies = compare(together, alone, crew -> new UnitCall[] {
            crew.save(PERSON, SaveMode.UPSERT, 7L, ADA.withAge("99")),
            crew.save(PERSON, SaveMode.UPSERT, 7L, BOB),
            crew.save(PERSON, CYD.withEmail("new@example.org")),
            crew.save(PERSON, DAN.withEmail("new@example.org")), // has been taken in this call
            crew.save(PERSON, Person.empty("eve").withEmail(ADA.email())),
            crew.save(PERSON, Person.empty("fay")),
        });

        assertThat(replies.subList(0, 2))
                .containsExactly(
                        new SaveReply.VersionConflict(version(together, "ada")), new SaveReply.VersionConflict(0));
        assertThat(replies.subList(3, 5))
                .extracting(reply -> ((SaveReply.UniqueConflict) reply).holder())
                .containsExactly("cyd", "ada");
        assertThat(together.state().keySet())
                .filteredOn(key -> key.contains(":e:"))
                .hasSize(3);

        List<Object> inserted = compare(together, alone, crew -> new UnitCall[] {
            crew.save(PERSON, SaveMode.INSERT, null, ADA), crew.save(PERSON, SaveMode.INSERT, null, DAN),
        });
        assertThat(inserted.get(0)).isEqualTo(new SaveReply.Exists(version(together, "ada")));
        List<Object> updated = compare(together, alone, crew -> new UnitCall[] {
            crew.save(PERSON, SaveMode.UPDATE, null, BOB), crew.save(PERSON, SaveMode.UPDATE, null, DAN.withAge("7")),
        });
        assertThat(updated.get(0)).isEqualTo(new SaveReply.Missing());
    }

    private long version(Crew crew, String id) {
        byte[] version = server.commands().hget(crew.key(PERSON, "e:" + id), utf8("\0v"));
        return Long.parseLong(new String(version, StandardCharsets.US_ASCII));
    }

    @BothDialects
    void patchesAndDeletes(Dialect dialect) {
        Crew alone = crews.next(dialect);
        Crew together = crews.next(dialect);
        for (Crew crew : List.of(alone, together)) {
            List.of(ADA, BOB, CYD, DAN).forEach(person -> crew.alone(crew.save(PERSON, person)));
        }

        List<Object> patched = compare(together, alone, crew -> new UnitCall[] {
            crew.patch(PERSON, "ada", PatchStep.set(1, utf8("8")), PatchStep.set(3, null)),
            crew.patch(PERSON, "nobody", PatchStep.set(1, utf8("8")), PatchStep.set(3, null)),
            crew.patch(PERSON, "bob", PatchStep.set(1, utf8("9")), PatchStep.set(3, null)),
        });
        compare(together, alone, crew -> new UnitCall[] {
            crew.patch(PERSON, "cyd", PatchStep.requireNull(1, false)),
            crew.patch(PERSON, "dan", PatchStep.requireNull(1, false)),
        });
        assertThat(((PatchReply.Done) patched.get(2)).texts())
                .isDeepEqualTo(BOB.withAge("9").withHome(null).texts());
        compare(together, alone, crew -> new UnitCall[] {
            crew.delete(PERSON, null, "ada"), crew.delete(PERSON, 7L, "bob"), crew.delete(PERSON, null, "cyd"),
        });
        assertThat(together.state().keySet())
                .filteredOn(key -> key.contains(":e:"))
                .hasSize(2);
    }

    @BothDialects
    void failsEachForItselfWhereAKeyHoldsSomethingElse(Dialect dialect) {
        for (String damaged : List.of("i:age", "v", "g:home", "p")) {
            Crew crew = crews.next(dialect);
            server.commands().set(crew.key(PERSON, damaged), utf8("x"));
            Map<String, Object> before = crew.state();

            assertThat(crew.several(crew.save(PERSON, ADA), crew.save(PERSON, BOB)))
                    .hasSize(2)
                    .allSatisfy(reply ->
                            assertThat(((SaveReply.Corrupt) reply).key()).endsWith(damaged));
            assertThat(crew.state()).isEqualTo(before);
        }
    }

    @BothDialects
    void writesTheOthersWhereOneFails(Dialect dialect) {
        Crew alone = crews.next(dialect);
        Crew together = crews.next(dialect);
        List.of(alone, together).forEach(crew -> server.commands().set(crew.key(PERSON, "e:bob"), utf8("x")));

        List<Object> replies = compare(together, alone, crew -> new UnitCall[] {
            crew.save(PERSON, ADA), crew.save(PERSON, BOB), crew.save(PERSON, CYD),
        });
        assertThat(replies.get(1)).isInstanceOf(SaveReply.Corrupt.class);

        List<Object> failed = together.several(
                together.save(PERSON, ADA.withAge("1")),
                together.save(PERSON, DAN.withHome("999,2")), // whose other entries wait already
                together.save(PERSON, CYD.withAge("2")));
        assertThat(failed.get(0)).isInstanceOf(SaveReply.Updated.class);
        assertThat((String) failed.get(1)).contains("FW_ARGUMENT a position");
        assertThat(failed.get(2)).isInstanceOf(SaveReply.Updated.class);
        assertThat(together.state().toString()).doesNotContain("Dan").doesNotContain("dan");
    }

    @BothDialects
    void refusesWritesThatHaveNotAsManyArgumentsEach(Dialect dialect) {
        Crew crew = crews.next(dialect);
        UnitCall wrong = crew.save(PERSON, DAN);
        wrong.arguments().remove(wrong.arguments().size() - 1);
        assertThatThrownBy(() -> crew.several(crew.save(PERSON, ADA), wrong))
                .hasMessageContaining("FW_ARGUMENT not as many arguments of each write");
        assertThat(crew.state()).isEmpty();
    }

    @BothDialects
    void asksOnceForTheLayoutAndTellsEachOfAnotherOne(Dialect dialect) {
        Crew crew = crews.next(dialect);
        server.commands().hset(crew.key(PERSON, "m"), utf8("e"), utf8("2"));
        Map<String, Object> before = crew.state();
        assertThat(crew.several(crew.save(PERSON, ADA), crew.save(PERSON, BOB)))
                .containsExactly(new SaveReply.EpochChanged(2), new SaveReply.EpochChanged(2));
        assertThat(crew.state()).isEqualTo(before);

        Crew damaged = crews.next(dialect);
        server.commands().set(damaged.key(PERSON, "m"), utf8("x"));
        assertThat(damaged.several(damaged.save(PERSON, ADA), damaged.save(PERSON, BOB)))
                .allMatch(SaveReply.Corrupt.class::isInstance);
    }

    /** As a script would that the server breaks off: the event is told, and numbers go on behind it. */
    @BothDialects
    void goesOnBehindAWriteThatBreaksOff(Dialect dialect) {
        Crew crew = crews.next(dialect);
        LuaScript<?> breaking = crew.save(PERSON, ADA)
                .kind()
                .script()
                .withBody(body -> body.replace(
                        "redis.call('HSET', entity",
                        "if id == 'bob' then error('broken') end\nredis.call('HSET', entity"))
                .several();

        List<Object> replies =
                crew.several(breaking, crew.save(PERSON, ADA), crew.save(PERSON, BOB), crew.save(PERSON, CYD));
        assertThat((String) replies.get(1)).contains("broken");
        assertThat(replies.get(2)).isInstanceOf(SaveReply.Created.class);
        assertThat(server.events(crew.key(PERSON, "v")))
                .extracting(event -> event.get(0).replaceFirst(".*-", ""))
                .containsExactly("1", "2", "3");
        assertThat(server.commands().hget(crew.key(PERSON, "m"), utf8("n"))).isEqualTo(utf8("3"));
    }

    @Test
    void ringsOnce() throws InterruptedException {
        Crew crew = crews.next(Dialect.PLAIN);
        String channel = namespace + "bell";
        BlockingQueue<String> rings = server.subscribe(channel);
        UnitCall[] writes = {crew.save(PERSON, ADA), crew.save(PERSON, BOB), crew.save(PERSON, SaveMode.UPSERT, 7L, CYD)
        };
        for (UnitCall write : writes) {
            write.arguments().set(2, utf8(channel));
        }
        crew.several(writes);
        crew.several(writes); // changes nothing
        server.publish(channel, "last");

        assertThat(rings.poll(10, TimeUnit.SECONDS)).isEqualTo("0");
        assertThat(rings.poll(10, TimeUnit.SECONDS)).isEqualTo("last");
    }

    @BothDialects
    void takesBackWhatWasWrittenWhenACommandIsDenied(Dialect dialect) {
        assumeTrue(redis.topology() == RedisTopology.STANDALONE, "users of one server");
        Crew crew = crews.next(dialect);
        crew.alone(crew.save(PERSON, ADA));
        Map<String, Object> before = crew.state();
        String user = namespace; // others test on the same server
        AclSetuserArgs rights =
                AclSetuserArgs.Builder.on().nopass().allKeys().allCommands().removeCommand(CommandType.XADD);
        server.commands().aclSetuser(user, rights);
        try (ScriptServer limited =
                ScriptServer.standalone(redis.uri().replaceFirst("redis://([^@]*@)?", "redis://" + user + ":any@"))) {
            Crew denied = crews.last(limited, dialect);
            assertThat(denied.several(
                            denied.save(
                                    PERSON, ADA.withAge("40").withHome("1,1").withEmail("new@example.org")),
                            denied.save(PERSON, BOB),
                            denied.save(
                                    PERSON, ADA.withId("ida").withEmail(null).withAge(null))))
                    .hasSize(3)
                    .allSatisfy(failure -> assertThat((String) failure).contains("can't run this command"));
        }
        server.commands().aclDeluser(user);
        assertThat(crew.state()).isEqualTo(before);
    }

    @Test
    void onlyScriptsOfOneEntityCanDoSeveral() {
        assertThat(UnitScript.TEMPLATE.joinable()).isFalse();
        UnitKind saves = crews.next(Dialect.PLAIN).save(PERSON, ADA).kind();
        assertThat(saves.script().joinable()).isTrue();
        assertThat(saves.script().once().joinable()).isFalse();
        assertThat(saves.script().several().joinable()).isFalse();
        assertThat(new UnitScript(List.of(saves)).script().joinable()).isFalse();
        assertThatThrownBy(UnitScript.TEMPLATE::several).isInstanceOf(IllegalStateException.class);
    }
}
