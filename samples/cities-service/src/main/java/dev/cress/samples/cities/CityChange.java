package dev.cress.samples.cities;

import dev.cress.feed.ChangeEvent;
import dev.cress.feed.EventValues;
import dev.cress.feed.Operation;
import java.time.Instant;
import java.util.Objects;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A change as clients see it.
 *
 * @param changed the names of the properties that changed
 * @param before the values of indexed properties before the change, for an update only of those that changed
 * @param after the values of indexed properties after the change, for an update only of those that changed
 */
record CityChange(
        Operation operation,
        String id,
        long version,
        SortedSet<String> changed,
        SortedMap<String, Object> before,
        SortedMap<String, Object> after,
        Instant timestamp) {

    static CityChange of(ChangeEvent<City> event) {
        return new CityChange(
                event.operation(),
                event.id(),
                event.version(),
                new TreeSet<>(event.changed()),
                values(event.before()),
                values(event.after()),
                event.timestamp());
    }

    private static SortedMap<String, Object> values(EventValues<City> indexed) {
        SortedMap<String, Object> values = new TreeMap<>();
        for (String name : indexed.names()) {
            values.put(name, Objects.requireNonNull(indexed.get(name, Object.class)));
        }
        return values;
    }
}
