package dev.cress.query;

import static dev.cress.query.criteria.Criteria.where;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cress.Cress;
import dev.cress.CressOptions;
import dev.cress.annotation.GeoIndexed;
import dev.cress.annotation.Id;
import dev.cress.annotation.Indexed;
import dev.cress.annotation.RedisEntity;
import dev.cress.geo.GeoPoint;
import dev.cress.property.PropertyPath;
import dev.cress.query.criteria.Condition;
import dev.cress.query.criteria.Criteria;
import dev.cress.query.criteria.InvalidQueryException;
import dev.cress.query.execute.QueryAnalysis;
import dev.cress.query.execute.ResultLimitExceededException;
import dev.cress.query.plan.QueryNotIndexedException;
import dev.cress.reference.Ref;
import dev.cress.repository.ReactiveRepository;
import dev.cress.testing.RedisEnvironment;
import dev.cress.testing.RedisTest;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;

/** Conditions on what references lead to. */
@RedisTest
class ReferenceQueriesIT {

    @RedisEntity(value = "country", partitions = 1)
    record Country(@Id String id, @Indexed @Nullable String name) {}

    @RedisEntity(value = "customer", partitions = 4)
    record Customer(
            @Id long id,
            @Indexed @Nullable String username,
            @Nullable String note,
            @GeoIndexed @Nullable GeoPoint place,
            @Indexed @Nullable Ref<Country> country) {}

    @RedisEntity(value = "order", partitions = 4)
    record Order(
            @Id String id,
            @Indexed Optional<Ref<Customer>> customer,
            @Nullable Ref<Customer> payer,
            @Indexed int total,
            @Indexed List<Ref<Customer>> watchers) {}

    interface Countries extends ReactiveRepository<Country, String> {}

    interface Customers extends ReactiveRepository<Customer, Long>, Queryable<Customer> {}

    interface Orders extends ReactiveRepository<Order, String>, Queryable<Order> {}

    private static final GeoPoint BERLIN = new GeoPoint(13.4, 52.5);

    private final RedisEnvironment redis;
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private ObservedExecutor executor;
    private Cress cress;
    private Orders orders;

    ReferenceQueriesIT(RedisEnvironment redis) {
        this.redis = redis;
    }

    @BeforeEach
    void store() {
        cress = Cress.connect(CressOptions.builder(redis.uri())
                        .namespace(redis.newNamespace())
                        .commandTimeout(Duration.ofSeconds(10))
                        .operationDeadline(Duration.ofSeconds(20))
                        .meterRegistry(registry)
                        .executor(target -> {
                            executor = new ObservedExecutor(target);
                            return executor;
                        })
                        .build())
                .block();
        orders = cress.repository(Orders.class);
        cress.repository(Countries.class)
                .saveAll(Flux.just(new Country("de", "{}|:\0😀"), new Country("fr", null)))
                .blockLast();
        cress.repository(Customers.class)
                .saveAll(Flux.just(
                        new Customer(1, "ada", "early", BERLIN, Ref.to("de")),
                        new Customer(2, "ada", null, null, Ref.to("fr")),
                        new Customer(9_007_199_254_740_993L, null, null, null, null)))
                .blockLast();
        orders.saveAll(Flux.just(
                        order("o1", 1L, 10),
                        order("o2", 2L, 20),
                        order("o3", 9_007_199_254_740_993L, 30),
                        order("gone", 77L, 40),
                        order("none", null, 50)))
                .blockLast();
    }

    @AfterEach
    void close() {
        cress.closeLater().block();
    }

    private static Order order(String id, @Nullable Long customer, int total) {
        List<Ref<Customer>> watchers = total >= 40 ? List.of() : List.of(Ref.to(1L), Ref.to(total / 10L), Ref.to(77L));
        return new Order(id, Optional.ofNullable(customer).map(Ref::to), Ref.to(1L), total, watchers);
    }

    private void finds(Criteria<Order> criteria, String... ids) {
        Query<Order> query = orders.query().matching(criteria);
        assertThat(query.all().map(Order::id).collectList().block())
                .as("%s", criteria)
                .containsExactlyInAnyOrder(ids);
        assertThat(query.count().block()).as("%s", criteria).isEqualTo(ids.length);
        assertThat(query.exists().block()).as("%s", criteria).isEqualTo(ids.length > 0);
        assertThat(query.ids(String.class).all().collectList().block())
                .as("%s", criteria)
                .containsExactlyInAnyOrder(ids);
    }

    private static Condition<Object, Criteria<Order>> named(String path) {
        return where(path);
    }

