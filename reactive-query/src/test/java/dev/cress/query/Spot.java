package dev.cress.query;

import dev.cress.annotation.CompositeIndex;
import dev.cress.annotation.GeoIndexed;
import dev.cress.annotation.Id;
import dev.cress.annotation.Indexed;
import dev.cress.annotation.RedisEntity;
import dev.cress.annotation.Version;
import dev.cress.geo.GeoPoint;
import dev.cress.reference.Ref;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Has an index of each kind, values inside of values, and some without any index. */
@RedisEntity("spot")
@CompositeIndex({"country", "population"})
@CompositeIndex({"name", "country", "rating"})
record Spot(
        @Id String id,
        @Indexed @Nullable String name,
        @Indexed String country,
        @Indexed long population,
        @Indexed @Nullable Double rating,
        String admin,
        @GeoIndexed @Nullable GeoPoint location,
        @Indexed @Nullable List<String> tags,
        @Indexed(paths = {"city", "rooms.seats"}) @Nullable Address address,
        @Indexed @Nullable Ref<Town> town,
        @Version long version) {

    record Address(@Nullable String city, int floor, List<Room> rooms) {}

    record Room(String code, int seats) {}

    /** As the store gives it back. */
    Spot unversioned() {
        return new Spot(id, name, country, population, rating, admin, location, tags, address, town, 0);
    }
}
