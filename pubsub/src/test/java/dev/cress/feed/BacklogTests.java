package dev.cress.feed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cress.connection.StreamEntry;
import dev.cress.feed.Backlog.Pending;
import dev.cress.mapping.EntityModel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class BacklogTests {

    private static final EventDecoder<Account> DECODER = new EventDecoder<>(EntityModel.of(Account.class));
    private static final ResumeToken TOKEN = new ResumeToken(List.of(Position.START));
    private static final long LATER = 3_600_000_000_000L;

    private static StreamEntry entry(long number, String id) {
        List<byte[]> fields = Stream.of("o", "D", "i", id)
                .map(text -> text.getBytes(StandardCharsets.UTF_8))
                .toList();
        return new StreamEntry(100 + number, number, fields);
    }

    private static Pending<Account> take(Backlog<Account> backlog, long number, String id) {
        StreamEntry entry = entry(number, id);
        return backlog.take(DECODER.decode(entry, TOKEN), entry);
    }

    private static Backlog<Account> backlog(GroupOrder order) {
        return new Backlog<>(order, Position.START, 0, Set.of());
    }

    private static Position at(long number) {
        return number == 0 ? Position.START : new Position(100 + number, number);
    }

    @Test
    void holdsThePartitionUpForAFailedEvent() {
        Backlog<Account> backlog = new Backlog<>(GroupOrder.PARTITION, Position.START, 2, Set.of());
        Pending<Account> first = take(backlog, 1, "a");
        assertThat(first.attempts()).isEqualTo(2);

        backlog.failed(first, System.nanoTime() + LATER);
        assertThat(backlog.admits()).isFalse();
        assertThat(backlog.due()).isNull();
        assertThat(backlog.attempts()).isEqualTo(3);
        assertThat(backlog.untilDue()).isBetween(LATER / 2, LATER);

        backlog.failed(first, System.nanoTime());
        assertThat(backlog.due()).isSameAs(first);
        backlog.done(first);
        assertThat(backlog.admits()).isTrue();
        assertThat(backlog.place()).isEqualTo(at(1));
        assertThat(backlog.attempts()).isZero();
    }

    @Test
    void holdsOnlyTheEntityUp() {
        Backlog<Account> backlog = backlog(GroupOrder.ENTITY);
        Pending<Account> first = take(backlog, 1, "a");
        backlog.failed(first, System.nanoTime() + LATER);
        backlog.done(take(backlog, 2, "b"));
        assertThat(take(backlog, 3, "a")).isNull();
        backlog.done(take(backlog, 4, "b"));
        assertThat(backlog.place()).isEqualTo(Position.START);
        assertThat(backlog.placeWithout(first)).isEqualTo(at(2));
        assertThat(backlog.attemptsWithout(first)).isZero();

        backlog.done(first);
        assertThat(backlog.place()).isEqualTo(at(2));
        Pending<Account> third = backlog.due();
        assertThat(third.place()).isEqualTo(at(3));
        backlog.done(third);
        assertThat(backlog.place()).isEqualTo(at(4));
        assertThat(backlog.due()).isNull();
    }

    @Test
    void readsNoFurtherAheadThanItMay() {
        Backlog<Account> backlog = backlog(GroupOrder.ENTITY);
        backlog.failed(take(backlog, 1, "a"), System.nanoTime() + LATER);
        for (int n = 2; n <= ConsumerGroup.AHEAD; n++) {
            assertThat(backlog.admits()).isTrue();
            backlog.done(take(backlog, n, "b"));
        }
        assertThat(backlog.admits()).isFalse();
    }

    @Test
    void doesNotHandleAgainWhatIsBuried() {
        Backlog<Account> backlog = new Backlog<>(GroupOrder.ENTITY, at(1), 0, Set.of(3L));
        Pending<Account> second = take(backlog, 2, "a");
        assertThat(take(backlog, 3, "b")).isNull();
        assertThat(backlog.place()).isEqualTo(at(1));
        backlog.done(second);
        assertThat(backlog.place()).isEqualTo(at(3));
    }

    @Test
    void goesOnAfterAGapAndAfterALostPast() {
        Backlog<Account> backlog = backlog(GroupOrder.ENTITY);
        backlog.skipTo(at(7));
        assertThat(backlog.place()).isEqualTo(at(7));
        Pending<Account> failing = take(backlog, 9, "a");
        backlog.failed(failing, System.nanoTime());
        backlog.skipTo(at(12));
        assertThat(backlog.place()).isEqualTo(at(7));
        backlog.done(failing);
        assertThat(backlog.place()).isEqualTo(at(12));
        backlog.failed(take(backlog, 13, "a"), System.nanoTime());
        backlog.restart(at(2));
        assertThat(backlog.due()).isNull();
        assertThat(backlog.place()).isEqualTo(at(2));
        assertThat(take(backlog, 3, "a")).isNotNull();
    }

    /** Whatever fails: each entity in order, the place never beyond what is not done, and all done at the end. */
    @Test
    void keepsTheOrderOfEntitiesWhateverFails() {
        for (int seed = 0; seed < 300; seed++) {
            Random random = new Random(seed);
            Backlog<Account> backlog = backlog(GroupOrder.ENTITY);
            Map<String, List<Long>> handled = new HashMap<>();
            List<Long> open = new ArrayList<>();
            long number = 0;
            while (number < 60 || !open.isEmpty()) {
                Pending<Account> next = backlog.due();
                if (next == null && number < 60 && backlog.admits()) {
                    open.add(++number);
                    next = take(backlog, number, "e" + random.nextInt(5));
                }
                if (next != null && random.nextInt(3) > 0) {
                    long at = next.place().number();
                    handled.computeIfAbsent(next.event().id(), id -> new ArrayList<>())
                            .add(at);
                    open.remove(at);
                    backlog.done(next);
                } else if (next != null) {
                    backlog.failed(next, System.nanoTime());
                }
                long undone = open.isEmpty() ? number + 1 : open.get(0);
                assertThat(backlog.place().number()).isEqualTo(undone - 1);
            }
            handled.values().forEach(numbers -> assertThat(numbers).isSorted());
            assertThat(handled.values().stream().mapToInt(List::size).sum()).isEqualTo(60);
        }
    }
}
