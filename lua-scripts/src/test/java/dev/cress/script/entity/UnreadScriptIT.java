package dev.cress.script.entity;

import static dev.cress.script.Bytes.utf8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cress.script.BothDialects;
import dev.cress.script.Dialect;
import dev.cress.script.ScriptServer;
import dev.cress.script.entity.SaveReply.Created;
import dev.cress.script.entity.SaveReply.Unchanged;
import dev.cress.script.entity.SaveReply.Unread;
import dev.cress.script.entity.SaveReply.Updated;
import dev.cress.testing.RedisEnvironment;
import dev.cress.testing.RedisTest;
import dev.cress.testing.RedisTopology;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;

/** Saves that look at what they replace: of a name only what is no UTF-8, of an age everything. */
@RedisTest(RedisTopology.STANDALONE)
class UnreadScriptIT {

    private static final SaveScript SAVE = new SaveScript(
            Person.SCHEMA,
            List.of(SureTexts.UTF_8, SureTexts.NONE, SureTexts.ALL, SureTexts.ALL, SureTexts.oneOf(List.of("first"))));
    private static final Person ADA = Person.ada();

    private final ScriptServer server;
    private final People people;

    UnreadScriptIT(RedisEnvironment redis) {
        server = ScriptServer.of(redis);
        people = new People(server, redis.newNamespace());
    }

    @AfterEach
    void close() {
        server.close();
    }

    private SaveReply save(Dialect dialect, Person person, UnaryOperator<List<byte[]>> change) {
        List<byte[]> arguments =
                SAVE.arguments(People.CONTEXT, SaveMode.UPSERT, null, utf8(person.id()), person.texts());
        return server.run(SAVE.script(), dialect, people.keys(person.id()), change.apply(arguments));
    }

    private SaveReply save(Dialect dialect, Person person) {
        return save(dialect, person, arguments -> arguments);
    }

    private void isUnread(long version, Person stored, SaveReply reply) {
        assertThat(reply).isInstanceOfSatisfying(Unread.class, unread -> {
            assertThat(unread.version()).isEqualTo(version);
            assertThat(unread.texts()).isDeepEqualTo(stored.texts());
        });
    }

    @BothDialects
    void whatIsReplacedIsReadBeforeInTheVersionThatIsStored(Dialect dialect) {
        long version = ((Created) save(dialect, ADA)).version();
        Map<String, Object> before = people.state();
        Person older = ADA.withAge("40");

        isUnread(version, ADA, save(dialect, older));
        isUnread(version, ADA, save(dialect, ADA.withAge(null)));
        isUnread(version, ADA, save(dialect, older, arguments -> SAVE.afterReading(arguments, version - 1)));
        isUnread(version, ADA, save(dialect, ADA.withName("Ida"), SAVE::neverSure));
        assertThat(people.state()).isEqualTo(before);

        isUnread(
                version,
                ADA,
                save(
                        dialect,
                        ADA.withName("Ida"),
                        arguments -> SAVE.afterReading(SAVE.neverSure(arguments), version - 1)));

        Updated updated = (Updated) save(dialect, older, arguments -> SAVE.afterReading(arguments, version));
        assertThat(updated.version()).isGreaterThan(version);
        assertThat(save(dialect, ADA, SAVE::unseen))
                .isInstanceOfSatisfying(
                        Updated.class,
                        again -> assertThat(save(
                                        dialect,
                                        older,
                                        arguments -> SAVE.afterReading(SAVE.neverSure(arguments), again.version())))
                                .isInstanceOf(Updated.class));
    }

    @BothDialects
    void whatIsSureOrStaysIsNot(Dialect dialect) {
        save(dialect, ADA);
        assertThat(save(dialect, ADA)).isInstanceOf(Unchanged.class);
        assertThat(save(dialect, ADA.withName("Zoë 😀"))).isInstanceOf(Updated.class);
        assertThat(save(dialect, ADA.withName(null).withEmail(null))).isInstanceOf(Updated.class);
        server.commands().hset(people.key("e:ada"), utf8("name"), new byte[] {
            (byte) 0xE2, (byte) 0xC3, (byte) 0xA9, (byte) 0x82, (byte) 0xAC
        });
        assertThat(save(dialect, ADA)).as("a character in the rests of another").isInstanceOf(Unread.class);
    }

    @BothDialects
    void theKeptReplyOfANamedSaveIsNotThatSomethingIsToBeRead(Dialect dialect) {
        long version = ((Created) save(dialect, ADA)).version();
        isUnread(version, ADA, once(dialect, ADA.withAge("40"), 0));
        SaveReply updated = once(dialect, ADA.withAge("40"), version);
        assertThat(updated).isInstanceOf(Updated.class);
        assertThat(once(dialect, ADA.withAge("50"), 0)).isEqualTo(updated);
    }

    private SaveReply once(Dialect dialect, Person person, long read) {
        List<byte[]> arguments = new ArrayList<>(SAVE.afterReading(
                SAVE.arguments(People.CONTEXT.named("w1"), SaveMode.UPSERT, null, utf8(person.id()), person.texts()),
                read));
        arguments.add(utf8("60000"));
        List<byte[]> keys = people.keys(person.id());
        keys.add(people.key("k:w1:" + person.id()));
        return server.run(SAVE.script().once(), dialect, keys, arguments);
    }
}