    @Test
    void findsWhatRefersToAnyThatMeetsTheCondition() {
        finds(named("customer.username").is("ada"), "o1", "o2");
        finds(named("customer.username").is("ada").and(where(Order::total).atLeast(15)), "o2");
        finds(named("customer.username").is("eve"));
        finds(named("customer.id").in(2L, 9_007_199_254_740_993L, 77L), "o2", "o3");
        finds(named("customer.place").within(BERLIN, 10), "o1");
        finds(named("customer.place").around(1L, 10), "o1");
        finds(named("customer.country.name").is("{}|:\0😀"), "o1");
        finds(
                named("customer.country.name")
                        .startsWith("{}")
                        .or(named("customer.username").startsWith("ad")),
                "o1",
                "o2");
        assertThat(where(PropertyPath.through(Order::payer)
                                .thenThrough(Customer::country)
                                .then(Country::name))
                        .is("x"))
                .isEqualTo(named("payer.country.name").is("x"))
                .hasToString("payer.country.name is 'x'");
    }

    @Test
    void seesNullsWhereNothingIsReferredTo() {
        finds(named("customer.username").isNull(), "o3", "gone", "none");
        finds(named("customer.username").isNotNull(), "o1", "o2");
        finds(named("customer.username").isNot("ada"), "o3", "gone", "none");
        finds(named("customer.username").in(Arrays.asList("ada", null)), "o1", "o2", "o3", "gone", "none");
        finds(named("customer.country.name").isNull(), "o2", "o3", "gone", "none");
        finds(named("customer.country.name").isNull().not(), "o1");
        finds(named("customer.username").is("ada").not().and(where(Order::total).lessThan(45)), "o3", "gone");
    }

    @Test
    void asksEachOfManyReferences() {
        Criteria<Order> ofFrance = named("watchers.country.id").is("fr");
        finds(ofFrance, "o2");
        finds(named("watchers.username").is("ada"), "o1", "o2", "o3");
        finds(named("watchers.username").is("ada").and(ofFrance.not()), "o1", "o3");
        finds(named("watchers.username").is("eve"));
        assertThat(orders.query().matching(ofFrance).explain().block().text()).contains("IndexLookup(watchers=[2])");
        assertThat(orders.query()
                        .where("watchers.username")
                        .isNull()
                        .allowScan()
                        .all()
                        .map(Order::id)
                        .collectList()
                        .block())
                .containsExactlyInAnyOrder("o1", "o2", "o3");
    }

    @Test
    void tellsHowTheTargetsWereFound() {
        Query<Order> query = orders.query().where("customer.username").is("ada");
        assertThat(query.explain().block().text())
                .matches("Resolve\\(customer\\.username is 'ada', found=\\[2]\\) rows≈\\d+\n"
                        + "  Cover\\(entity=\\[customer], limit=\\[1001]\\) rows≈\\d+\n"
                        + "    IndexLookup\\(username=\\[ada]\\) rows≈\\d+\n"
                        + "  Fetch\\(entity=\\[order]\\) rows≈\\d+\n"
                        + "    IndexLookup\\(customer=\\[1 or 2]\\) rows≈\\d+");
        executor.trips();
        assertThat(query.all().count().block()).isEqualTo(2);
        assertThat(executor.trips()).containsExactly("ZRANGEBYLEX 4", "ZRANGEBYLEX 8", "HMGET 2");
        QueryAnalysis analysis = query.analyze().block();
        assertThat(analysis.roundTrips()).isEqualTo(executor.trips().size()).isEqualTo(4);
        assertThat(analysis.results()).isEqualTo(2);
        assertThat(orders.query()
                        .where("customer.username")
                        .is("eve")
                        .explain()
                        .block()
                        .text())
                .startsWith("Resolve(customer.username is 'eve', found=[0])")
                .contains("Empty(why=");
    }

    @Test
    void countsQueriesByTheShapeOfTheirPlan() {
        orders.query().where("customer.username").is("ada").all().blockLast();
        orders.query()
                .where("customer.username")
                .isNull()
                .and("total")
                .atLeast(45)
                .all()
                .blockLast();
        orders.query().where("total").atLeast(45).count().block();

        assertThat(counted("cress.queries", "resolve/fetch/lookup")).isEqualTo(1);
        assertThat(counted("cress.query.read", "resolve/fetch/lookup")).isEqualTo(2);
        assertThat(counted("cress.query.discarded", "resolve/fetch/lookup")).isZero();
        assertThat(counted("cress.queries", "resolve/fetch/probe/range")).isEqualTo(1);
        assertThat(counted("cress.query.read", "resolve/fetch/probe/range")
                        - counted("cress.query.discarded", "resolve/fetch/probe/range"))
                .isEqualTo(1);
        assertThat(counted("cress.queries", "count")).isEqualTo(1);
    }

