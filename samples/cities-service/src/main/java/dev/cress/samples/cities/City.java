package dev.cress.samples.cities;

import dev.cress.annotation.GeoIndexed;
import dev.cress.annotation.Id;
import dev.cress.annotation.Indexed;
import dev.cress.annotation.RedisEntity;
import dev.cress.annotation.Version;
import dev.cress.geo.GeoPoint;
import org.jspecify.annotations.Nullable;

/**
 * A populated place.
 *
 * @param id the GeoNames id, or any other text
 * @param name the usual name, in English where there is one
 * @param country ISO 3166-1 alpha-2 code
 * @param admin GeoNames code of the first-order administrative division
 * @param feature GeoNames feature code, such as {@code PPLC} for the capital of a country
 * @param population number of inhabitants, 0 when not known
 * @param location where it lies
 * @param version given by the store with every change; 0 before the first
 */
@RedisEntity("city")
record City(
        @Id String id,
        @Indexed String name,
        @Indexed String country,
        @Nullable String admin,
        @Indexed @Nullable String feature,
        @Indexed long population,
        @GeoIndexed GeoPoint location,
        @Version long version) {

    City withVersion(long version) {
        return new City(id, name, country, admin, feature, population, location, version);
    }
}
