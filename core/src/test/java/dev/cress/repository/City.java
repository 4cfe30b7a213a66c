package dev.cress.repository;

import dev.cress.annotation.GeoIndexed;
import dev.cress.annotation.Id;
import dev.cress.annotation.Indexed;
import dev.cress.annotation.RedisEntity;
import dev.cress.annotation.Version;
import dev.cress.geo.GeoPoint;
import java.util.List;
import org.jspecify.annotations.Nullable;

@RedisEntity("city")
record City(
        @Id String id,
        @Indexed @Nullable String name,
        @Indexed String country,
        @Indexed long population,
        @GeoIndexed @Nullable GeoPoint location,
        List<String> tags,
        @Version long version) {

    static City berlin() {
        return new City(
                "2950159", "Berlin", "DE", 3_426_354, new GeoPoint(13.41053, 52.52437), List.of("capital", "river"), 0);
    }

    City withPopulation(long value) {
        return new City(id, name, country, value, location, tags, version);
    }

    City withId(String value) {
        return new City(value, name, country, population, location, tags, version);
    }
}
