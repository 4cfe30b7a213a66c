package dev.cress.benchmarks.model;

import dev.cress.annotation.GeoIndexed;
import dev.cress.annotation.Id;
import dev.cress.annotation.Indexed;
import dev.cress.annotation.RedisEntity;
import dev.cress.annotation.Version;
import dev.cress.geo.GeoPoint;
import java.time.Instant;
import java.util.List;

/**
 * What is stored: eleven properties, six of them indexed.
 *
 * @param id key
 * @param name not indexed
 * @param cuisine one of 20
 * @param city one of 50
 * @param rating from 0 to 5, in steps of a tenth
 * @param price in cents, from 500 to 20,000
 * @param location within some degrees of its city
 * @param active true for nine of ten
 * @param description 200 characters
 * @param createdAt to the millisecond
 * @param tags three of 30
 * @param version 0 when it was never stored
 */
@RedisEntity("restaurant")
public record Restaurant(
        @Id String id,
        String name,
        @Indexed String cuisine,
        @Indexed String city,
        @Indexed double rating,
        @Indexed int price,
        @GeoIndexed GeoPoint location,
        @Indexed boolean active,
        String description,
        Instant createdAt,
        List<String> tags,
        @Version long version) {

    /**
     * The same with another price.
     *
     * @param newPrice in cents
     * @return a new instance
     */
    public Restaurant withPrice(int newPrice) {
        return new Restaurant(
                id, name, cuisine, city, rating, newPrice, location, active, description, createdAt, tags, version);
    }

    /**
     * The same under another id, never stored.
     *
     * @param newId key
     * @return a new instance
     */
    public Restaurant withId(String newId) {
        return new Restaurant(
                newId, name, cuisine, city, rating, price, location, active, description, createdAt, tags, 0);
    }
}
