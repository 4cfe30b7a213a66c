package dev.cress.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cress.Cress;
import dev.cress.CressOptions;
import dev.cress.annotation.CompositeIndex;
import dev.cress.annotation.Id;
import dev.cress.annotation.Indexed;
import dev.cress.annotation.RedisEntity;
import dev.cress.repository.ReactiveRepository;
import dev.cress.testing.RedisEnvironment;
import dev.cress.testing.RedisTest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Pages while rows move between the reading of the index and that of the entities, and between pages. What does not move is on exactly one of them, whichever way one goes; and all that they
 * have ascends from page to page.
 */
@Execution(ExecutionMode.SAME_THREAD) // its writes go between the steps of its own queries
@RedisTest
class MovingPagesIT {

    interface Bids extends ReactiveRepository<Bid, String>, Queryable<Bid> {}

    @RedisEntity("bid")
    @CompositeIndex({"fair", "price"})
    record Bid(
            @Id String id,
            String fair,
            @Indexed long price,
            @Indexed String state) {

        Bid at(long newPrice) {
            return new Bid(id, fair, newPrice, newPrice % 2 == 0 ? "even" : "odd");
        }
    }

    /** What becomes of rows after each reply. */
    @FunctionalInterface
    private interface Mover {
        Mono<Void> move(Walk walk);
    }

    /**
     * @param size of the pages
     * @param ahead what comes before what, the way that one goes
     * @param given ids that were given so far
     */
    private record Walk(int size, Comparator<Bid> ahead, List<String> given) {}

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Comparator<Bid> ASCENDING =
            Comparator.comparing(Bid::price).thenComparing(Bid::id);
    private static final long END = 10_000;

    private final RedisEnvironment redis;
    private final long seed = Long.getLong("cress.seed", System.nanoTime());
    private final Random random = new Random(seed);
    private final Map<String, Bid> now = new TreeMap<>();
    private ObservedExecutor executor;
    private Cress cress;
    private Bids bids;
    private int moved;

    MovingPagesIT(RedisEnvironment redis) {
        this.redis = redis;
    }

    @AfterEach
    void close() {
        cress.closeLater().block();
    }

    @ParameterizedTest(name = "{0} partitions")
    @ValueSource(ints = {1, 4})
    void endWhereTheIndexWasReadAlthoughItsLastRowsMoveAhead(int partitions) {
        connect(partitions, 40);
        everywhere(
                4,
                walk -> Flux.fromIterable(lastMovers(walk))
                        .concatMap(bid -> move(bid, bid.price() + (goesUp(walk) ? 255 : -255)))
                        .then());
    }

    @ParameterizedTest(name = "{0} partitions")
    @ValueSource(ints = 4)
    void haveWhatDoesNotMoveOnceWhateverElseDoes(int partitions) {
        connect(partitions, 100);
        everywhere(
                7,
                walk -> Flux.range(0, random.nextInt(5))
                        .map(i -> "bid-" + (100 + random.nextInt(100)))
                        .filter(id -> !stays(id))
                        .concatMap(id -> move(now.get(id), 1 + random.nextInt((int) END - 1)))
                        .then());
    }

    private void connect(int partitions, int count) {
        cress = Cress.connect(CressOptions.builder(redis.uri())
                        .namespace(redis.newNamespace())
                        .partitions(partitions)
                        .commandTimeout(PATIENCE)
                        .operationDeadline(PATIENCE)
                        .executor(target -> executor = new ObservedExecutor(target))
                        .build())
                .block();
        bids = cress.repository(Bids.class);
        for (int i = 0; i < count; i++) {
            Bid bid = new Bid("bid-" + (100 + i), "spring", 0, "");
            now.put(bid.id(), bid.at(i == 0 ? 0 : i == count - 1 ? END : 1_000 + 50L * i));
        }
        bids.saveAll(Flux.fromIterable(now.values())).blockLast();
    }

    /** The ends stay, so that there is something on the last page whichever way one goes. */
    private boolean stays(String id) {
        int i = Integer.parseInt(id.substring(4)) - 100;
        return i % 5 < 3 || i == now.size() - 1;
    }

