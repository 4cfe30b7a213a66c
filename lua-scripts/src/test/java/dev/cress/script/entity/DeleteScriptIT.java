package dev.cress.script.entity;

import static dev.cress.script.Bytes.utf8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import dev.cress.script.BothDialects;
import dev.cress.script.Bytes;
import dev.cress.script.Dialect;
import dev.cress.script.ScriptServer;
import dev.cress.script.entity.DeleteReply.Corrupt;
import dev.cress.script.entity.DeleteReply.Deleted;
import dev.cress.script.entity.DeleteReply.EpochChanged;
import dev.cress.script.entity.DeleteReply.Missing;
import dev.cress.script.entity.DeleteReply.VersionConflict;
import dev.cress.script.entity.SaveReply.Created;
import dev.cress.script.entry.EntryType;
import dev.cress.testing.RedisEnvironment;
import dev.cress.testing.RedisTest;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisFuture;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;

@RedisTest
class DeleteScriptIT {

    private static final Person ADA = Person.ada();

    private final ScriptServer server;
    private final People people;

    DeleteScriptIT(RedisEnvironment redis) {
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

    private void refuses(DeleteReply reply, java.util.function.Supplier<DeleteReply> call) {
        Map<String, Object> before = people.state();
        assertThat(call.get()).isEqualTo(reply);
        assertThat(people.state()).isEqualTo(before);
    }

    @BothDialects
    void removesTheEntityAndItsEntriesAtOnce(Dialect dialect) {
        created(dialect, ADA);
        created(dialect, ADA.withId("bob").withEmail("bob@example.org"));
        people.save(dialect, ADA.withAge("37"));

        long deleted = ((Deleted) people.delete(dialect, null, "ada")).version();

        assertThat(people.state())
                .containsOnlyKeys("e:bob", "m", "v", "p", "i:name", "i:age", "u:email", "g:home")
                .contains(
                        entry("p", List.of("bob=0.0")),
                        entry("i:name", List.of("\3Ada\0\2bob=0.0")),
                        entry("u:email", Map.of("\3bob@example.org\0", "bob")),
                        entry("m", Map.of("e", "1", "v", "" + deleted, "n", "4")));
        assertThat((List<?>) people.state().get("g:home")).hasSize(1);
        assertThat(people.events().get(3)).satisfies(event -> {
            assertThat(event.version()).isEqualTo(deleted);
            assertThat(event.number()).isEqualTo(4);
            assertThat(event.fields())
                    .containsExactly(
                            entry("o", "D"),
                            entry("i", "ada"),
                            entry("-name", "Ada"),
                            entry("-age", "37"),
                            entry("-email", "ada@example.org"),
                            entry("-home", "-0.1276,51.5072"));
        });
    }

    @BothDialects
    void leavesNothingOfTheLastEntityButMetaAndEvents(Dialect dialect) {
        created(dialect, ADA);
        created(dialect, Person.empty("bob"));
        people.delete(dialect, null, "ada");
        people.delete(dialect, null, "bob");

        assertThat(people.state()).containsOnlyKeys("m", "v");
        assertThat(people.events().get(3).fields()).containsExactly(entry("o", "D"), entry("i", "bob"));
    }

    @BothDialects
    void aNewEntityOfTheSameIdHasAHigherVersion(Dialect dialect) {
        long first = created(dialect, ADA);
        long deleted = ((Deleted) people.delete(dialect, null, "ada")).version();
        long second = created(dialect, ADA);

        assertThat(List.of(first, deleted, second)).isSorted().doesNotHaveDuplicates();
    }

    @BothDialects
    void deletesOnce(Dialect dialect) {
        refuses(new Missing(), () -> people.delete(dialect, null, "ada"));
        created(dialect, ADA);
        assertThat(people.delete(dialect, null, "ada")).isInstanceOf(Deleted.class);
        refuses(new Missing(), () -> people.delete(dialect, null, "ada"));
        refuses(new Missing(), () -> people.delete(dialect, 5L, "ada"));
    }

    @BothDialects
    void refusesAnotherVersion(Dialect dialect) {
        long version = created(dialect, ADA);

        refuses(new VersionConflict(version), () -> people.delete(dialect, version - 1, "ada"));
        refuses(new VersionConflict(version), () -> people.delete(dialect, 0L, "ada"));
        assertThat(people.delete(dialect, version, "ada")).isInstanceOf(Deleted.class);
    }

    @BothDialects
    void refusesAnotherEpoch(Dialect dialect) {
        created(dialect, ADA);
        server.commands().hset(people.key("m"), utf8("e"), utf8("2"));

        refuses(new EpochChanged(2), () -> people.delete(dialect, null, "ada"));
    }

    @BothDialects
    void refusesAKeyOfAnotherType(Dialect dialect) {
        for (byte[] key : people.keys("ada")) {
            server.commands().del(people.keys("ada").toArray(byte[][]::new));
            created(dialect, ADA);
            server.commands().del(key);
            server.commands().set(key, utf8("foreign"));
            Map<String, Object> before = people.state();

            assertThat(people.delete(dialect, null, "ada")).isInstanceOfSatisfying(Corrupt.class, corrupt -> {
                assertThat(corrupt.key()).isEqualTo(Bytes.show(key));
                assertThat(corrupt.detail()).startsWith("holds a string, ");
            });
            assertThat(people.state()).isEqualTo(before);
        }
    }

    @BothDialects
    void refusesAStoredValueThatIsNotOfItsIndexType(Dialect dialect) {
        created(dialect, ADA);
        server.commands().hset(people.key("e:ada"), utf8("age"), utf8("old"));

        refuses(
                new Corrupt(Bytes.show(people.key("i:age")), "a stored value is not of its index type"),
                () -> people.delete(dialect, null, "ada"));
    }

    @BothDialects
    void refusesAnArgumentThatNoClientSends(Dialect dialect) {
        created(dialect, ADA);
        Map<String, Object> before = people.state();

        assertThatThrownBy(() -> people.deleteWith(dialect, 2, "many", "ada"))
                .isInstanceOf(RedisCommandExecutionException.class);
        assertThat(people.state()).isEqualTo(before);
    }

    @BothDialects
    void deletesAThousandIndexedProperties(Dialect dialect) {
        int count = 1_000;
        List<byte[]> keys = new ArrayList<>(people.keys("wide").subList(0, 4));
        List<byte[]> names =
                IntStream.range(0, count).mapToObj(i -> utf8("p" + i)).toList();
        List<IndexArgument> indexes = IntStream.range(0, count)
                .mapToObj(i -> new IndexArgument(IndexForm.ORDERED, EntryType.TEXT, i))
                .toList();
        names.forEach(name -> keys.add(people.key("i:" + Bytes.show(name))));
        byte[][] texts = new byte[count][];
        Arrays.fill(texts, utf8("a"));
        WriteSchema schema = new WriteSchema(names, indexes);
        SaveScript save = new SaveScript(schema);
        DeleteScript delete = new DeleteScript(schema);
        server.run(
                save.script(),
                dialect,
                keys,
                save.arguments(People.CONTEXT, SaveMode.INSERT, null, utf8("wide"), texts));

        assertThat(server.run(delete.script(), dialect, keys, delete.arguments(People.CONTEXT, null, utf8("wide"))))
                .isInstanceOf(Deleted.class);
        assertThat(people.state()).containsOnlyKeys("m", "v");
    }

    @BothDialects
    void oneOfManyCallersDeletes(Dialect dialect) throws Exception {
        created(dialect, ADA);

        List<String> tags = new ArrayList<>();
        for (RedisFuture<List<Object>> reply : IntStream.range(0, 32)
                .parallel()
                .mapToObj(i -> people.sendDelete(dialect, null, "ada"))
                .toList()) {
            tags.add(Bytes.show((byte[]) reply.get().get(0)));
        }

        assertThat(tags).filteredOn("DELETED"::equals).hasSize(1);
        assertThat(tags).filteredOn("MISSING"::equals).hasSize(31);
        assertThat(people.events()).hasSize(2);
    }
}
