package dev.cress.benchmarks.contestant;

import dev.cress.benchmarks.model.Restaurant;
import dev.cress.geo.GeoPoint;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.reactivestreams.Publisher;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** One way to do the works. */
public abstract class Contestant {

    /** Operations under way where many are. */
    public static final int IN_FLIGHT = 256;

    private final String name;

    Contestant(String name) {
        this.name = name;
    }

    /** {@return as in tables} */
    public final String name() {
        return name;
    }

    /** {@return what it can do} */
    public abstract Set<Work> works();

    /** Connects; blocks. */
    public abstract void open();

    /** Disconnects; blocks. */
    public abstract void close();

    /**
     * Stores a restaurant.
     *
     * @param restaurant what to store
     * @return done
     */
    public abstract Publisher<?> save(Restaurant restaurant);

    /**
     * Stores restaurants, some at a time.
     *
     * @param restaurants what to store
     * @param inFlight how many
     * @param latencies takes the time of each
     * @return done
     */
    public Mono<Void> saveEach(List<Restaurant> restaurants, int inFlight, Latencies latencies) {
        return each(restaurants, inFlight, latencies, this::save);
    }

    /**
     * Stores many restaurants.
     *
     * @param restaurants what to store
     * @return done
     */
    public Mono<Void> saveBulk(List<Restaurant> restaurants) {
        return saveEach(restaurants, IN_FLIGHT, new Latencies());
    }

    /**
     * Finds a restaurant.
     *
     * @param id its id
     * @return it
     */
    public abstract Publisher<Restaurant> findById(String id);

    /**
     * Finds restaurants, some at a time.
     *
     * @param ids their ids
     * @param inFlight how many
     * @param latencies takes the time of each
     * @return them
     */
    public Flux<Restaurant> findEach(List<String> ids, int inFlight, Latencies latencies) {
        return Flux.fromIterable(ids).flatMap(latencies.timing(this::findById), inFlight);
    }

    /**
     * Finds by cuisine.
     *
     * @param cuisine a cuisine
     * @return its restaurants
     */
    public abstract Flux<Restaurant> byCuisine(String cuisine);

    /**
     * Finds the dearest.
     *
     * @param from least price
     * @param to highest price
     * @param limit how many
     * @return the dearest first
     */
    public abstract Flux<Restaurant> dearest(int from, int to, int limit);

    /**
     * Finds by two conditions.
     *
     * @param cuisine a cuisine
     * @param rating least rating
     * @return restaurants
     */
    public abstract Flux<Restaurant> byCuisineAndRating(String cuisine, double rating);

    /**
     * Finds by place.
     *
     * @param center a place
     * @param metres radius
     * @return the nearest first
     */
    public abstract Flux<Restaurant> near(GeoPoint center, double metres);

    /** {@return all restaurants} */
    public abstract Flux<Restaurant> all();

    /**
     * Changes a price.
     *
     * @param restaurant as it is stored
     * @param price the new price
     * @return done
     */
    public abstract Publisher<?> changePrice(Restaurant restaurant, int price);

    /**
     * Changes prices, some at a time.
     *
     * @param restaurants as they are stored
     * @param price the new price of a restaurant
     * @param inFlight how many
     * @param latencies takes the time of each
     * @return done
     */
    public Mono<Void> changeEach(
            List<Restaurant> restaurants, Function<Restaurant, Integer> price, int inFlight, Latencies latencies) {
        return each(restaurants, inFlight, latencies, restaurant -> changePrice(restaurant, price.apply(restaurant)));
    }

    /**
     * Removes a restaurant.
     *
     * @param id its id
     * @return done
     */
    public abstract Publisher<?> delete(String id);

    /**
     * Removes restaurants, some at a time.
     *
     * @param ids their ids
     * @param inFlight how many
     * @param latencies takes the time of each
     * @return done
     */
    public Mono<Void> deleteEach(List<String> ids, int inFlight, Latencies latencies) {
        return each(ids, inFlight, latencies, this::delete);
    }

    /**
     * Listens: while the subscription is active {@link #saveAndReceive} can be called.
     *
     * @return the subscription, once it is active
     */
    public Mono<Disposable> listen() {
        return Mono.error(new UnsupportedOperationException());
    }

    /**
     * Stores a restaurant and waits for word of it.
     *
     * @param restaurant what to store
     * @return done
     */
    public Mono<Void> saveAndReceive(Restaurant restaurant) {
        return Mono.error(new UnsupportedOperationException());
    }

    private static <V> Mono<Void> each(
            List<V> inputs, int inFlight, Latencies latencies, Function<V, ? extends Publisher<?>> operation) {
        return Flux.fromIterable(inputs)
                .flatMap(latencies.timing(operation), inFlight)
                .then();
    }
}
