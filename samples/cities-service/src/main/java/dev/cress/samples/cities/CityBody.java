package dev.cress.samples.cities;

import static java.util.Objects.requireNonNull;

import dev.cress.geo.GeoPoint;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A city as a client sends it: the types are right, nothing else is checked yet. */
record CityBody(
        @Nullable String id,
        @Nullable String name,
        @Nullable String country,
        @Nullable String admin,
        @Nullable String feature,
        @Nullable Long population,
        @Nullable Location location,
        @Nullable Long version) {

    /** Ids that {@code GET /cities/count} and the like would hide. */
    private static final Set<String> RESERVED =
            Set.of("analyze", "changes", "count", "countries", "explain", "near", "statistics");

    private static final String AN_ID = "1 to 512 bytes of UTF-8, and none of changes, count, explain, near";
    private static final String A_NAME = "1 to 1024 bytes of UTF-8";
    private static final String A_CODE = "up to 1024 bytes of UTF-8, or null";

    record Location(@Nullable Double longitude, @Nullable Double latitude) {}

    /**
     * The city that the client means, with version 0 if the body has none.
     *
     * @param id the id in the path; the body may repeat it
     * @throws BadInputException if a field is missing or wrong
     */
    City toCity(String id) {
        Fields fields = new Fields();
        fields.optional("id", this.id, id::equals, "the id in the path, or none");
        check(fields, id);
        return city(id);
    }

    /**
     * The city that the client wants to add.
     *
     * @throws BadInputException if a field is missing or wrong; the body has to name the id, and no version
     */
    City toNewCity() {
        Fields fields = new Fields();
        fields.optional("version", version, number -> number == 0, "none for a new city: the store gives it");
        check(fields, id);
        return city(requireNonNull(id));
    }

    private void check(Fields fields, @Nullable String id) {
        fields.required("id", id, CityBody::isId, AN_ID);
        fields.required("name", name, text -> Fields.hasBytes(text, 1, 1024), A_NAME);
        fields.required("country", country, CityFilter.COUNTRY.asMatchPredicate(), CityFilter.A_COUNTRY);
        fields.optional("admin", admin, text -> Fields.hasBytes(text, 0, 1024), A_CODE);
        fields.optional("feature", feature, text -> Fields.hasBytes(text, 0, 1024), A_CODE);
        fields.required("population", population, number -> number >= 0, "a whole number from 0");
        fields.required("location", location, place -> true, "an object with longitude and latitude");
        if (location != null) {
            fields.required(
                    "location.longitude", location.longitude, Range.LONGITUDE::contains, Range.LONGITUDE.toString());
            fields.required(
                    "location.latitude", location.latitude, Range.LATITUDE::contains, Range.LATITUDE.toString());
        }
        fields.optional("version", version, number -> number >= 0, "a whole number from 0");
        fields.check();
    }

    private City city(String id) {
        Location place = requireNonNull(location);
        return new City(
                id,
                requireNonNull(name),
                requireNonNull(country),
                admin,
                feature,
                requireNonNull(population),
                new GeoPoint(requireNonNull(place.longitude), requireNonNull(place.latitude)),
                version == null ? 0 : version);
    }

    /** U+FFFD stands for what was not UTF-8 in the path. */
    private static boolean isId(String text) {
        return Fields.hasBytes(text, 1, 512) && text.indexOf('\uFFFD') < 0 && !RESERVED.contains(text);
    }
}
