package dev.cress.benchmarks.contestant;

import dev.cress.benchmarks.model.Restaurant;
import dev.cress.geo.GeoPoint;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.springframework.data.domain.Range;
import org.springframework.data.geo.Distance;
import org.springframework.data.geo.Point;
import org.springframework.data.redis.connection.Limit;
import org.springframework.data.redis.connection.RedisGeoCommands.GeoLocation;
import org.springframework.data.redis.connection.RedisStandaloneConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import org.springframework.data.redis.core.ReactiveStringRedisTemplate;
import org.springframework.data.redis.core.ScanOptions;
import org.springframework.data.redis.domain.geo.GeoReference;
import org.springframework.data.redis.domain.geo.Metrics;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** What people write over {@code ReactiveRedisTemplate} since Spring Data Redis has no reactive repositories: separate commands, no atomicity, no version. */
public final class ReactiveTemplate extends Contestant {

    private static final String PREFIX = "template:";
    private static final List<String> FIELDS = List.of(
            "id",
            "name",
            "cuisine",
            "city",
            "rating",
            "price",
            "location",
            "active",
            "description",
            "createdAt",
            "tags");
    private static final List<Object> HASH_FIELDS = List.copyOf(FIELDS);

    private final LettuceConnectionFactory factory;
    private final Arrivals arrivals = new Arrivals();
    private @Nullable ReactiveStringRedisTemplate template;

    /**
     * A contestant.
     *
     * @param port of the server
     */
    public ReactiveTemplate(int port) {
        super("ReactiveRedisTemplate, by hand");
        this.factory = new LettuceConnectionFactory(new RedisStandaloneConfiguration("127.0.0.1", port));
    }

    @Override
    public Set<Work> works() {
        return EnumSet.complementOf(EnumSet.of(Work.SAVE_BULK));
    }

    @Override
    public void open() {
        factory.afterPropertiesSet();
        factory.start();
        template = new ReactiveStringRedisTemplate(factory);
    }

    @Override
    public void close() {
        factory.destroy();
    }

    private ReactiveStringRedisTemplate template() {
        return Objects.requireNonNull(template);
    }

    @Override
    public Publisher<?> save(Restaurant r) {
        return Mono.when(
                template().opsForHash().putAll(PREFIX + "e:" + r.id(), fields(r)),
                template().opsForSet().add(PREFIX + "ids", r.id()),
                template().opsForSet().add(PREFIX + "cuisine:" + r.cuisine(), r.id()),
                template().opsForSet().add(PREFIX + "city:" + r.city(), r.id()),
                template().opsForSet().add(PREFIX + "active:" + r.active(), r.id()),
                template().opsForZSet().add(PREFIX + "rating", r.id(), r.rating()),
                template().opsForZSet().add(PREFIX + "price", r.id(), r.price()),
                template()
                        .opsForGeo()
                        .add(
                                PREFIX + "location",
                                new Point(r.location().longitude(), r.location().latitude()),
                                r.id()));
    }

    private static Map<String, String> fields(Restaurant r) {
        Map<String, String> fields = new HashMap<>();
        fields.put("id", r.id());
        fields.put("name", r.name());
        fields.put("cuisine", r.cuisine());
        fields.put("city", r.city());
        fields.put("rating", Double.toString(r.rating()));
        fields.put("price", Integer.toString(r.price()));
        fields.put("location", r.location().longitude() + "," + r.location().latitude());
        fields.put("active", Boolean.toString(r.active()));
        fields.put("description", r.description());
        fields.put("createdAt", r.createdAt().toString());
        fields.put("tags", String.join(",", r.tags()));
        return fields;
    }

    @Override
    public Mono<Restaurant> findById(String id) {
        return template()
                .opsForHash()
                .multiGet(PREFIX + "e:" + id, HASH_FIELDS)
                .mapNotNull(ReactiveTemplate::restaurant);
    }

