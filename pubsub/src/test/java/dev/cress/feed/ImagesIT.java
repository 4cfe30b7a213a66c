package dev.cress.feed;

import static dev.cress.query.criteria.Criteria.where;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cress.Cress;
import dev.cress.CressOptions;
import dev.cress.annotation.ChangeEvents;
import dev.cress.annotation.EventImage;
import dev.cress.annotation.Expires;
import dev.cress.annotation.ExpiresAfter;
import dev.cress.annotation.Id;
import dev.cress.annotation.Indexed;
import dev.cress.annotation.RedisEntity;
import dev.cress.annotation.Version;
import dev.cress.entity.EntityCallbacks;
import dev.cress.entity.EntityOptions;
import dev.cress.line.Operator;
import dev.cress.query.Queryable;
import dev.cress.query.criteria.InvalidQueryException;
import dev.cress.repository.Expiring;
import dev.cress.repository.ReactiveRepository;
import dev.cress.testing.RedisEnvironment;
import dev.cress.testing.RedisTest;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

/** Events of types that ask for images, and entities that are read as queries read them. */
@RedisTest
class ImagesIT {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @RedisEntity(value = "order", partitions = 2)
    @ChangeEvents(
            images = {EventImage.BEFORE, EventImage.AFTER},
            retention = 100,
            maxAge = "P7D")
    record Order(
            @Id String id,
            @Indexed @Nullable String state,
            @Indexed long total,
            @Nullable String note,
            int weight,
            @Version long version) {

        Order withNote(@Nullable String value) {
            return new Order(id, state, total, value, weight, version);
        }

        Order withTotal(long value) {
            return new Order(id, state, value, note, weight, version);
        }
    }

    @RedisEntity(value = "ticket", partitions = 1)
    @ChangeEvents(images = EventImage.INDEXED)
    record Ticket(
            @Id String id,
            @Indexed @Nullable String state,
            @Indexed int row,
            @Nullable String note) {}

    @RedisEntity(value = "offer", partitions = 1)
    @Expires
    @ChangeEvents(images = {EventImage.BEFORE, EventImage.AFTER})
    record Offer(
            @Id String id,
            @Indexed long price,
            @Nullable String text,
            @ExpiresAfter Duration life) {}

    interface Offers extends ReactiveRepository<Offer, String>, Expiring<Offer, String>, ChangeFeed<Offer> {}

    interface Orders extends ReactiveRepository<Order, String>, Queryable<Order>, ChangeFeed<Order> {}

    interface Tickets extends ReactiveRepository<Ticket, String>, ChangeFeed<Ticket> {}

    private final RedisEnvironment redis;
    private final List<String> unreadable = new CopyOnWriteArrayList<>();
    private final List<String> loaded = new CopyOnWriteArrayList<>();
    private String namespace;
    private Cress cress;
    private Orders orders;

    ImagesIT(RedisEnvironment redis) {
        this.redis = redis;
    }

    @BeforeEach
    void connect() {
        namespace = redis.newNamespace();
        EntityCallbacks<Order> upperCase = new EntityCallbacks<>() {
            @Override
            public Mono<Order> afterLoad(Order order) {
                loaded.add(order.id());
                return Mono.just(
                        order.note() == null
                                ? order
                                : order.withNote(order.note().toUpperCase(Locale.ROOT)));
            }
        };
        cress = Cress.connect(CressOptions.builder(redis.uri())
                        .commandTimeout(PATIENCE)
                        .operationDeadline(PATIENCE)
                        .namespace(namespace)
                        .entities(EntityOptions.builder()
                                .callbacks(Order.class, upperCase)
                                .onUnreadable(failure -> unreadable.add(failure.id()))
                                .build())
                        .build())
                .block();
        orders = cress.repository(Orders.class);
    }

    @AfterEach
    void close() {
        cress.closeLater().block();
    }

    /** Writes a field of an order by hand, as no program of this type does. */
    private void damage(String id, String field, String value) {
        try (Operator operator = new Operator(redis)) {
            for (String key : operator.commands().keys(namespace + ":*:order:e:" + id)) {
                operator.commands().hset(key, field, value);
            }
        }
    }

    @Test
    void tellsWholeEntitiesOfPatches() {
        Order created = orders.save(new Order("1", "open", 10, "FIRST", 1, 0)).block();
        Order patched = orders.patch("1")
                .increment(Order::total, 5)
                .unset(Order::state)
                .after()
                .block();

        List<ChangeEvent<Order>> events =
                orders.changes(FeedStart.beginning()).take(2).collectList().block(PATIENCE);

        assertThat(patched).isEqualTo(new Order("1", null, 15, "FIRST", 1, patched.version()));
        assertThat(events.get(1).before().entity()).contains(created);
        assertThat(events.get(1).after().entity()).contains(patched);
        assertThat(events.get(1).changed()).containsExactlyInAnyOrder("total", "state");
    }

