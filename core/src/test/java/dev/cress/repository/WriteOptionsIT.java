package dev.cress.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cress.Cress;
import dev.cress.CressOptions;
import dev.cress.error.EntityExistsException;
import dev.cress.error.NotReplicatedException;
import dev.cress.error.VersionConflictException;
import dev.cress.script.entity.Returning;
import dev.cress.testing.RedisEnvironment;
import dev.cress.testing.RedisTest;
import dev.cress.write.WriteOptions;
import dev.cress.write.WriteResult;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;

@RedisTest
class WriteOptionsIT extends ContextTest {

    interface Cities extends ReactiveRepository<City, String> {}

    interface Counters extends ReactiveRepository<Counter, String> {}

    private static final WriteOptions NONE = WriteOptions.DEFAULT;

    private Cities cities;
    private Counters counters;

    WriteOptionsIT(RedisEnvironment redis) {
        super(redis);
    }

    @BeforeEach
    void connect() {
        Cress cress = connect(options());
        cities = cress.repository(Cities.class);
        counters = cress.repository(Counters.class);
    }

    private WriteResult<City> save(City city, WriteOptions options) {
        return cities.save(city, options).block();
    }

    @Test
    void tellsWhatCameOfASave() {
        WriteResult<City> created = save(City.berlin(), NONE);
        City stored = created.entity();
        WriteResult<City> updated = save(stored.withPopulation(1), NONE);
        WriteResult<City> unchanged = save(updated.entity(), NONE);

        assertThat(created).isEqualTo(new WriteResult.Created<>(stored, stored.version()));
        assertThat(updated).isInstanceOf(WriteResult.Updated.class);
        assertThat(updated.entity().population()).isEqualTo(1);
        assertThat(unchanged)
                .isEqualTo(new WriteResult.Unchanged<>(
                        updated.entity(), updated.entity().version()));
    }

    @Test
    void tellsARefusalAsAValueAndAsAnError() {
        City first = save(City.berlin(), NONE).entity();
        City second = save(first.withPopulation(1), NONE).entity();

        WriteResult<City> exists = save(first, NONE.ifAbsent());
        WriteResult<City> missing = save(first.withId("none"), NONE.ifPresent());
        WriteResult<City> conflict = save(first.withPopulation(2), NONE);

        assertThat(exists).isEqualTo(new WriteResult.Exists<>("city", "2950159", second.version()));
        assertThat(missing).isEqualTo(new WriteResult.Missing<>("city", "none"));
        assertThat(conflict)
                .isEqualTo(new WriteResult.VersionConflict<>("city", "2950159", first.version(), second.version()));
        assertThatThrownBy(exists::entity).isInstanceOf(EntityExistsException.class);
        assertThatThrownBy(conflict::orThrow).isInstanceOf(VersionConflictException.class);
        assertThat(cities.findById("2950159").block()).isEqualTo(second);
    }

    @Test
    void writesOnlyIfAVersionIsStoredInTypesWithoutOneToo() {
        assertThat(counters.save(new Counter("1", 1), NONE.ifVersion(7)).block())
                .isEqualTo(new WriteResult.VersionConflict<>("counter", "1", 7, 0));
        WriteResult.Created<Counter> created = (WriteResult.Created<Counter>)
                counters.save(new Counter("1", 1), NONE.ifVersion(0)).block();
        assertThat(counters.save(new Counter("1", 2), NONE.ifVersion(created.version()))
                        .block())
                .isInstanceOf(WriteResult.Updated.class);
        assertThat(counters.save(new Counter("1", 3), NONE.ifVersion(created.version()))
                        .block())
                .isInstanceOf(WriteResult.VersionConflict.class);
        assertThat(counters.findById("1").block()).isEqualTo(new Counter("1", 2));
    }

    @Test
    void takesTheVersionOfTheOptionsBeforeThatOfTheEntity() {
        City first = save(City.berlin(), NONE).entity();
        City second = save(first.withPopulation(1), NONE).entity();

        assertThat(save(first.withPopulation(2), NONE.ifVersion(second.version())))
                .isInstanceOf(WriteResult.Updated.class);
    }

    @Test
    void deletesAsTheOptionsSay() {
        City stored = save(City.berlin(), NONE).entity();

        assertThat(cities.deleteById(stored.id(), NONE.ifVersion(stored.version() - 1))
                        .block())
                .isEqualTo(
                        new WriteResult.VersionConflict<>("city", stored.id(), stored.version() - 1, stored.version()));
        WriteResult<City> removed =
                cities.deleteById(stored.id(), NONE.writeId("d-1")).block();
        City again = save(City.berlin(), NONE).entity();

        assertThat(removed.isRemoved()).isTrue();
        assertThat(cities.deleteById(stored.id(), NONE.writeId("d-1")).block()).isEqualTo(removed);
        assertThat(cities.findById(stored.id()).block()).isEqualTo(again);
        assertThat(cities.deleteById("none", NONE).block()).isEqualTo(new WriteResult.Missing<>("city", "none"));
        assertThatThrownBy(() -> cities.deleteById("1", NONE.ifAbsent())).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void appliesANamedWriteOnceHoweverOftenItIsSent() {
        List<WriteResult<Counter>> results = Flux.range(0, 100)
                .flatMap(i -> counters.save(new Counter("1", i), NONE.writeId("order-17")), 100)
                .collectList()
                .block();

        Counter stored = counters.findById("1").block();
        assertThat(results).allSatisfy(result -> assertThat(result).isInstanceOf(WriteResult.Created.class));
        assertThat(results.stream().map(result -> ((WriteResult.Created<Counter>) result).version()))
                .containsOnly(((WriteResult.Created<Counter>) results.get(0)).version());
        assertThat(counters.save(new Counter("1", -1), NONE.writeId("order-17")).block())
                .isInstanceOf(WriteResult.Created.class);
        assertThat(counters.findById("1").block()).isEqualTo(stored);
    }

    @Test
    void refusesWhatIsNoWriteId() {
        for (String id : List.of("", "a:b", "{}", " ", "\u00e9", "\0", "x".repeat(65))) {
            assertThatThrownBy(() -> NONE.writeId(id)).as(id).isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> NONE.ifVersion(-1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> CressOptions.builder("redis://h")
                        .writeIdRetention(Duration.ofSeconds(5))
                        .build())
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void tellsThatNoReplicaHasWhatWasWritten() {
        WriteOptions replicated = NONE.replicas(1, Duration.ofMillis(1));
        WriteResult<City> saved = save(City.berlin(), replicated);
        WriteResult<City> exists = save(City.berlin(), replicated.ifAbsent());
        WriteResult<City> patched = cities.patch("2950159")
                .set(City::population, 1)
                .options(replicated)
                .result(Returning.NOTHING)
                .block();
        WriteResult<City> removed = cities.deleteById("2950159", replicated).block();

        assertThat(saved.effect()).isInstanceOf(WriteResult.Created.class);
        assertThat(patched.effect()).isInstanceOf(WriteResult.Updated.class);
        assertThat(removed.effect()).isInstanceOf(WriteResult.Removed.class);
        assertThat(exists).isInstanceOf(WriteResult.Exists.class);
        assertThat(List.of(saved, patched, removed)).allSatisfy(told -> {
            assertThat(told).isInstanceOf(WriteResult.NotReplicated.class);
            assertThatThrownBy(told::orThrow)
                    .isInstanceOf(NotReplicatedException.class)
                    .hasMessageContaining("city 2950159 was written, but 0 of 1 replicas");
        });
        assertThat(cities.existsById("2950159").block()).isFalse();
    }
}
