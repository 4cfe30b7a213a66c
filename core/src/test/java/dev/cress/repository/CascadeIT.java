package dev.cress.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cress.Cress;
import dev.cress.CressOptions;
import dev.cress.annotation.Expires;
import dev.cress.annotation.Id;
import dev.cress.annotation.Indexed;
import dev.cress.annotation.OnDelete;
import dev.cress.annotation.RedisEntity;
import dev.cress.annotation.ReferencedBy;
import dev.cress.connection.MovedClock;
import dev.cress.connection.RedisExecutor;
import dev.cress.connection.Request;
import dev.cress.connection.Role;
import dev.cress.entity.EntityOptions;
import dev.cress.error.DanglingReferenceException;
import dev.cress.error.EntityReferencedException;
import dev.cress.error.StoredDataException;
import dev.cress.reference.Ref;
import dev.cress.testing.RedisEnvironment;
import dev.cress.testing.RedisTest;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Deletions that delete what refers to what they delete, and what becomes of them when programs die. */
@RedisTest
class CascadeIT {

    private static final Duration LIMIT = Duration.ofSeconds(60);

    @RedisEntity("country")
    @ReferencedBy(type = City.class, property = "country", onDelete = OnDelete.CASCADE)
    record Country(@Id String id) {}

    @RedisEntity(value = "city", partitions = 4)
    @ReferencedBy(type = Street.class, property = "city", onDelete = OnDelete.CASCADE)
    @ReferencedBy(type = City.class, property = "twin", onDelete = OnDelete.CASCADE)
    record City(
            @Id String id,
            @Indexed Ref<Country> country,
            @Indexed(sparse = true) @Nullable Ref<City> twin) {}

    @RedisEntity(value = "street", partitions = 2)
    @ReferencedBy(type = House.class, property = "streets", onDelete = OnDelete.NULLIFY)
    record Street(@Id String id, @Indexed Ref<City> city) {}

    @RedisEntity("house")
    record House(@Id String id, @Indexed List<Ref<Street>> streets) {}

    @RedisEntity("customer")
    @ReferencedBy(type = Order.class, property = "customer", onDelete = OnDelete.CASCADE)
    record Customer(@Id String id) {}

    @RedisEntity("order")
    @ReferencedBy(type = Order.class, property = "follows", onDelete = OnDelete.CASCADE)
    @ReferencedBy(type = Invoice.class, property = "order", onDelete = OnDelete.RESTRICT)
    record Order(
            @Id String id,
            @Indexed @Nullable Ref<Customer> customer,
            @Indexed @Nullable Ref<Order> follows) {}

    @RedisEntity("invoice")
    record Invoice(@Id String id, @Indexed Ref<Order> order) {}

    @RedisEntity(value = "session", partitions = 4)
    @Expires(after = "PT30M")
    @ReferencedBy(type = Basket.class, property = "session", onDelete = OnDelete.CASCADE)
    record Session(@Id String id) {}

    @RedisEntity("basket")
    @ReferencedBy(type = Item.class, property = "basket", onDelete = OnDelete.CASCADE)
    record Basket(@Id String id, @Indexed Ref<Session> session) {}

    @RedisEntity("item")
    record Item(@Id String id, @Indexed Ref<Basket> basket) {}

    interface Countries extends ReactiveRepository<Country, String>, Maintenance<Country> {}

    interface Cities extends ReactiveRepository<City, String>, Maintenance<City> {}

    interface Streets extends ReactiveRepository<Street, String> {}

    interface Houses extends ReactiveRepository<House, String> {}

    interface Customers extends ReactiveRepository<Customer, String> {}

    interface Orders extends ReactiveRepository<Order, String> {}

    interface Invoices extends ReactiveRepository<Invoice, String> {}

    interface Sessions extends ReactiveRepository<Session, String>, Expiring<Session, String>, Maintenance<Session> {}

    interface Baskets extends ReactiveRepository<Basket, String> {}

    interface Items extends ReactiveRepository<Item, String> {}

    /** Does something before the next request of a name is sent, once. */
    private record Interruption(String request, Mono<?> what) {}

    private final RedisEnvironment redis;
    private final String namespace;
    private final AtomicReference<@Nullable Interruption> interruption = new AtomicReference<>();
    private final MovedClock clock = new MovedClock();
    private Cress cress;

