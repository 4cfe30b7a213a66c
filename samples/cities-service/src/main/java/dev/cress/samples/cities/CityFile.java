package dev.cress.samples.cities;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import dev.cress.geo.GeoPoint;
import java.io.IOException;
import java.util.zip.GZIPInputStream;
import org.springframework.core.io.ClassPathResource;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Schedulers;

/** The file of cities that comes with this service, see {@code data/README.md}. */
final class CityFile {

    static final String NAME = "cities.csv.gz";

    private CityFile() {}

    /** All cities in the order of the file, read on demand, on a thread that may wait for the disk. */
    static Flux<City> cities() {
        return Flux.using(CityFile::open, Flux::fromIterable)
                .map(CityFile::city)
                .subscribeOn(Schedulers.boundedElastic());
    }

    private static CsvReader<NamedCsvRecord> open() throws IOException {
        return CsvReader.builder()
                .ofNamedCsvRecord(new GZIPInputStream(new ClassPathResource("data/" + NAME).getInputStream()));
    }

    private static City city(NamedCsvRecord line) {
        return new City(
                line.getField("id"),
                line.getField("name"),
                line.getField("country"),
                line.getField("admin"),
                line.getField("feature"),
                Long.parseLong(line.getField("population")),
                new GeoPoint(
                        Double.parseDouble(line.getField("longitude")), Double.parseDouble(line.getField("latitude"))),
                0);
    }
}
