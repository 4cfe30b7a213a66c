package dev.cress.samples.cities;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cress.Cress;
import dev.cress.testing.EmbeddedRedis;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;

/** Loading again what was loaded in whole, in part, or not at all; with a small file. */
class CityLoaderIT {

    private static final List<City> FILE =
            CityFile.cities().take(500).collectList().block();

    private static EmbeddedRedis redis;
    private static Cress cress;

    private Cities cities;
    private LoadedFiles loadedFiles;

    @BeforeAll
    static void connect() {
        redis = EmbeddedRedis.start();
        cress = Cress.connect(redis.uri()).block();
    }

    @AfterAll
    static void close() {
        cress.closeLater().block();
        redis.close();
    }

    @BeforeEach
    void empty() {
        cities = cress.repository(Cities.class);
        loadedFiles = cress.repository(LoadedFiles.class);
        cities.deleteAll().then(loadedFiles.deleteAll()).block();
    }

    @Test
    void fillsAnEmptyStore() {
        load(FILE);
        assertThat(cities.count().block()).isEqualTo(500);
        assertThat(loadedFiles.findById(CityFile.NAME).block().cities()).isEqualTo(500);
    }

    @Test
    void goesOnWhereItWasEndedAndLeavesWhatIsThere() {
        cities.saveAll(FILE.subList(0, 200)).blockLast();
        City changed = cities.findById(FILE.get(0).id())
                .map(city -> new City(city.id(), "Q", "QZ", null, null, 1, city.location(), city.version()))
                .flatMap(cities::save)
                .block();

        load(FILE);
        assertThat(cities.count().block()).isEqualTo(500);
        assertThat(cities.findById(changed.id()).block()).isEqualTo(changed);
    }

    @Test
    void doesNotBringBackWhatWasDeleted() {
        load(FILE);
        cities.deleteById(FILE.get(0).id()).block();
        load(FILE);
        assertThat(cities.count().block()).isEqualTo(499);
    }

    @Test
    void fillsAStoreThatWasEmptied() {
        load(FILE);
        cities.deleteAll().block();
        load(FILE);
        assertThat(cities.count().block()).isEqualTo(500);
    }

    private void load(List<City> file) {
        new CityLoader(cities, loadedFiles, Flux.fromIterable(file)).load().block();
    }
}