    private Mono<Bid> move(Bid bid, long price) {
        return Mono.defer(() -> {
            moved++;
            now.put(bid.id(), bid.at(price));
            return bids.save(bid.at(price));
        });
    }

    /** Of what the next page reads of the index the last two that do not stay. */
    private List<Bid> lastMovers(Walk walk) {
        List<String> given = walk.given();
        Bid last = given.isEmpty() ? null : now.get(given.get(given.size() - 1));
        List<Bid> movers = now.values().stream()
                .filter(bid -> last == null || walk.ahead().compare(bid, last) > 0)
                .sorted(walk.ahead())
                .limit(walk.size() + 1L)
                .filter(bid -> !stays(bid.id()) && bid.price() > 300 && bid.price() < END - 300)
                .toList();
        return movers.subList(Math.max(0, movers.size() - 2), movers.size());
    }

    private static boolean goesUp(Walk walk) {
        return walk.ahead().compare(new Bid("", "", 0, ""), new Bid("", "", 1, "")) < 0;
    }

    private void everywhere(int size, Mover mover) {
        for (Comparator<Bid> ahead : List.of(ASCENDING, ASCENDING.reversed())) {
            Query<Bid> query = bids.query();
            List<Query<Bid>> inOrder = Stream.of(
                            query.orderBy(Bid::price),
                            query.where(Bid::price).between(0, END).orderBy(Bid::price),
                            query.where(Bid::fair).is("spring").orderBy(Bid::price))
                    .map(order -> ahead == ASCENDING ? order.ascending() : order.descending())
                    .toList();
            for (Query<Bid> one : inOrder) {
                assertThat(one.explain().block().text()).doesNotContain("Sort");
                List<Bid> found = bothWays(one, Bid::id, new Walk(size, ahead, new ArrayList<>()), mover);
                assertThat(found).as("cress.seed=%d", seed).isSortedAccordingTo(ahead);
            }
            bothWays(inOrder.get(2).ids(String.class), id -> id, new Walk(size, ahead, new ArrayList<>()), mover);
        }
        Query<Bid> byId =
                bids.query().where(Bid::state).in("even", "odd").orderBy("id").ascending();
        bothWays(byId, Bid::id, new Walk(size, Comparator.comparing(Bid::id), new ArrayList<>()), mover);
        assertThat(moved).isGreaterThan(20);
    }

    private <V> List<V> bothWays(Results<V> results, Function<V, String> id, Walk walk, Mover mover) {
        List<Page<V>> forward = pages(results, null, Page::next, id, walk, mover);
        Page<V> last = forward.get(forward.size() - 1);
        Walk back = new Walk(walk.size(), walk.ahead().reversed(), new ArrayList<>());
        Cursor before = last.previous().orElseThrow();
        back.given().addAll(reversed(last).stream().map(id).toList());
        pages(results, before, Page::previous, id, back, mover);
        return forward.stream().flatMap(page -> page.content().stream()).toList();
    }

    private <V> List<Page<V>> pages(
            Results<V> results,
            Cursor from,
            Function<Page<V>, Optional<Cursor>> way,
            Function<V, String> id,
            Walk walk,
            Mover mover) {
        executor.observe((command, reply) -> mover.move(walk));
        List<Page<V>> pages = new ArrayList<>();
        Optional<Cursor> next = Optional.ofNullable(from);
        do {
            Page<V> page = results.page(walk.size(), next.orElse(null)).block(PATIENCE);
            next = way.apply(page);
            if (next.isPresent()) {
                assertThat(page.content()).hasSize(walk.size());
            }
            pages.add(page);
            List<V> content = from == null ? page.content() : reversed(page);
            walk.given().addAll(content.stream().map(id).toList());
        } while (next.isPresent());
        executor.observeNobody();
        assertThat(walk.given().stream().filter(this::stays))
                .as("cress.seed=%d", seed)
                .isEqualTo(now.values().stream()
                        .filter(bid -> stays(bid.id()))
                        .sorted(walk.ahead())
                        .map(Bid::id)
                        .toList());
        return pages;
    }

    private static <V> List<V> reversed(Page<V> page) {
        List<V> content = new ArrayList<>(page.content());
        Collections.reverse(content);
        return content;
    }
}