    @Test
    void tellsWholeEntitiesOnBothSides() {
        Order created = orders.save(new Order("1", "open", 10, "first", 1, 0)).block();
        Order changed = orders.save(created.withNote(null)).block();
        orders.deleteById("1").block();

        List<ChangeEvent<Order>> events =
                orders.changes(FeedStart.beginning()).take(3).collectList().block(PATIENCE);

        assertThat(events.get(0).before().entity()).isEmpty();
        assertThat(events.get(0).after().entity()).contains(created.withNote("FIRST"));
        assertThat(events.get(1).before().entity()).contains(created.withNote("FIRST"));
        assertThat(events.get(1).after().entity()).contains(changed);
        assertThat(events.get(1).changed()).containsExactly("note");
        assertThat(events.get(2).before().entity()).contains(changed);
        assertThat(events.get(2).after().entity()).isEmpty();
        assertThat(events.get(1).after().tells("note")).isTrue();
        assertThat(events.get(1).after().get(Order::note)).isNull();
    }

    @Test
    void goesOnAfterWhatCannotBeRead() {
        Order good = orders.save(new Order("1", "open", 10, "x", 1, 0)).block();
        orders.save(new Order("2", "open", 20, "x", 1, 0)).block();
        orders.save(new Order("3", "open", 30, "x", 1, 0)).block();
        damage("2", "total", "much");
        ResumeToken place = orders.position().block();

        List<String> rows = orders.feed()
                .from(FeedStart.snapshot())
                .after(where(Order::total).atLeast(0L))
                .signals()
                .takeUntil(FeedSignal.SnapshotFinished.class::isInstance)
                .filter(FeedSignal.Change.class::isInstance)
                .map(signal -> ((FeedSignal.Change<Order>) signal).event())
                .map(event -> event.id() + event.after().entity().orElseThrow().note())
                .collectList()
                .block(PATIENCE);
        assertThat(rows).containsExactlyInAnyOrder("1X", "3X");
        assertThat(unreadable).contains("2");

        damage("1", "weight", "more");
        orders.overwrite(good.withTotal(11)).block();
        ChangeEvent<Order> mended = orders.changes(FeedStart.after(place)).blockFirst(PATIENCE);
        assertThat(mended.id()).isEqualTo("1");
        assertThat(mended.before().entity()).as("was unreadable").isEmpty();
        assertThat(mended.after().entity())
                .hasValueSatisfying(order -> assertThat(order.total()).isEqualTo(11));
        assertThat(unreadable).contains("1");
    }

    @Test
    void keepsLiveQueriesAliveAsTheQueryItself() {
        orders.save(new Order("1", "open", 10, "x", 1, 0)).block();
        Order two = orders.save(new Order("2", "open", 20, "x", 1, 0)).block();
        orders.save(new Order("3", "open", 30, "x", 1, 0)).block();
        damage("1", "note", "y");

        StepVerifier.create(
                        orders.live(
                                orders.query().orderBy(Order::total).ascending().limit(2)),
                        1)
                .assertNext(signal -> assertThat(((LiveSignal.Ready<Order>) signal).result())
                        .extracting(Order::note)
                        .containsExactly("Y", "X"))
                .then(() -> {
                    orders.save(two.withNote("z")).block();
                    damage("2", "total", "much");
                })
                .thenRequest(1)
                .expectNextMatches(signal -> signal instanceof LiveSignal.Left<Order> left && left.index() == 1)
                .then(() -> orders.save(new Order("0", "open", 1, "x", 1, 0)).block())
                .thenRequest(2)
                .expectNextMatches(signal -> signal instanceof LiveSignal.Entered<Order> entered
                        && entered.entity().id().equals("0")
                        && entered.entity().note().equals("X"))
                .thenCancel()
                .verify(PATIENCE);
        assertThat(unreadable).contains("2");
        assertThat(loaded).contains("0", "1", "2");
    }

