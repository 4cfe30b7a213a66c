package dev.cress.benchmarks.contestant;

import dev.cress.benchmarks.model.Restaurant;
import dev.cress.geo.GeoPoint;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.springframework.data.annotation.Id;
import org.springframework.data.annotation.PersistenceCreator;
import org.springframework.data.geo.Circle;
import org.springframework.data.geo.Distance;
import org.springframework.data.geo.Point;
import org.springframework.data.keyvalue.core.KeyValueTemplate;
import org.springframework.data.redis.connection.RedisStandaloneConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import org.springframework.data.redis.core.RedisHash;
import org.springframework.data.redis.core.RedisKeyValueAdapter;
import org.springframework.data.redis.core.RedisKeyValueTemplate;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.data.redis.core.index.GeoIndexed;
import org.springframework.data.redis.core.index.Indexed;
import org.springframework.data.redis.core.mapping.RedisMappingContext;
import org.springframework.data.redis.domain.geo.Metrics;
import org.springframework.data.redis.repository.support.RedisRepositoryFactory;
import org.springframework.data.repository.CrudRepository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** A Spring Data Redis repository: blocking, so 256 threads stand for 256 operations in flight. It has no ranges. */
public final class SpringRepository extends Contestant {

    private final LettuceConnectionFactory factory;
    private @Nullable RedisKeyValueAdapter adapter;
    private @Nullable Repository repository;
    private @Nullable Scheduler threads;

    /**
     * A contestant.
     *
     * @param port of the server
     */
    public SpringRepository(int port) {
        super("Spring Data Redis repository");
        this.factory = new LettuceConnectionFactory(new RedisStandaloneConfiguration("127.0.0.1", port));
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
                Work.NEAR,
                Work.STREAM,
                Work.UPDATE);
    }

    @Override
    public void open() {
        factory.afterPropertiesSet();
        factory.start();
        RedisMappingContext context = new RedisMappingContext();
        adapter = new RedisKeyValueAdapter(new StringRedisTemplate(factory), context);
        adapter.afterPropertiesSet();
        KeyValueTemplate template = new RedisKeyValueTemplate(adapter, context);
        repository = new RedisRepositoryFactory(template).getRepository(Repository.class);
        threads = Schedulers.newBoundedElastic(IN_FLIGHT, 1_000_000, "blocking");
    }

    @Override
    public void close() {
        Objects.requireNonNull(threads).dispose();
        try {
            Objects.requireNonNull(adapter).destroy();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        factory.destroy();
    }

    private Repository repository() {
        return Objects.requireNonNull(repository);
    }

    private <V> Mono<V> blocking(Callable<V> call) {
        return Mono.fromCallable(call).subscribeOn(Objects.requireNonNull(threads));
    }

    @Override
    public Publisher<?> save(Restaurant r) {
        return blocking(() -> repository().save(stored(r)));
    }

    private static StoredRestaurant stored(Restaurant r) {
        return new StoredRestaurant(
                r.id(),
                r.name(),
                r.cuisine(),
                r.city(),
                r.rating(),
                r.price(),
                new Point(r.location().longitude(), r.location().latitude()),
                r.active(),
                r.description(),
                r.createdAt(),
                r.tags());
    }

    @Override
    public Mono<Void> saveBulk(List<Restaurant> restaurants) {
        return blocking(() -> repository()
                        .saveAll(restaurants.stream()
                                .map(SpringRepository::stored)
                                .toList()))
                .then();
    }

    private static Restaurant restaurant(StoredRestaurant r) {
        return new Restaurant(
                r.id(),
                r.name(),
                r.cuisine(),
                r.city(),
                r.rating(),
                r.price(),
                new GeoPoint(r.location().getX(), r.location().getY()),
                r.active(),
                r.description(),
                r.createdAt(),
                r.tags(),
                1);
    }

    @Override
    public Mono<Restaurant> findById(String id) {
        return blocking(() ->
                repository().findById(id).map(SpringRepository::restaurant).orElseThrow());
    }

    @Override
    public Flux<Restaurant> byCuisine(String cuisine) {
        return blocking(() -> repository().findByCuisine(cuisine))
                .flatMapIterable(found -> found)
                .map(SpringRepository::restaurant);
    }

    @Override
    public Flux<Restaurant> dearest(int from, int to, int limit) {
        return Flux.error(new UnsupportedOperationException());
    }

    @Override
    public Flux<Restaurant> byCuisineAndRating(String cuisine, double rating) {
        return Flux.error(new UnsupportedOperationException());
    }

    @Override
    public Flux<Restaurant> near(GeoPoint center, double metres) {
        Point point = new Point(center.longitude(), center.latitude());
        return blocking(() -> repository().findByLocationNear(new Circle(point, new Distance(metres, Metrics.METERS))))
                .flatMapIterable(found -> found)
                .map(SpringRepository::restaurant);
    }

    @Override
    public Flux<Restaurant> all() {
        return blocking(() -> repository().findAll())
                .flatMapIterable(found -> found)
                .map(SpringRepository::restaurant);
    }

    @Override
    public Publisher<?> changePrice(Restaurant restaurant, int price) {
        return save(restaurant.withPrice(price));
    }

    @Override
    public Publisher<?> delete(String id) {
        return blocking(() -> {
            repository().deleteById(id);
            return true;
        });
    }

    /** What the user declares. */
    public interface Repository extends CrudRepository<StoredRestaurant, String> {

        /**
         * Finds by cuisine.
         *
         * @param cuisine a cuisine
         * @return its restaurants
         */
        List<StoredRestaurant> findByCuisine(String cuisine);

        /**
         * Finds by place.
         *
         * @param circle where
         * @return restaurants in the circle
         */
        List<StoredRestaurant> findByLocationNear(Circle circle);
    }

    /**
     * The restaurant as this library maps it.
     *
     * @param id key
     * @param name not indexed
     * @param cuisine indexed
     * @param city indexed
     * @param rating not indexed: the library has no ranges
     * @param price not indexed
     * @param location indexed
     * @param active indexed
     * @param description not indexed
     * @param createdAt not indexed
     * @param tags not indexed
     */
    @RedisHash("restaurant")
    public record StoredRestaurant(
            @Id String id,
            String name,
            @Indexed String cuisine,
            @Indexed String city,
            double rating,
            int price,
            @GeoIndexed Point location,
            @Indexed boolean active,
            String description,
            Instant createdAt,
            List<String> tags) {

        /** Takes all properties. */
        @PersistenceCreator
        public StoredRestaurant {}
    }
}
