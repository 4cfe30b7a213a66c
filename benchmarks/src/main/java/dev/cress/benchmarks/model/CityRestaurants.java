package dev.cress.benchmarks.model;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import dev.cress.geo.GeoPoint;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;

/**
 * One restaurant in each real city, again and again: named as it is, where it is, with its country as the cuisine, its region as the city and its population as the price. So values are as uneven as those of the world: some countries
 * have a tenth of all, some few, and many cities are not known to have anybody.
 */
public final class CityRestaurants extends Restaurants {

    private record City(String name, String country, String region, int population, GeoPoint location) {}

    private final List<City> cities;
    private final List<String> countries;
    private final List<City> largest;

    private CityRestaurants(List<City> cities) {
        this.cities = cities;
        Map<String, Long> counts = cities.stream().collect(Collectors.groupingBy(City::country, Collectors.counting()));
        this.countries = counts.keySet().stream()
                .sorted(Comparator.comparing((Function<String, Long>) counts::get)
                        .reversed()
                        .thenComparing(Comparator.naturalOrder()))
                .limit(20)
                .toList();
        this.largest = cities.stream()
                .sorted(Comparator.comparingInt(City::population).reversed().thenComparing(City::name))
                .limit(50)
                .toList();
    }

    /**
     * Reads cities.
     *
     * @param file CSV, compressed, with fields name, country, admin, population, longitude and latitude
     * @return a restaurant in each
     */
    public static CityRestaurants read(Path file) {
        try (CsvReader<NamedCsvRecord> lines =
                CsvReader.builder().ofNamedCsvRecord(new GZIPInputStream(Files.newInputStream(file)))) {
            return new CityRestaurants(lines.stream().map(CityRestaurants::city).toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static City city(NamedCsvRecord line) {
        String country = line.getField("country");
        return new City(
                line.getField("name"),
                country,
                country + "-" + line.getField("admin"),
                Integer.parseInt(line.getField("population")),
                new GeoPoint(
                        Double.parseDouble(line.getField("longitude")), Double.parseDouble(line.getField("latitude"))));
    }

    @Override
    public Restaurant number(int n) {
        City city = cities.get(n % cities.size());
        Restaurant made = super.number(n);
        return new Restaurant(
                made.id(),
                city.name(),
                city.country(),
                city.region(),
                made.rating(),
                city.population(),
                city.location(),
                made.active(),
                made.description(),
                made.createdAt(),
                made.tags(),
                0);
    }

    /** One of the countries with the most cities. */
    @Override
    public String cuisine(int n) {
        return countries.get(n);
    }

    /** One of the largest cities. */
    @Override
    public GeoPoint center(int n) {
        return largest.get(n).location();
    }
}
