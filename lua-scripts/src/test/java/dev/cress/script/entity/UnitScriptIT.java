package dev.cress.script.entity;

import static dev.cress.script.Bytes.utf8;
import static dev.cress.script.entity.Crew.PERSON;
import static dev.cress.script.entity.Crew.SAILOR;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.cress.script.BothDialects;
import dev.cress.script.Dialect;
import dev.cress.script.ScriptServer;
import dev.cress.testing.RedisEnvironment;
import dev.cress.testing.RedisTest;
import dev.cress.testing.RedisTopology;
import io.lettuce.core.AclSetuserArgs;
import io.lettuce.core.XAddArgs;
import io.lettuce.core.protocol.CommandType;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;

/** Several writes in one script: what they leave is what the same writes leave one after the other, or nothing. */
@RedisTest
class UnitScriptIT {

    private static final Person ADA = Person.ada();
    private static final Person BOB = Person.bob();
    private static final Person CYD = Person.cyd();

    private final RedisEnvironment redis;
    private final ScriptServer server;
    private final String namespace;
    private final Crews crews;

    UnitScriptIT(RedisEnvironment redis) {
        this.redis = redis;
        server = ScriptServer.of(redis);
        namespace = redis.newNamespace();
        crews = new Crews(server, namespace);
    }

    @AfterEach
    void close() {
        server.close();
    }

    @BothDialects
    void leavesWhatItsWritesLeaveOneAfterTheOther(Dialect dialect) {
        Crew alone = crews.next(dialect);
        Crew together = crews.next(dialect);
        for (Crew crew : List.of(alone, together)) {
            crew.alone(crew.save(PERSON, ADA));
            crew.alone(crew.save(SAILOR, BOB));
            crew.alone(crew.save(SAILOR, CYD));
        }
        for (UnitCall write : writes(alone)) {
            alone.alone(write);
        }

        List<Object> replies = together.done(writes(together));

        assertThat(replies).hasSize(6);
        assertThat(replies.get(0)).isInstanceOf(SaveReply.Updated.class);
        assertThat(replies.get(1)).isInstanceOf(DeleteReply.Deleted.class);
        assertThat(replies.get(2)).isInstanceOf(SaveReply.Created.class);
        assertThat(replies.get(3)).isInstanceOf(SaveReply.Unchanged.class);
        PatchReply.Done patched = (PatchReply.Done) replies.get(4);
        assertThat(patched.texts()).isDeepEqualTo(CYD.withAge("8").texts());
        for (String model : List.of(PERSON, SAILOR)) {
            assertThat(together.timeless(model))
                    .isEqualTo(alone.timeless(model))
                    .contains("bob@example.org");
        }
        assertThat(together.timeless(SAILOR)).contains("version 4");
    }

    /** Bob's e-mail address is free when ada takes it, in the order of the writes. */
    private static UnitCall[] writes(Crew crew) {
        return new UnitCall[] {
            crew.save(PERSON, SaveMode.UPDATE, null, ADA.withAge("37").withHome(null)),
            crew.delete(SAILOR, null, "bob"),
            crew.save(SAILOR, SaveMode.INSERT, null, ADA.withEmail(BOB.email())),
            crew.save(SAILOR, CYD),
            crew.patch(SAILOR, "cyd", PatchStep.set(1, utf8("8"))),
            crew.save(PERSON, SaveMode.INSERT, null, BOB),
        };
    }

    @BothDialects
    void writesNothingWhenOneIsRefused(Dialect dialect) {
        Crew crew = crews.next(dialect);
        crew.alone(crew.save(PERSON, ADA));
        crew.alone(crew.save(SAILOR, BOB));
        Map<String, Object> before = crew.state();
        UnitCall change = crew.save(PERSON, ADA.withAge("1").withEmail(null));
        UnitCall creation = crew.save(SAILOR, CYD);

        assertThat(crew.refused(2, change, creation, crew.save(SAILOR, SaveMode.UPSERT, 7L, BOB)))
                .isInstanceOf(SaveReply.VersionConflict.class);
        assertThat(crew.refused(1, change, crew.save(SAILOR, SaveMode.INSERT, null, BOB), creation))
                .isInstanceOf(SaveReply.Exists.class);
        assertThat(crew.refused(2, creation, change, crew.delete(SAILOR, null, "nobody")))
                .isInstanceOf(DeleteReply.Missing.class);
        assertThat(crew.refused(1, change, crew.patch(SAILOR, "nobody", PatchStep.set(1, utf8("8")))))
                .isInstanceOf(PatchReply.Missing.class);
        assertThat(crew.refused(0, crew.save(SAILOR, CYD.withEmail(BOB.email())), change))
                .isEqualTo(new SaveReply.UniqueConflict(
                        new String(crew.key(SAILOR, "u:email"), StandardCharsets.UTF_8), "bob"));
        assertThat(crew.state()).isEqualTo(before);
    }