    CascadeIT(RedisEnvironment redis) {
        this.redis = redis;
        this.namespace = redis.newNamespace();
    }

    @BeforeEach
    void connect() {
        cress = connected(executor -> clock.executor().apply(new Interruptible(executor)));
    }

    @AfterEach
    void close() {
        cress.closeLater().block(LIMIT);
    }

    private Cress connected(UnaryOperator<RedisExecutor> executor) {
        return Cress.connect(CressOptions.builder(redis.uri())
                        .namespace(namespace)
                        .commandTimeout(Duration.ofSeconds(10))
                        .entities(EntityOptions.builder().withoutSweeping().build())
                        .executor(executor)
                        .build())
                .block(LIMIT);
    }

    private final class Interruptible implements RedisExecutor {

        private final RedisExecutor target;

        private Interruptible(RedisExecutor target) {
            this.target = target;
        }

        @Override
        public <R> Mono<R> execute(Role role, Request<R> request) {
            return Mono.defer(() -> {
                Interruption now = interruption.get();
                boolean met =
                        now != null && request.name().contains(now.request()) && interruption.compareAndSet(now, null);
                return met ? now.what().then(target.execute(role, request)) : target.execute(role, request);
            });
        }

        @Override
        public <R> Mono<List<R>> executeAll(Role role, List<Request<R>> requests) {
            return target.executeAll(role, requests);
        }
    }

    /** A program that dies with some request: before it is sent, or before its reply has come. Nothing that it sends afterwards arrives. */
    private record Mortal(RedisExecutor target, AtomicReference<Lifeline> lifeline) implements RedisExecutor {

        private <R> Mono<R> sent(Mono<R> request) {
            return Mono.defer(() -> {
                Lifeline now = lifeline.get();
                int before = now.left().getAndDecrement();
                Mono<R> dead = Mono.error(new IllegalStateException("dead"));
                if (before > 0) {
                    return request;
                }
                return before == 0 && !now.replies() ? request.then(dead) : dead;
            });
        }

        @Override
        public <R> Mono<R> execute(Role role, Request<R> request) {
            return sent(target.execute(role, request));
        }

        @Override
        public <R> Mono<List<R>> executeAll(Role role, List<Request<R>> requests) {
            return sent(target.executeAll(role, requests));
        }
    }

    /** How many requests are left to it, and whether it dies before the next one is sent. */
    private record Lifeline(AtomicInteger left, boolean replies) {}

    private Countries countries() {
        return cress.repository(Countries.class);
    }

    private Cities cities() {
        return cress.repository(Cities.class);
    }

    private Streets streets() {
        return cress.repository(Streets.class);
    }

    private Houses houses() {
        return cress.repository(Houses.class);
    }

    private Orders orders() {
        return cress.repository(Orders.class);
    }

    private static City city(String id, @Nullable String twin) {
        return new City(id, Ref.to("{x}"), twin == null ? null : Ref.to(twin));
    }

    /** Two cities, each the twin of the other, one of which has a street with a house. */
    private void build() {
        countries().save(new Country("{x}")).block(LIMIT);
        cities().saveAll(List.of(city("a", "b"), city("b", "a"))).blockLast(LIMIT);
        streets().save(new Street("s", Ref.to("b"))).block(LIMIT);
        houses().save(new House("h", List.of(Ref.to("s"), Ref.to("u"), Ref.to("s"))))
                .block(LIMIT);
    }

    private void requireGone(String after) {
        assertThat(cities().count().block(LIMIT)).as(after).isZero();
        assertThat(streets().count().block(LIMIT)).as(after).isZero();
        assertThat(houses().findById("h").block(LIMIT)).as(after).isEqualTo(new House("h", List.of(Ref.to("u"))));
        assertThat(Flux.concat(countries().finishDeletions(), cities().finishDeletions())
                        .collectList()
                        .block(LIMIT))
                .as("notes after %s", after)
                .containsExactly(0L, 0L);
    }

    @Test
    void goesAllTheWay() {
        build();
        cities().saveAll(Flux.range(0, 150).map(i -> city("{c}" + i, null))).blockLast(LIMIT);
        streets()
                .saveAll(Flux.range(0, 300).map(i -> new Street("street" + i, Ref.to("{c}" + i / 2))))
                .blockLast(LIMIT);
        streets().save(new Street("elsewhere", Ref.to("d"))).block(LIMIT);

        assertThat(countries().deleteById("{x}").block(LIMIT)).isTrue();

        assertThat(streets().deleteById("elsewhere").block(LIMIT)).isTrue();
        requireGone("a deletion");
    }