    private double counted(String meter, String plan) {
        return registry.get(meter)
                .tags("entity", "order", "plan", plan)
                .counter()
                .count();
    }

    @Test
    void pagesAndDeletes() {
        Query<Order> query = orders.query()
                .where("customer.username")
                .isNull()
                .orderBy(Order::total)
                .descending();
        Page<Order> first = query.page(2).block();
        Page<Order> second = query.page(2, first.next().orElseThrow()).block();
        assertThat(first.content()).extracting(Order::id).containsExactly("none", "gone");
        assertThat(second.content()).extracting(Order::id).containsExactly("o3");
        assertThat(query.page(2, second.previous().orElseThrow()).block().content())
                .isEqualTo(first.content());
        assertThat(orders.query().where("customer.username").is("ada").delete().block())
                .isEqualTo(2);
        assertThat(orders.count().block()).isEqualTo(3);
    }

    @Test
    void namesTheIndexThatIsMissingOnEitherSide() {
        orders.query()
                .where("customer.note")
                .is("early")
                .all()
                .as(StepVerifier::create)
                .expectErrorSatisfies(error -> assertThat(error)
                        .isInstanceOf(QueryNotIndexedException.class)
                        .hasMessageContaining("note")
                        .hasMessageContaining("customer"))
                .verify();
        orders.query()
                .where("payer.username")
                .is("ada")
                .all()
                .as(StepVerifier::create)
                .expectErrorSatisfies(error -> assertThat(error)
                        .isInstanceOf(QueryNotIndexedException.class)
                        .hasMessageContaining("payer"))
                .verify();
        assertThat(orders.query()
                        .where("customer.note")
                        .is("early")
                        .and("payer.username")
                        .is("ada")
                        .allowScan()
                        .all()
                        .map(Order::id)
                        .collectList()
                        .block())
                .containsExactly("o1");
    }

    @Test
    void refusesWhatTheTargetHasNotWhenCalled() {
        Query<Order> query = orders.query();
        assertThatThrownBy(() -> query.where("customer.colour").is("red"))
                .isInstanceOf(InvalidQueryException.class)
                .hasMessageContaining("customer has no property colour");
        assertThatThrownBy(() -> query.where("customer.country.name").is(3)).isInstanceOf(InvalidQueryException.class);
        assertThatThrownBy(() -> query.where("customer.username.length").is(3))
                .isInstanceOf(InvalidQueryException.class);
        assertThatThrownBy(() -> query.where("customer.username").is("ada").specification())
                .isInstanceOf(InvalidQueryException.class)
                .hasMessageContaining("referred to");
    }

    @Test
    void testsEntitiesInHandByTheReferencesThatTheyHold() {
        executor.trips();
        List<Order> inHand = List.of(order("new", 1L, 10), order("other", 2L, 20), order("without", null, 30));
        assertThat(inHand.stream()
                        .filter(orders.test(named("customer").is(Ref.to(1L))))
                        .map(Order::id))
                .containsExactly("new");
        assertThat(inHand.stream()
                        .filter(orders.test(
                                named("watchers").hasElement(Ref.to(2L)).not()))
                        .map(Order::id))
                .containsExactly("new", "without");
        assertThat(executor.trips()).isEmpty();
        assertThatThrownBy(() -> orders.test(named("customer.username").is("ada")))
                .isInstanceOf(InvalidQueryException.class)
                .hasMessageContaining("referred to");
        assertThatThrownBy(() -> orders.test(named("colour").is("red"))).isInstanceOf(InvalidQueryException.class);
    }

    @Test
    void failsWhereTooManyTargetsMeetTheCondition() {
        Customers customers = cress.repository(Customers.class);
        customers
                .saveAll(Flux.range(1_000, 1_001).map(i -> new Customer(i, "many", null, null, null)))
                .blockLast();
        Query<Order> query = orders.query().where("customer.username").is("many");
        query.all()
                .as(StepVerifier::create)
                .expectErrorSatisfies(error -> assertThat(error)
                        .isInstanceOf(ResultLimitExceededException.class)
                        .hasMessageContaining("customer.username")
                        .hasMessageContaining("1000"))
                .verify();
        customers.deleteById(1_000L).block();
        orders.save(order("last", 2_000L, 1)).block();
        assertThat(query.all().map(Order::id).collectList().block()).containsExactly("last");
    }
}
