package dev.cress.feed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cress.connection.Direction;
import dev.cress.mapping.EntityModel;
import dev.cress.mapping.Row;
import dev.cress.query.criteria.Criteria;
import dev.cress.query.execute.SortPosition;
import dev.cress.query.plan.Fields;
import dev.cress.query.plan.QuerySpec;
import dev.cress.query.plan.SortKey;
import dev.cress.query.plan.SortOrder;
import dev.cress.query.predicate.CriteriaBinder;
import dev.cress.query.predicate.RowTest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LiveWindowTests {

    private static final EntityModel<Account> MODEL = EntityModel.of(Account.class);

    private static final long UNREADABLE = 7_777;

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static Row row(String id, long version, long balance) {
        return new Row(bytes(id), version, new byte[][] {bytes("ada"), bytes(Long.toString(balance)), new byte[0]});
    }

    private static LiveWindow.Loaded<Account> loaded(Row row) {
        return new LiveWindow.Loaded<>(row, row.version() == UNREADABLE ? null : MODEL.entity(row));
    }

    private static List<LiveWindow.Loaded<Account>> loaded(List<Row> rows) {
        return rows.stream().map(LiveWindowTests::loaded).toList();
    }

    /** As the reader does it. */
    private static List<LiveSignal<Account>> take(
            LiveWindow<Account> window, QuerySpec spec, List<String> touched, List<Row> rows) {
        return window.take(
                touched.stream().map(LiveWindowTests::bytes).toList(),
                loaded(rows.stream()
                        .filter(row -> row != null && RowTest.matches(spec.predicate(), row))
                        .toList()));
    }

    private static QuerySpec spec(Direction direction, OptionalLong limit) {
        SortOrder order =
                SortOrder.by(new SortKey.ByValue(MODEL.property("balance").orElseThrow(), direction));
        return new QuerySpec(
                MODEL,
                CriteriaBinder.bind(MODEL, Criteria.<Account>where("balance").greaterThan(20L), around -> {
                    throw new AssertionError(around);
                }),
                order,
                limit,
                QuerySpec.ScanPolicy.REFUSE,
                Fields.ALL);
    }

    static <T> void fold(List<T> list, LiveSignal<T> signal) {
        if (signal instanceof LiveSignal.Ready<T> ready) {
            list.clear();
            list.addAll(ready.result());
        } else if (signal instanceof LiveSignal.Entered<T> entered) {
            list.add(entered.index(), entered.entity());
        } else if (signal instanceof LiveSignal.Updated<T> updated) {
            list.set(updated.index(), updated.entity());
        } else if (signal instanceof LiveSignal.Moved<T> moved) {
            list.remove(moved.from());
            list.add(moved.to(), moved.entity());
        } else if (signal instanceof LiveSignal.Left<T> left) {
            assertThat(list.remove(left.index())).isEqualTo(left.entity());
        }
    }

    private static List<Row> answer(QuerySpec spec, Map<String, Row> store) {
        Comparator<SortPosition> positions = SortPosition.comparator(spec.order());
        return store.values().stream()
                .filter(row -> RowTest.matches(spec.predicate(), row))
                .sorted((a, b) -> positions.compare(SortPosition.of(spec.order(), a), SortPosition.of(spec.order(), b)))
                .limit(spec.limit().orElse(Long.MAX_VALUE))
                .toList();
    }

    @Test
    void namesEachKindOfChange() {
        QuerySpec spec = spec(Direction.ASCENDING, OptionalLong.empty());
        LiveWindow<Account> window = new LiveWindow<>(spec, 100);
        window.takeAll(loaded(List.of(row("a", 1, 30), row("b", 1, 40), row("c", 1, 50))), 3);

        assertThat(take(window, spec, List.of("a"), List.of(row("a", 2, 35))).get(0))
                .isInstanceOfSatisfying(
                        LiveSignal.Updated.class, s -> assertThat(s.index()).isZero());
        assertThat(take(window, spec, List.of("a"), List.of(row("a", 3, 45))).get(0))
                .isInstanceOfSatisfying(LiveSignal.Moved.class, s -> {
                    assertThat(s.from()).isZero();
                    assertThat(s.to()).isEqualTo(1);
                });
        assertThat(take(window, spec, List.of("d"), List.of(row("d", 1, 21))).get(0))
                .isInstanceOfSatisfying(
                        LiveSignal.Entered.class, s -> assertThat(s.index()).isZero());
        assertThat(take(window, spec, List.of("b"), List.of(row("b", 2, 1))).get(0))
                .isInstanceOfSatisfying(
                        LiveSignal.Left.class, s -> assertThat(s.index()).isEqualTo(1));
        assertThat(take(window, spec, List.of("b"), List.of(row("b", 3, 2)))).isEmpty();
        assertThat(take(window, spec, List.of("c"), List.of(row("c", 1, 50)))).isEmpty();
    }

    @Test
    void asksTheIndexOnlyWhenAFullWindowLosesOne() {
        QuerySpec spec = spec(Direction.DESCENDING, OptionalLong.of(2));
        LiveWindow<Account> window = new LiveWindow<>(spec, 2);
        window.takeAll(loaded(List.of(row("a", 1, 90), row("b", 1, 80))), 2);

        assertThat(take(window, spec, List.of("c"), List.of(row("c", 1, 70)))).isEmpty();
        assertThat(take(window, spec, List.of("c"), List.of(row("c", 2, 85)))).hasSize(2);
        assertThat(take(window, spec, List.of("c"), List.of(row("c", 3, 30)))).isNull();
        assertThat(window.result()).extracting(Account::id).containsExactly("a", "c");
    }

    @Test
    void keepsThePlaceOfWhatCannotBeReadAsTheQueryDoes() {
        QuerySpec spec = spec(Direction.DESCENDING, OptionalLong.of(2));
        LiveWindow<Account> window = new LiveWindow<>(spec, 2);
        window.takeAll(loaded(List.of(row("a", 1, 90), row("b", UNREADABLE, 80))), 2);

        assertThat(window.result()).extracting(Account::id).containsExactly("a");
        assertThat(take(window, spec, List.of("c"), List.of(row("c", 1, 70)))).isEmpty();
        assertThat(take(window, spec, List.of("b"), List.of(row("b", 2, 85))).get(0))
                .isInstanceOfSatisfying(
                        LiveSignal.Entered.class, s -> assertThat(s.index()).isEqualTo(1));
        assertThat(take(window, spec, List.of("a"), List.of(row("a", UNREADABLE, 90)))
                        .get(0))
                .isInstanceOfSatisfying(
                        LiveSignal.Left.class, s -> assertThat(s.index()).isZero());
    }

    /** The walk that found a at 75 ended at 73, a was read at 65, and x came before the event of a's move did. So what is between 65 and 73 is not known. */
    @Test
    void asksTheIndexAgainWhenItsLastHadMovedBeforeItWasRead() {
        QuerySpec spec = spec(Direction.DESCENDING, OptionalLong.of(2));
        LiveWindow<Account> window = new LiveWindow<>(spec, 2);
        window.takeAll(loaded(List.of(row("b", 1, 90), row("a", 5, 65))), 2);

        assertThat(window.isPutInDoubtBy(bytes("b"), 1)).isFalse();
        assertThat(take(window, spec, List.of("x"), List.of(row("x", 6, 70)))).hasSize(2);
        assertThat(window.isPutInDoubtBy(bytes("a"), 5)).isTrue();

        window.takeAll(loaded(List.of(row("b", 1, 90), row("c", 3, 72))), 2);
        assertThat(window.isPutInDoubtBy(bytes("a"), 5)).isFalse();
    }

    @Test
    void isSureOfItsLastOnceAChangeAfterItsReadingIsTheFirst() {
        QuerySpec spec = spec(Direction.DESCENDING, OptionalLong.of(2));
        LiveWindow<Account> window = new LiveWindow<>(spec, 2);
        window.takeAll(loaded(List.of(row("b", 1, 90), row("a", 5, 65))), 2);

        assertThat(window.isPutInDoubtBy(bytes("a"), 6)).isFalse();
        assertThat(window.isPutInDoubtBy(bytes("a"), 5)).isFalse();

        LiveWindow<Account> notFull = new LiveWindow<>(spec, 3);
        notFull.takeAll(loaded(List.of(row("b", 1, 90), row("a", 5, 65))), 2);
        assertThat(notFull.isPutInDoubtBy(bytes("a"), 5)).isFalse();
    }

    /** A query walks the index first and reads rows later, and what is written in between comes as events after both. */
    @Test
    void equalsTheAnswerThoughOthersWroteWhileTheIndexWasAsked() {
        for (int seed = 0; seed < 500; seed++) {
            Random random = new Random(seed);
            QuerySpec spec = spec(Direction.DESCENDING, OptionalLong.of(3));
            LiveWindow<Account> window = new LiveWindow<>(spec, 3);
            Map<String, Row> store = new HashMap<>();
            Deque<Row> events = new ArrayDeque<>();
            for (int i = 0; i < 12; i++) {
                write(store, random);
            }
            askWhileOthersWrite(window, spec, store, events, random);
            while (!events.isEmpty()) {
                Row event = events.remove();
                String id = new String(event.id(), StandardCharsets.UTF_8);
                if (window.isPutInDoubtBy(event.id(), event.version())
                        || take(window, spec, List.of(id), List.of(store.get(id))) == null) {
                    askWhileOthersWrite(window, spec, store, events, random);
                }
            }
            assertThat(window.result())
                    .as("seed %s", seed)
                    .isEqualTo(answer(spec, store).stream().map(MODEL::entity).toList());
        }
    }

    private static Row write(Map<String, Row> store, Random random) {
        String id = "a" + random.nextInt(10);
        long version = store.values().stream().mapToLong(Row::version).max().orElse(0) + 1;
        store.put(id, row(id, version, random.nextInt(100)));
        return store.get(id);
    }

    private static void askWhileOthersWrite(
            LiveWindow<Account> window, QuerySpec spec, Map<String, Row> store, Deque<Row> events, Random random) {
        QuerySpec unlimited = spec(Direction.DESCENDING, OptionalLong.empty());
        List<Row> walked = answer(unlimited, store);
        for (int i = random.nextInt(3); i > 0; i--) {
            events.add(write(store, random));
        }
        List<Row> read = walked.stream()
                .map(row -> store.get(new String(row.id(), StandardCharsets.UTF_8)))
                .filter(row -> RowTest.matches(spec.predicate(), row))
                .limit(3)
                .toList();
        window.takeAll(loaded(read), read.size());
    }

    /** Folding what is signalled gives the answer of brute force, at every step, whatever changes together and whatever of it cannot be read. */
    @Test
    void foldsToTheAnswer() {
        for (int seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            OptionalLong limit = random.nextBoolean() ? OptionalLong.of(1 + random.nextInt(6)) : OptionalLong.empty();
            QuerySpec spec = spec(random.nextBoolean() ? Direction.ASCENDING : Direction.DESCENDING, limit);
            LiveWindow<Account> window = new LiveWindow<>(spec, (int) limit.orElse(Integer.MAX_VALUE));
            Map<String, Row> store = new HashMap<>();
            List<Account> folded = new ArrayList<>();
            for (int step = 0; step < 100; step++) {
                Set<String> touched = new LinkedHashSet<>();
                for (int i = random.nextInt(4); i >= 0; i--) {
                    String id = "a" + random.nextInt(15);
                    touched.add(id);
                    if (random.nextInt(4) == 0) {
                        store.remove(id);
                    } else {
                        store.put(
                                id,
                                row(
                                        id,
                                        random.nextInt(10) == 0 ? UNREADABLE : 1 + step * 10L + i,
                                        random.nextInt(100)));
                    }
                }
                List<Row> rows = new ArrayList<>();
                touched.forEach(id -> rows.add(store.get(id)));
                List<LiveSignal<Account>> signals = take(window, spec, List.copyOf(touched), rows);
                if (signals == null) {
                    signals = window.takeAll(
                            loaded(answer(spec, store)), answer(spec, store).size());
                }
                signals.forEach(signal -> fold(folded, signal));
                assertThat(folded)
                        .isEqualTo(answer(spec, store).stream()
                                .filter(row -> row.version() != UNREADABLE)
                                .map(MODEL::entity)
                                .toList());
            }
        }
    }
}
