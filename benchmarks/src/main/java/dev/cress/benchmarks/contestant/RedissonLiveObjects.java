package dev.cress.benchmarks.contestant;

import dev.cress.benchmarks.model.Restaurant;
import dev.cress.geo.GeoPoint;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.redisson.Redisson;
import org.redisson.api.RLiveObjectService;
import org.redisson.api.RedissonClient;
import org.redisson.api.condition.Conditions;
import org.redisson.config.Config;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** Redisson's live objects: blocking, so 256 threads stand for 256 operations in flight. A found object is detached, so that all of it is read. */
public final class RedissonLiveObjects extends Contestant {

    private final String uri;
    private @Nullable RedissonClient redisson;
    private @Nullable Scheduler threads;

    /**
     * A contestant.
     *
     * @param uri of the server
     */
    public RedissonLiveObjects(String uri) {
        super("Redisson live objects");
        this.uri = uri;
    }

    @Override
    public Set<Work> works() {
        return EnumSet.of(
                Work.SAVE_ONE_BY_ONE,
                Work.SAVE_IN_FLIGHT,
                Work.SAVE_BULK,
                Work.DELETE,
                Work.FIND_ONE_BY_ONE,
                Work.FIND_IN_FLIGHT,
                Work.EQUALITY,
                Work.EQUALITY_AND_RANGE,
                Work.UPDATE);
    }

    @Override
    public void open() {
        Config config = new Config();
        config.useSingleServer().setAddress(uri);
        redisson = Redisson.create(config);
        objects().registerClass(LiveRestaurant.class);
        threads = Schedulers.newBoundedElastic(IN_FLIGHT, 1_000_000, "blocking");
    }

    @Override
    public void close() {
        Objects.requireNonNull(threads).dispose();
        Objects.requireNonNull(redisson).shutdown();
    }

    private RLiveObjectService objects() {
        return Objects.requireNonNull(redisson).getLiveObjectService();
    }

    private <V> Mono<V> blocking(Callable<V> call) {
        return Mono.fromCallable(call).subscribeOn(Objects.requireNonNull(threads));
    }

    @Override
    public Publisher<?> save(Restaurant r) {
        return blocking(() -> objects().persist(LiveRestaurant.of(r)));
    }

    @Override
    public Mono<Void> saveBulk(List<Restaurant> restaurants) {
        return Flux.fromIterable(restaurants)
                .map(LiveRestaurant::of)
                .buffer(IN_FLIGHT)
                .concatMap(batch -> blocking(() -> objects().persist(batch.toArray())))
                .then();
    }

    @Override
    public Mono<Restaurant> findById(String id) {
        return blocking(() -> objects()
                .detach(Objects.requireNonNull(objects().get(LiveRestaurant.class, id)))
                .restaurant());
    }

    @Override
    public Flux<Restaurant> byCuisine(String cuisine) {
        return found(() -> objects().find(LiveRestaurant.class, Conditions.eq("cuisine", cuisine)));
    }

    @Override
    public Flux<Restaurant> byCuisineAndRating(String cuisine, double rating) {
        return found(() -> objects()
                .find(
                        LiveRestaurant.class,
                        Conditions.and(Conditions.eq("cuisine", cuisine), Conditions.ge("rating", rating))));
    }

    private Flux<Restaurant> found(Callable<Collection<LiveRestaurant>> search) {
        return blocking(search)
                .flatMapIterable(all -> all)
                .flatMapSequential(live -> blocking(() -> objects().detach(live).restaurant()), IN_FLIGHT);
    }

    @Override
    public Flux<Restaurant> dearest(int from, int to, int limit) {
        return Flux.error(new UnsupportedOperationException());
    }

    @Override
    public Flux<Restaurant> near(GeoPoint center, double metres) {
        return Flux.error(new UnsupportedOperationException());
    }

    @Override
    public Flux<Restaurant> all() {
        return Flux.error(new UnsupportedOperationException());
    }

    @Override
    public Publisher<?> changePrice(Restaurant restaurant, int price) {
        return blocking(() -> {
            Objects.requireNonNull(objects().get(LiveRestaurant.class, restaurant.id()))
                    .setPrice(price);
            return true;
        });
    }

    @Override
    public Publisher<?> delete(String id) {
        return blocking(() -> objects().delete(LiveRestaurant.class, id));
    }
}