    @Test
    void decidesFiltersOnIndexedValuesThatDidNotChange() {
        Tickets tickets = cress.repository(Tickets.class);
        tickets.save(new Ticket("1", "open", 1, "a")).block();
        tickets.save(new Ticket("2", "shut", 1, "a")).block();
        tickets.save(new Ticket("3", null, 1, "a")).block();
        for (String id : List.of("1", "2", "3")) {
            tickets.save(tickets.findById(id)
                            .map(t -> new Ticket(t.id(), t.state(), 2, "b"))
                            .block())
                    .block();
        }
        Feed<Ticket> updates = tickets.feed().from(FeedStart.beginning()).operations(Operation.UPDATED);
        assertThat(updates.after(where(Ticket::state).is("open"))
                        .events()
                        .take(1)
                        .collectList()
                        .block(PATIENCE))
                .extracting(ChangeEvent::id)
                .containsExactly("1");
        assertThat(updates.before(where(Ticket::state).isNull())
                        .events()
                        .blockFirst(PATIENCE)
                        .id())
                .isEqualTo("3");
        assertThat(updates.after(where(Ticket::state).is("open").not())
                        .events()
                        .take(2)
                        .collectList()
                        .block(PATIENCE))
                .extracting(ChangeEvent::id)
                .containsExactly("2", "3");
    }

    @Test
    void decidesFiltersOnValuesWithoutIndexFromImages() {
        Order heavy = orders.save(new Order("1", "open", 1, "a", 9, 0)).block();
        Order light = orders.save(new Order("2", "open", 1, null, 2, 0)).block();
        orders.save(heavy.withTotal(2)).block();
        orders.save(light.withTotal(2)).block();

        Feed<Order> updates = orders.feed().from(FeedStart.beginning()).operations(Operation.UPDATED);
        assertThat(updates.after(where(Order::weight).atLeast(5)).events().blockFirst(PATIENCE))
                .satisfies(event -> assertThat(event.id()).isEqualTo("1"));
        assertThat(updates.before(where(Order::note).isNull()).events().blockFirst(PATIENCE))
                .satisfies(event -> assertThat(event.id()).isEqualTo("2"));
        assertThatThrownBy(() -> cress.repository(Tickets.class)
                        .feed()
                        .after(where(Ticket::note).is("a")))
                .isInstanceOf(InvalidQueryException.class)
                .hasMessageContaining("@ChangeEvents(images = AFTER or CHANGED)");
    }

    @Test
    void tellsTheLastStateOfWhatExpired() {
        Offers offers = cress.repository(Offers.class);
        assertThat(offers.describe().events().images()).containsExactlyInAnyOrder(EventImage.BEFORE, EventImage.AFTER);
        Offer offer = new Offer("1", 5, "soon gone", Duration.ofMillis(1));
        offers.save(offer).block();

        ChangeEvent<Offer> expired = offers.changes(FeedStart.beginning())
                .filter(event -> event.operation() == Operation.EXPIRED)
                .blockFirst(PATIENCE);

        assertThat(expired.before().entity()).contains(offer);
        assertThat(expired.after().entity()).isEmpty();
    }

    @Test
    void handsWholeEntitiesToGroupsAndLetters() {
        orders.save(new Order("1", "open", 10, "bad", 1, 0)).block();
        GroupOptions options =
                GroupOptions.builder().start(FeedStart.beginning()).build();
        orders.group("images", options)
                .run(delivery -> Mono.error(new RejectedEventException(
                        delivery.event().after().entity().orElseThrow().note(), null)))
                .filter(GroupSignal.Buried.class::isInstance)
                .blockFirst(PATIENCE);
        DeadLetter<Order> letter = orders.group("images", options).deadLetters().blockFirst(PATIENCE);
        assertThat(letter.event().after().entity())
                .hasValueSatisfying(order -> assertThat(order.note()).isEqualTo("BAD"));
    }

    /** At each event the entity before is the one that the events so far have made; at the end they have made what is stored. */
    @Test
    void replaysToTheWholeState() {
        Random random = new Random(11);
        for (int i = 0; i < 90; i++) {
            String id = "o" + random.nextInt(8);
            if (random.nextInt(4) == 0) {
                orders.deleteById(id).block();
            } else {
                orders.overwrite(new Order(
                                id,
                                random.nextBoolean() ? null : "open",
                                random.nextInt(3),
                                random.nextInt(3) == 0 ? null : "N" + random.nextInt(3),
                                random.nextInt(2),
                                0))
                        .block();
            }
        }
        ResumeToken end = orders.position().block();
        Map<String, Order> made = new HashMap<>();
        orders.changes(FeedStart.beginning())
                .takeUntil(event -> event.token().equals(end))
                .doOnNext(event -> {
                    assertThat(event.before().entity()).isEqualTo(Optional.ofNullable(made.get(event.id())));
                    event.after()
                            .entity()
                            .ifPresentOrElse(order -> made.put(event.id(), order), () -> made.remove(event.id()));
                })
                .blockLast(PATIENCE);
        assertThat(made).isEqualTo(orders.findAll().collectMap(Order::id).block());
    }
}
