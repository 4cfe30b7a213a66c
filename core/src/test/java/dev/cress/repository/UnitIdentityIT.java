package dev.cress.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cress.Cress;
import dev.cress.CressOptions;
import dev.cress.annotation.Id;
import dev.cress.annotation.RedisEntity;
import dev.cress.connection.RedisExecutor;
import dev.cress.connection.ScriptCall;
import dev.cress.error.InvalidUnitException;
import dev.cress.error.MappingException;
import dev.cress.testing.RedisEnvironment;
import dev.cress.testing.RedisTest;
import dev.cress.write.WriteOptions;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Units of work that are not what their caller takes them for, and what they leave on the server. */
@RedisTest
class UnitIdentityIT {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final WriteOptions NONE = WriteOptions.DEFAULT;

    @RedisEntity(value = "owner", partitions = 1)
    record Owner(@Id String id) {}

    @RedisEntity(value = "toy", partitions = 1)
    record Toy(@Id String id, String owner) {}

    interface Owners extends ReactiveRepository<Owner, String> {}

    interface Toys extends ReactiveRepository<Toy, String> {}

    private final RedisEnvironment redis;
    private final String namespace;
    private Cress cress;

    UnitIdentityIT(RedisEnvironment redis) {
        this.redis = redis;
        this.namespace = redis.newNamespace();
    }

    @BeforeEach
    void connect() {
        connect(executor -> executor);
    }

    private void connect(UnaryOperator<RedisExecutor> executor) {
        cress = Cress.connect(CressOptions.builder(redis.uri())
                        .commandTimeout(LIMIT)
                        .operationDeadline(LIMIT)
                        .namespace(namespace)
                        .executor(executor)
                        .build())
                .block(LIMIT);
    }

    @AfterEach
    void close() {
        cress.closeLater().block(LIMIT);
    }

    private UnitOfWork unit() {
        return cress.unitOfWork();
    }

    @Test
    void saysThatAWriteIdIsThatOfAnotherUnit() {
        Owner ada = new Owner("ada");
        Owner dan = new Owner("dan");
        WriteOptions done = NONE.writeId("done");
        WriteOptions refused = NONE.writeId("refused");
        unit().insert(ada).insert(new Owner("bob")).options(done).commit().block(LIMIT);
        unit().insert(new Owner("cyd")).insert(ada).options(refused).result().block(LIMIT);

        for (UnitOfWork other : List.of(
                unit().insert(dan).options(done),
                unit().insert(dan).options(refused),
                unit().deleteById(Owner.class, "ada")
                        .deleteById(Owner.class, "bob")
                        .options(done))) {
            assertThatThrownBy(() -> other.commit().block(LIMIT))
                    .isInstanceOf(InvalidUnitException.class)
                    .hasMessageContaining("write id of its own");
        }
        assertThat(cress.repository(Owners.class).count().block(LIMIT)).isEqualTo(2);
    }

    @Test
    void leavesOneScriptOnTheServerForWhateverItDoesToItsTypes() {
        CopyOnWriteArrayList<String> texts = new CopyOnWriteArrayList<>();
        close();
        connect(target -> noting(target, texts));
        Toys toys = cress.repository(Toys.class);
        String id = toys.save(new Toy("ball", "ada")).block(LIMIT).id();
        texts.clear();

        unit().save(new Toy(id, "bob")).commit().block(LIMIT);
        unit().patch(toys.patch(id).set(Toy::owner, "cyd")).commit().block(LIMIT);
        assertThat(texts).hasSize(2);
        assertThat(Set.copyOf(texts)).hasSize(1);
        unit().deleteById(Toy.class, id).commit().block(LIMIT);
        assertThat(Set.copyOf(texts)).as("deletions run without memory too").hasSize(2);
    }

    @Test
    void namesWhatIsNoEntity() {
        assertThatThrownBy(() -> unit().save("text"))
                .isInstanceOf(MappingException.class)
                .hasMessageContaining("java.lang.String");
        assertThatThrownBy(() -> unit().save(new Owner("x"), null)).hasMessage("options");
        assertThatThrownBy(() -> unit().options(null)).hasMessage("options");
        assertThatThrownBy(() -> unit().patch(null)).hasMessage("patch");
        assertThatThrownBy(() -> unit().deleteById(null, "x")).hasMessage("type");
    }

    /** Notes which units are sent. */
    private static RedisExecutor noting(RedisExecutor target, List<String> texts) {
        return new InterceptedExecutor(target, (request, sent) -> {
            request.script()
                    .map(ScriptCall::script)
                    .filter(script -> script.name().equals("entity/unit"))
                    .ifPresent(script -> texts.add(script.plain().sha1()));
            return sent;
        });
    }
}
