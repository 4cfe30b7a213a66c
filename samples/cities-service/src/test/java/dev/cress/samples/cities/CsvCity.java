package dev.cress.samples.cities;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;

/** A line of the file, read without any code of the service: what the service's answers are compared with. */
record CsvCity(
        String id,
        String name,
        String country,
        String admin,
        String feature,
        long population,
        double longitude,
        double latitude) {

    /** All lines, in the order of the file. */
    static final List<CsvCity> ALL = read();

    private static final double REDIS_EARTH_RADIUS_KM = 6372.797560856;

    /** Kilometres on a sphere, by the haversine formula. */
    double kmFrom(double longitude, double latitude) {
        double u = Math.sin(Math.toRadians(this.latitude - latitude) / 2);
        double v = Math.sin(Math.toRadians(this.longitude - longitude) / 2);
        double a = u * u + Math.cos(Math.toRadians(this.latitude)) * Math.cos(Math.toRadians(latitude)) * v * v;
        return 2 * REDIS_EARTH_RADIUS_KM * Math.asin(Math.sqrt(a));
    }

    private static List<CsvCity> read() {
        try (BufferedReader file = new BufferedReader(new InputStreamReader(
                new GZIPInputStream(CsvCity.class.getResourceAsStream("/data/cities.csv.gz")),
                StandardCharsets.UTF_8))) {
            return file.lines().skip(1).map(CsvCity::parse).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Enough for this file: a quoted field has no line break. */
    private static CsvCity parse(String line) {
        List<String> fields = Pattern.compile("(?:^|,)(?:\"((?:[^\"]|\"\")*)\"|([^,]*))")
                .matcher(line)
                .results()
                .map(field ->
                        field.group(1) == null ? field.group(2) : field.group(1).replace("\"\"", "\""))
                .toList();
        return new CsvCity(
                fields.get(0),
                fields.get(1),
                fields.get(2),
                fields.get(3),
                fields.get(4),
                Long.parseLong(fields.get(5)),
                Double.parseDouble(fields.get(6)),
                Double.parseDouble(fields.get(7)));
    }
}