    @Test
    void reachesTheEndOfAChain() {
        int length = 40;
        cities().saveAll(Flux.range(0, length).map(i -> city("c" + i, i == 0 ? null : "c" + (i - 1))))
                .blockLast(LIMIT);

        cities().deleteById("c0").block(LIMIT);

        assertThat(cities().count().block(LIMIT)).isZero();
    }

    /** Whatever request a program dies with, and whoever meets what it has left. */
    @Test
    void isBroughtToAnEndByWhoeverMeetsWhatADeadProgramHasLeft() {
        AtomicReference<Lifeline> lifeline = new AtomicReference<>(new Lifeline(new AtomicInteger(1_000), true));
        Cress mortal = connected(executor -> new Mortal(executor, lifeline));
        Countries dying = mortal.repository(Countries.class);
        try {
            dying.deleteById("{x}").block(LIMIT); // knows its layouts
            int dead = 0;
            for (int requests = 0; dead == requests; requests++) {
                build();
                lifeline.set(new Lifeline(new AtomicInteger(requests), requests % 2 == 0));
                boolean killed = dying.deleteById("{x}")
                        .map(done -> false)
                        .onErrorReturn(IllegalStateException.class, true)
                        .block(LIMIT);
                dead += killed ? 1 : 0;
                finish(requests / 2);
                requireGone("request " + requests);
            }
            assertThat(dead).isGreaterThan(12);
        } finally {
            mortal.closeLater().block(LIMIT);
        }
    }

    private void finish(int way) {
        if (countries().existsById("{x}").block(LIMIT)) {
            assertThat(cities().count().block(LIMIT)).isEqualTo(2);
            assertThat(countries().deleteById("{x}").block(LIMIT)).isTrue();
        } else if (way % 3 == 0) {
            countries().deleteById("{x}").block(LIMIT);
        } else if (way % 3 == 1) {
            countries().insert(new Country("{x}")).block(LIMIT);
        } else {
            Mono.when(countries().finishDeletions(), cities().finishDeletions()).block(LIMIT);
        }
    }

    @Test
    void refusesAllWhatSomethingRestrictsOnTheWay() {
        Customers customers = cress.repository(Customers.class);
        Invoices invoices = cress.repository(Invoices.class);
        customers.save(new Customer("ada")).block(LIMIT);
        orders().saveAll(List.of(
                        new Order("1", Ref.to("ada"), Ref.to("3")),
                        new Order("2", null, Ref.to("1")),
                        new Order("3", null, Ref.to("2"))))
                .blockLast(LIMIT);
        invoices.save(new Invoice("i", Ref.to("3"))).block(LIMIT);

        Mono<Boolean> deletion = customers.deleteById("ada");
        for (String subscription : List.of("first", "second")) {
            assertThatThrownBy(() -> deletion.block(LIMIT))
                    .as(subscription)
                    .isInstanceOfSatisfying(EntityReferencedException.class, refused -> {
                        assertThat(refused.model() + refused.id()).isEqualTo("order3");
                        assertThat(refused.referrerModel() + refused.referrerId())
                                .isEqualTo("invoicei");
                    });
        }
        assertThat(customers.existsById("ada").block(LIMIT)).isTrue();
        assertThat(orders().count().block(LIMIT)).isEqualTo(3);

        invoices.deleteById("i").block(LIMIT);
        interruption.set(new Interruption("entity/delete", invoices.save(new Invoice("late", Ref.to("2")))));
        assertThatThrownBy(() -> customers.deleteById("ada").block(LIMIT))
                .isInstanceOfSatisfying(
                        DanglingReferenceException.class,
                        late -> assertThat(late.model() + late.id() + late.referrerId())
                                .isEqualTo("order2late"));
        assertThat(customers.count().block(LIMIT)).isZero();
        assertThat(orders().count().block(LIMIT)).isZero();
    }

