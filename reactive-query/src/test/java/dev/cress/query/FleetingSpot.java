package dev.cress.query;

import dev.cress.annotation.CompositeIndex;
import dev.cress.annotation.Expires;
import dev.cress.annotation.GeoIndexed;
import dev.cress.annotation.Id;
import dev.cress.annotation.Indexed;
import dev.cress.annotation.RedisEntity;
import dev.cress.geo.GeoPoint;
import dev.cress.reference.Ref;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A spot whose life may end. */
@RedisEntity("fleeting")
@Expires
@CompositeIndex({"country", "population"})
@CompositeIndex({"name", "country", "rating"})
record FleetingSpot(
        @Id String id,
        @Indexed @Nullable String name,
        @Indexed String country,
        @Indexed long population,
        @Indexed @Nullable Double rating,
        String admin,
        @GeoIndexed @Nullable GeoPoint location,
        @Indexed @Nullable List<String> tags,
        @Indexed(paths = {"city", "rooms.seats"}) Spot.@Nullable Address address,
        @Indexed @Nullable Ref<Town> town) {

    static FleetingSpot of(Spot spot) {
        return new FleetingSpot(
                spot.id(),
                spot.name(),
                spot.country(),
                spot.population(),
                spot.rating(),
                spot.admin(),
                spot.location(),
                spot.tags(),
                spot.address(),
                spot.town());
    }

    Spot spot() {
        return new Spot(id, name, country, population, rating, admin, location, tags, address, town, 0);
    }

    /** With what {@link RandomQuestions#CHANGING} names of another one. */
    FleetingSpot changedTo(Spot other) {
        return new FleetingSpot(
                id,
                name,
                country,
                other.population(),
                other.rating(),
                admin,
                other.location(),
                other.tags(),
                address,
                other.town());
    }
}
