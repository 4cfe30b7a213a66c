package dev.cress.benchmarks.contestant;

import dev.cress.Cress;
import dev.cress.CressOptions;
import dev.cress.benchmarks.model.Restaurant;
import dev.cress.feed.ChangeFeed;
import dev.cress.feed.FeedStart;
import dev.cress.geo.GeoPoint;
import dev.cress.query.Queryable;
import dev.cress.repository.ReactiveRepository;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Cress, as its users call it. */
public final class CressContestant extends Contestant {

    private final CressOptions options;
    private final Arrivals arrivals = new Arrivals();
    private @Nullable Cress cress;
    private @Nullable Repository restaurants;

    /**
     * A contestant.
     *
     * @param name as in tables
     * @param partitions of the model
     * @param uris of the server, or of the masters of a cluster
     */
    public CressContestant(String name, int partitions, String... uris) {
        super(name);
        this.options = CressOptions.builder(uris)
                .namespace("cress" + partitions)
                .partitions(partitions)
                .commandTimeout(Duration.ofSeconds(10))
                .operationDeadline(Duration.ofSeconds(20))
                .build();
    }

    @Override
    public Set<Work> works() {
        return EnumSet.allOf(Work.class);
    }

    @Override
    public void open() {
        cress = Objects.requireNonNull(Cress.connect(options).block());
        restaurants = cress.repository(Repository.class);
    }

    @Override
    public void close() {
        Objects.requireNonNull(cress).closeLater().block();
    }

    private Repository repository() {
        return Objects.requireNonNull(restaurants);
    }

    @Override
    public Publisher<?> save(Restaurant restaurant) {
        return repository().save(restaurant);
    }

    @Override
    public Mono<Void> saveBulk(List<Restaurant> all) {
        return repository().saveAll(Flux.fromIterable(all)).then();
    }

    @Override
    public Publisher<Restaurant> findById(String id) {
        return repository().findById(id);
    }

    @Override
    public Flux<Restaurant> byCuisine(String cuisine) {
        return repository()
                .query()
                .where(Restaurant::cuisine)
                .is(cuisine)
                .unbounded()
                .all();
    }

    @Override
    public Flux<Restaurant> dearest(int from, int to, int limit) {
        return repository()
                .query()
                .where(Restaurant::price)
                .between(from, to)
                .orderBy(Restaurant::price)
                .descending()
                .limit(limit)
                .all();
    }

    @Override
    public Flux<Restaurant> byCuisineAndRating(String cuisine, double rating) {
        return repository()
                .query()
                .where(Restaurant::cuisine)
                .is(cuisine)
                .and(Restaurant::rating)
                .atLeast(rating)
                .unbounded()
                .all();
    }

    @Override
    public Flux<Restaurant> near(GeoPoint center, double metres) {
        return repository()
                .query()
                .where(Restaurant::location)
                .within(center, metres)
                .orderBy(Restaurant::location)
                .nearestTo(center)
                .all();
    }

    @Override
    public Flux<Restaurant> all() {
        return repository().findAll();
    }

    @Override
    public Publisher<?> changePrice(Restaurant restaurant, int price) {
        return repository().patch(restaurant.id()).set(Restaurant::price, price).apply();
    }

    @Override
    public Publisher<?> delete(String id) {
        return repository().deleteById(id);
    }

    @Override
    public Mono<Disposable> listen() {
        return repository()
                .position()
                .map(position -> repository()
                        .changes(FeedStart.after(position))
                        .subscribe(event -> arrivals.arrived(event.id())));
    }

    @Override
    public Mono<Void> saveAndReceive(Restaurant restaurant) {
        return arrivals.after(restaurant.id(), save(restaurant));
    }

    /** What the user declares. */
    public interface Repository
            extends ReactiveRepository<Restaurant, String>, Queryable<Restaurant>, ChangeFeed<Restaurant> {}
}
