package dev.cress.query;

import dev.cress.testing.RedisEnvironment;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Tests of one class that ask the same places; the class closes them. */
abstract class PlacesTest {

    final RedisEnvironment redis;
    private final ObservedPlaces places;

    PlacesTest(RedisEnvironment redis, ObservedPlaces places) {
        this.redis = redis;
        this.places = places;
    }

    @BeforeEach
    void connect() {
        places.connect(redis);
    }

    @AfterEach
    void observeNobody() {
        places.observeNobody();
    }

    /** Runs for one partition and for sixteen. */
    void everywhere(ObservedPlaces.Check check) {
        places.everywhere(redis, check);
    }
}
