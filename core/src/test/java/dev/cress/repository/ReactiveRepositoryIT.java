package dev.cress.repository;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cress.error.EntityExistsException;
import dev.cress.error.EntityNotFoundException;
import dev.cress.error.InvalidEntityException;
import dev.cress.error.VersionConflictException;
import dev.cress.geo.GeoPoint;
import dev.cress.testing.RedisEnvironment;
import dev.cress.testing.RedisTest;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;

@RedisTest
class ReactiveRepositoryIT extends ContextTest {

    interface Cities extends ReactiveRepository<City, String> {}

    private Cities cities;

    ReactiveRepositoryIT(RedisEnvironment redis) {
        super(redis);
    }

    @BeforeEach
    void connect() {
        cities = connect(options()).repository(Cities.class);
    }

    @Test
    void savesAndFindsAnEntityWithItsVersion() {
        City stored = cities.save(City.berlin()).block();

        assertThat(stored.version()).isPositive();
        cities.findById("2950159").as(StepVerifier::create).expectNext(stored).verifyComplete();
    }

    @Test
    void completesEmptyWhenAbsent() {
        cities.findById("nowhere").as(StepVerifier::create).verifyComplete();
        cities.existsById("nowhere").as(StepVerifier::create).expectNext(false).verifyComplete();
    }

    @Test
    void keepsNullApartFromEmpty() {
        cities.save(new City("1", null, "", 0, null, List.of(), 0))
                .then(cities.findById("1"))
                .as(StepVerifier::create)
                .assertNext(city -> {
                    assertThat(city.name()).isNull();
                    assertThat(city.country()).isEmpty();
                    assertThat(city.tags()).isEmpty();
                    assertThat(city.location()).isNull();
                })
                .verifyComplete();
    }

    @Test
    void writesNothingWhenNothingChanged() {
        City stored = cities.save(City.berlin()).block();

        cities.save(stored).as(StepVerifier::create).expectNext(stored).verifyComplete();
    }

    @Test
    void failsWithVersionConflictWhenAnotherWriterWon() {
        City first = cities.save(City.berlin()).block();
        City second = cities.save(first.withPopulation(4_000_000)).block();

        cities.save(first.withPopulation(5_000_000)).as(StepVerifier::create).verifyErrorSatisfies(error -> {
            assertThat(error).isInstanceOf(VersionConflictException.class);
            assertThat(((VersionConflictException) error).expected()).isEqualTo(first.version());
            assertThat(((VersionConflictException) error).actual()).isEqualTo(second.version());
        });
        cities.save(City.berlin()).as(StepVerifier::create).verifyError(VersionConflictException.class);
        cities.delete(first).as(StepVerifier::create).verifyError(VersionConflictException.class);
        cities.findById("2950159").as(StepVerifier::create).expectNext(second).verifyComplete();
    }

    @Test
    void refusesToInsertWhatExistsAndToUpdateWhatDoesNot() {
        cities.insert(City.berlin()).block();

        cities.insert(City.berlin()).as(StepVerifier::create).verifyError(EntityExistsException.class);
        cities.update(City.berlin().withId("other"))
                .as(StepVerifier::create)
                .verifyError(EntityNotFoundException.class);
    }

    @Test
    void deletesOnce() {
        City stored = cities.save(City.berlin()).block();

        cities.delete(stored).as(StepVerifier::create).expectNext(true).verifyComplete();
        cities.deleteById(stored.id())
                .as(StepVerifier::create)
                .expectNext(false)
                .verifyComplete();
        cities.findById(stored.id()).as(StepVerifier::create).verifyComplete();
        cities.count().as(StepVerifier::create).expectNext(0L).verifyComplete();
    }

    @Test
    void streamsAllEntitiesByIdUnderBackPressure() {
        List<String> ids = IntStream.range(0, 1_000).mapToObj(i -> "id-" + i).toList();
        assertThat(cities.saveAll(Flux.fromIterable(ids).map(City.berlin()::withId))
                        .count()
                        .block())
                .isEqualTo(1_000);

        assertThat(cities.count().block()).isEqualTo(1_000);
        assertThat(cities.findAll().map(City::id).limitRate(10).collectList().block())
                .containsExactlyElementsOf(ids.stream().sorted().toList());
        assertThat(cities.findAllById(List.of("id-7", "none", "id-3", "id-7"))
                        .map(City::id)
                        .collectList()
                        .block())
                .containsExactly("id-7", "id-3", "id-7");
        assertThat(cities.deleteAll().block()).isEqualTo(1_000);
        assertThat(cities.findAll().collectList().block()).isEmpty();
    }

    @Test
    void keepsIdsOfAnyCharactersApart() {
        List<String> ids = List.of(":", "{}", "{a}b", "a\0b", "\uD83D\uDE00", " ", "*", "x".repeat(512), "e:1", "\r\n");
        cities.saveAll(Flux.fromIterable(ids).map(City.berlin()::withId)).blockLast();

        assertThat(cities.findAllById(ids).map(City::id).collectList().block()).isEqualTo(ids);
        assertThat(cities.findAll().map(City::id).collectList().block()).containsExactlyInAnyOrderElementsOf(ids);
    }

    @Test
    void asksForNoMoreIdsThanThreeReadsTake() {
        AtomicLong asked = new AtomicLong();
        Flux<String> endless = Flux.<String>generate(sink -> sink.next("id-1")).doOnRequest(asked::addAndGet);
        cities.save(City.berlin().withId("id-1")).block();

        StepVerifier.create(cities.findAllById(endless), 1)
                .expectNextCount(1)
                .then(() -> assertThat(asked).hasValueLessThanOrEqualTo(3 * 128))
                .thenCancel()
                .verify(Duration.ofSeconds(20));
    }

    @Test
    void namesAllViolationsBeforeAnythingIsSent() {
        City invalid = new City("1", "\uD800", "x".repeat(2_000), 1, new GeoPoint(0, 89), List.of(), 0);

        cities.save(invalid)
                .as(StepVerifier::create)
                .verifyErrorSatisfies(error -> assertThat(error)
                        .isInstanceOf(InvalidEntityException.class)
                        .hasMessageContaining("name")
                        .hasMessageContaining("country")
                        .hasMessageContaining("location"));
        cities.save(invalid.withId(""))
                .as(StepVerifier::create)
                .verifyErrorSatisfies(error -> assertThat(error)
                        .isInstanceOf(InvalidEntityException.class)
                        .hasMessageContaining("an id has 1 to 512 bytes")
                        .hasMessageContaining("country"));
        cities.count().as(StepVerifier::create).expectNext(0L).verifyComplete();
    }
}