    @Test
    void theEndOfALifeIsADeletion() {
        Sessions sessions = cress.repository(Sessions.class);
        Baskets baskets = cress.repository(Baskets.class);
        Items items = cress.repository(Items.class);
        sessions.saveAll(Flux.range(0, 10).map(i -> new Session("s" + i))).blockLast(LIMIT);
        baskets.saveAll(Flux.range(0, 20).map(i -> new Basket("b" + i, Ref.to("s" + i / 2))))
                .blockLast(LIMIT);
        items.saveAll(Flux.range(0, 20).map(i -> new Item("i" + i, Ref.to("b" + i))))
                .blockLast(LIMIT);
        clock.move(Duration.ofMinutes(31));

        sessions.save(new Session("s7")).block(LIMIT);
        assertThat(items.count().block(LIMIT)).as("those of the last life").isEqualTo(18);
        baskets.save(new Basket("new", Ref.to("s7"))).block(LIMIT);
        assertThat(sessions.sweep().block(LIMIT)).isEqualTo(9);

        assertThat(baskets.findAll().map(Basket::id).collectList().block(LIMIT)).containsExactly("new");
        assertThat(items.count().block(LIMIT)).isZero();
        assertThat(sessions.finishDeletions().block(LIMIT)).isZero();
    }

    @Test
    void aSweeperThatDiesLeavesWhatTheNextOneFinds() {
        Sessions sessions = cress.repository(Sessions.class);
        Items items = cress.repository(Items.class);
        sessions.save(new Session("s")).block(LIMIT);
        cress.repository(Baskets.class).save(new Basket("b", Ref.to("s"))).block(LIMIT);
        items.save(new Item("i", Ref.to("b"))).block(LIMIT);
        clock.move(Duration.ofMinutes(31));
        interruption.set(new Interruption("HEXISTS", Mono.error(new IllegalStateException("dead"))));

        assertThatThrownBy(() -> sessions.sweep().block(LIMIT)).hasMessage("dead");
        assertThat(sessions.count().block(LIMIT)).isZero();
        assertThat(items.count().block(LIMIT)).isEqualTo(1);

        assertThat(sessions.finishDeletions().block(LIMIT)).isEqualTo(1);
        assertThat(items.count().block(LIMIT)).isZero();
    }

    @Test
    void whatIsNotedInOtherPartitionsIsDoneWhereOneCannotBeRead() {
        for (int i = 0; i < 8; i++) {
            cities().save(city("c" + i, null)).block(LIMIT);
            streets().save(new Street("s" + i, Ref.to("c" + i))).block(LIMIT);
            interruption.set(new Interruption("HEXISTS", Mono.error(new IllegalStateException("dead"))));
            String id = "c" + i;
            assertThatThrownBy(() -> cities().deleteById(id).block(LIMIT)).hasMessage("dead");
        }
        try (RawRedis raw = RawRedis.of(redis)) {
            List<String> notes = raw.commands().keys(namespace + ":*:city:w");
            assertThat(notes).hasSizeGreaterThan(1);
            String broken = notes.get(0);
            raw.commands().rename(broken, broken + "kept");
            raw.commands().set(broken, "damaged");
            assertThatThrownBy(() -> cities().finishDeletions().block(LIMIT)).isInstanceOf(StoredDataException.class);
            assertThat(streets().count().block(LIMIT)).isEqualTo(raw.commands().hlen(broken + "kept"));
            raw.commands().rename(broken + "kept", broken);
            assertThat(cities().finishDeletions().block(LIMIT)).isPositive();
        }
        assertThat(streets().count().block(LIMIT)).isZero();
        assertThat(cities().finishDeletions().block(LIMIT)).isZero();
    }

    @Test
    void theSweeperOfAnotherProgramFindsWhatADeadOneHasLeft() {
        build();
        interruption.set(new Interruption("HEXISTS", Mono.error(new IllegalStateException("dead"))));
        assertThatThrownBy(() -> countries().deleteById("{x}").block(LIMIT)).hasMessage("dead");

        Cress sweeping = Cress.connect(CressOptions.builder(redis.uri())
                        .namespace(namespace)
                        .entities(EntityOptions.builder()
                                .sweepEvery(Duration.ofMillis(10))
                                .build())
                        .build())
                .block(LIMIT);
        try {
            sweeping.repository(Countries.class).count().block(LIMIT);
            cities().count()
                    .filter(left -> left == 0)
                    .repeatWhenEmpty(again -> again.delayElements(Duration.ofMillis(10)))
                    .block(LIMIT);
            countries().finishDeletions().block(LIMIT); // it may be on its way still
            requireGone("a sweep");
        } finally {
            sweeping.closeLater().block(LIMIT);
        }
    }
}
