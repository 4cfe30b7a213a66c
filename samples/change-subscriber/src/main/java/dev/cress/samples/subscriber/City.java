package dev.cress.samples.subscriber;

import dev.cress.annotation.GeoIndexed;
import dev.cress.annotation.Id;
import dev.cress.annotation.Indexed;
import dev.cress.annotation.RedisEntity;
import dev.cress.geo.GeoPoint;
import org.jspecify.annotations.Nullable;

/** A city as the cities-service stores it: the same model name and the same indexes, or Cress refuses to read. Properties without an index may be left out. */
@RedisEntity("city")
record City(
        @Id String id,
        @Indexed String name,
        @Indexed String country,
        @Indexed @Nullable String feature,
        @Indexed long population,
        @GeoIndexed GeoPoint location) {}