    private static @Nullable Restaurant restaurant(List<@Nullable Object> values) {
        if (values.get(0) == null) {
            return null;
        }
        String[] location = text(values, 6).split(",", -1);
        return new Restaurant(
                text(values, 0),
                text(values, 1),
                text(values, 2),
                text(values, 3),
                Double.parseDouble(text(values, 4)),
                Integer.parseInt(text(values, 5)),
                new GeoPoint(Double.parseDouble(location[0]), Double.parseDouble(location[1])),
                Boolean.parseBoolean(text(values, 7)),
                text(values, 8),
                Instant.parse(text(values, 9)),
                List.of(text(values, 10).split(",", -1)),
                1);
    }

    private static String text(List<@Nullable Object> values, int field) {
        return (String) Objects.requireNonNull(values.get(field), FIELDS.get(field));
    }

    private Flux<Restaurant> hydrate(Flux<String> ids) {
        return ids.flatMapSequential(this::findById, IN_FLIGHT);
    }

    @Override
    public Flux<Restaurant> byCuisine(String cuisine) {
        return hydrate(template().opsForSet().members(PREFIX + "cuisine:" + cuisine));
    }

    @Override
    public Flux<Restaurant> dearest(int from, int to, int limit) {
        return hydrate(template()
                .opsForZSet()
                .reverseRangeByScore(
                        PREFIX + "price",
                        Range.closed((double) from, (double) to),
                        Limit.limit().count(limit)));
    }

    @Override
    public Flux<Restaurant> byCuisineAndRating(String cuisine, double rating) {
        return template()
                .opsForSet()
                .members(PREFIX + "cuisine:" + cuisine)
                .collectList()
                .filter(ids -> !ids.isEmpty())
                .flatMapMany(ids -> template()
                        .opsForZSet()
                        .score(PREFIX + "rating", ids.toArray())
                        .flatMapMany(scores -> hydrate(Flux.range(0, ids.size())
                                .filter(i -> scores.get(i) != null && scores.get(i) >= rating)
                                .map(ids::get))));
    }

    @Override
    public Flux<Restaurant> near(GeoPoint center, double metres) {
        return hydrate(template()
                .opsForGeo()
                .search(
                        PREFIX + "location",
                        GeoReference.fromCoordinate(center.longitude(), center.latitude()),
                        new Distance(metres, Metrics.METERS))
                .map(result -> result.getContent())
                .map(GeoLocation::getName));
    }

    @Override
    public Flux<Restaurant> all() {
        return hydrate(template()
                .opsForSet()
                .scan(PREFIX + "ids", ScanOptions.scanOptions().count(512).build()));
    }

    @Override
    public Publisher<?> changePrice(Restaurant restaurant, int price) {
        return Mono.when(
                template().opsForHash().put(PREFIX + "e:" + restaurant.id(), "price", Integer.toString(price)),
                template().opsForZSet().add(PREFIX + "price", restaurant.id(), price));
    }

    @Override
    public Publisher<?> delete(String id) {
        return template()
                .<String, String>opsForHash()
                .multiGet(PREFIX + "e:" + id, List.of("cuisine", "city", "active"))
                .flatMap(old -> Mono.when(
                        template().unlink(PREFIX + "e:" + id),
                        template().opsForSet().remove(PREFIX + "ids", id),
                        template().opsForSet().remove(PREFIX + "cuisine:" + old.get(0), id),
                        template().opsForSet().remove(PREFIX + "city:" + old.get(1), id),
                        template().opsForSet().remove(PREFIX + "active:" + old.get(2), id),
                        template().opsForZSet().remove(PREFIX + "rating", id),
                        template().opsForZSet().remove(PREFIX + "price", id),
                        template().opsForGeo().remove(PREFIX + "location", id)));
    }

    @Override
    public Mono<Disposable> listen() {
        return template()
                .listenToChannelLater(PREFIX + "saved")
                .map(messages -> messages.subscribe(message -> arrivals.arrived(message.getMessage())));
    }

    @Override
    public Mono<Void> saveAndReceive(Restaurant restaurant) {
        return arrivals.after(
                restaurant.id(),
                Mono.from(save(restaurant)).then(template().convertAndSend(PREFIX + "saved", restaurant.id())));
    }
}