    @BothDialects
    void seesTheClaimsOfTheWritesBefore(Dialect dialect) {
        Crew crew = crews.next(dialect);
        Person rival = CYD.withEmail(ADA.email());
        assertThat(crew.refused(1, crew.save(PERSON, ADA), crew.save(PERSON, rival)))
                .isInstanceOf(SaveReply.UniqueConflict.class);
        assertThat(crew.state()).isEmpty();

        crew.alone(crew.save(PERSON, ADA));
        Map<String, Object> before = crew.state();
        assertThat(crew.refused(0, crew.save(PERSON, rival), crew.delete(PERSON, null, "ada")))
                .isInstanceOf(SaveReply.UniqueConflict.class);
        assertThat(crew.state()).isEqualTo(before);
        assertThat(crew.done(crew.delete(PERSON, null, "ada"), crew.save(PERSON, rival)))
                .hasSize(2);
    }

    @BothDialects
    void findsForeignKeysBeforeItWrites(Dialect dialect) {
        for (String foreign : List.of("i:name", "i:age", "u:email", "g:home", "p", "v", "m", "e:bob")) {
            Crew crew = crews.next(dialect);
            server.commands().set(crew.key(SAILOR, foreign), utf8("foreign"));
            Map<String, Object> before = crew.state();

            assertThat(crew.refused(1, crew.save(PERSON, ADA), crew.save(SAILOR, BOB)))
                    .as(foreign)
                    .isInstanceOf(SaveReply.Corrupt.class);
            assertThat(crew.state()).isEqualTo(before);
        }
    }

    @BothDialects
    void writesNothingWhenAStreamHasLaterEvents(Dialect dialect) {
        Crew crew = crews.next(dialect);
        server.commands()
                .xadd(
                        crew.key(SAILOR, "v"),
                        XAddArgs.Builder.minId("0").id("9000000000000000-1"),
                        utf8("o"),
                        utf8("C"));
        Map<String, Object> before = crew.state();

        assertThatThrownBy(() -> crew.unit(crew.save(PERSON, ADA), crew.save(SAILOR, BOB)))
                .hasMessageContaining("the stream has events that the partition does not know of");
        assertThat(crew.state()).isEqualTo(before);
    }

    @BothDialects
    void refusesAUnitOfNothingOrOfAnUnknownKind(Dialect dialect) {
        Crew crew = crews.next(dialect);
        UnitCall write = crew.save(PERSON, ADA);
        UnitScript unit = new UnitScript(List.of(write.kind()));

        for (List<byte[]> arguments : List.of(List.<byte[]>of(), List.of(utf8("2"), utf8("0")), List.of(utf8("1")))) {
            assertThatThrownBy(() -> server.run(unit.script(), dialect, unit.keys(List.of(write)), arguments))
                    .hasMessageContaining("FW_ARGUMENT");
        }
        assertThat(crew.state()).isEmpty();
    }

    /** The check of types has passed, and the user may not do what comes last: what came before is taken back. */
    @BothDialects
    void takesBackWhatWasWrittenWhenACommandIsDenied(Dialect dialect) {
        assumeTrue(redis.topology() == RedisTopology.STANDALONE, "users of one server");
        Crew crew = crews.next(dialect);
        crew.alone(crew.save(PERSON, ADA));
        crew.alone(crew.save(SAILOR, BOB));
        Map<String, Object> before = crew.state();
        String user = namespace; // others test on the same server
        server.commands()
                .aclSetuser(
                        user,
                        AclSetuserArgs.Builder.on()
                                .nopass()
                                .allKeys()
                                .allCommands()
                                .removeCommand(CommandType.XADD));
        try (ScriptServer limited =
                ScriptServer.standalone(redis.uri().replaceFirst("redis://([^@]*@)?", "redis://" + user + ":any@"))) {
            Crew denied = crews.last(limited, dialect);
            assertThatThrownBy(() -> denied.unit(
                            denied.save(
                                    PERSON, ADA.withAge("40").withHome("1,1").withEmail("new@example.org")),
                            denied.delete(SAILOR, null, "bob"),
                            denied.save(SAILOR, CYD.withEmail(BOB.email()).withHome("2,2"))))
                    .hasMessageContaining("can't run this command");
        }
        server.commands().aclDeluser(user);
        assertThat(crew.state()).isEqualTo(before);
    }
}
