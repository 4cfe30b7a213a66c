package dev.cress.query;

import dev.cress.annotation.GeoIndexed;
import dev.cress.annotation.Id;
import dev.cress.annotation.Indexed;
import dev.cress.annotation.RedisEntity;
import dev.cress.geo.GeoPoint;
import org.jspecify.annotations.Nullable;

@RedisEntity("place")
record Place(
        @Id String id,
        @Indexed @Nullable String name,
        @Indexed String country,
        @Indexed long population,
        @Indexed @Nullable Double rating,
        String admin,
        @GeoIndexed @Nullable GeoPoint location) {}
