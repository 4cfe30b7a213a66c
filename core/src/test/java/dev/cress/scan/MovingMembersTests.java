package dev.cress.scan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cress.connection.ByteRange;
import dev.cress.connection.Direction;
import dev.cress.key.PartitionKeys;
import dev.cress.mapping.IndexDefinition;
import dev.cress.page.Batch;
import dev.cress.scan.MovingLots.Stored;
import dev.cress.script.entry.Entries;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/**
 * Scans while everything moves: before each command of each page lots change at random. What is among the ranges throughout is found exactly once, and nothing twice. Repeated by its seed.
 */
class MovingMembersTests {

    private static final int ROUNDS = Integer.getInteger("cress.test.rounds", 300);
    private static final long SEED = Long.getLong("cress.test.seed", System.nanoTime());
    private static final int LOTS = 120;

    /** One scan of some ranges of an index. */
    private record Scan(
            MovingLots lots,
            IndexDefinition index,
            List<ByteRange> ranges,
            List<byte @Nullable []> fixed,
            Direction direction,
            @Nullable ScanOrigins origins) {

        boolean reads(String id, @Nullable Stored lot) {
            return lot != null && ranges.stream().anyMatch(range -> range.contains(MovingLots.member(index, id, lot)));
        }

        MemberScan begin() {
            MemberHistory history = MemberHistory.of(MovingLots.MODEL, index, fixed);
            return new MemberScan(
                    lots.redis,
                    lots.keysOf(index),
                    ranges,
                    direction,
                    new ScanWatch(lots.partitionKeys(), history, origins));
        }

        /** Ids in the order in which they are given; what events tell of counts when it is so. */
        List<String> run(int wanted) {
            MemberScan scan = begin();
            List<String> ids = new ArrayList<>();
            Batch<Member> batch;
            do {
                batch = scan.next(wanted).block();
                for (Member member : batch.items()) {
                    String id = new String(Member.idOf(member.bytes()), StandardCharsets.UTF_8);
                    if (member.origin() == Member.Origin.PAGE || origins != null || reads(id, lots.stored.get(id))) {
                        ids.add(id);
                    }
                }
            } while (!batch.last());
            return ids;
        }
    }

    private static MovingLots lots(Random random) {
        return new MovingLots(random, random.nextBoolean() ? 1 : 4, LOTS);
    }

    /** From now on lots move. */
    private static void move(MovingLots lots, Random random) {
        int pace = 1 + random.nextInt(20);
        lots.redis.between(() -> {
            for (int n = random.nextInt(4) == 0 ? random.nextInt(pace) : 0; n > 0; n--) {
                lots.writeSomething(LOTS);
            }
        });
        if (random.nextInt(4) == 0) {
            lots.redis.reorder(commands -> {
                if (random.nextInt(3) == 0) {
                    Collections.shuffle(commands, random);
                }
            });
        }
    }

    /** What a condition holds for from now on as long as it is asked; notes what is deleted, of which one of the same id is another one. */
    private static Set<String> throughout(
            MovingLots lots, Predicate<Map.Entry<String, Stored>> test, Set<String> deleted) {
        Set<String> ids = new HashSet<>();
        lots.stored.entrySet().stream().filter(test).forEach(lot -> ids.add(lot.getKey()));
        lots.listen((id, now) -> {
            if (now == null) {
                deleted.add(id);
            }
            if (now == null || !test.test(Map.entry(id, now))) {
                ids.remove(id);
            }
        });
        return ids;
    }

    private static void check(String what, List<String> given, Set<String> throughout, Set<String> deleted) {
        List<String> once = given.stream().filter(id -> !deleted.contains(id)).toList();
        assertThat(once).as("%s", what).doesNotHaveDuplicates();
        assertThat(given).as("%s", what).containsAll(throughout);
    }

    private static List<ByteRange> prices(Random random) {
        int from = random.nextInt(15);
        int to = from + 8 + random.nextInt(20);
        ByteRange one = ByteRange.of(Entries.before(MovingLots.price(from)), Entries.before(MovingLots.price(to)));
        return switch (random.nextInt(4)) {
            case 0 -> List.of(ByteRange.ALL);
            case 1 ->
                List.of(
                        ByteRange.of(Entries.before(Entries.ofNull()), Entries.after(Entries.ofNull())),
                        one,
                        ByteRange.of(Entries.before(MovingLots.price(to + 2)), null));
            default -> List.of(one);
        };
    }

    private static Direction direction(Random random) {
        return random.nextBoolean() ? Direction.ASCENDING : Direction.DESCENDING;
    }

    @Test
    void findsOnceWhatIsInARangeThroughout() {
        everyRound((random, what) -> {
            MovingLots lots = lots(random);
            Scan scan = new Scan(
                    lots, MovingLots.PRICE, prices(random), Collections.singletonList(null), direction(random), null);
            runAlone(scan, random, what);
        });
    }

    @Test
    void findsOnceWhatIsInAStretchOfAnIndexOfSeveralProperties() {
        everyRound((random, what) -> {
            MovingLots lots = lots(random);
            Scan scan = new Scan(
                    lots, MovingLots.BOTH, shelf("b"), Arrays.asList(shelfEntry("b"), null), direction(random), null);
            runAlone(scan, random, what);
        });
    }

    @Test
    void findsOnceWhatIsInAnIndexOfSeveralPropertiesOfWhichAnyMayMove() {
        everyRound((random, what) -> {
            MovingLots lots = lots(random);
            runAlone(shelves(lots, random, null), random, what);
        });
    }

    /** All shelves, or two of three; and any price. */
    private static Scan shelves(MovingLots lots, Random random, @Nullable ScanOrigins origins) {
        List<ByteRange> ranges = random.nextBoolean()
                ? List.of(ByteRange.ALL)
                : Stream.of("a", "c").flatMap(shelf -> shelf(shelf).stream()).toList();
        return new Scan(lots, MovingLots.BOTH, ranges, Arrays.asList(null, null), direction(random), origins);
    }

    private static byte[] shelfEntry(String shelf) {
        return MovingLots.entry(MovingLots.SHELF, 0, MovingLots.bytes(shelf));
    }

    private static List<ByteRange> shelf(String shelf) {
        byte[] entry = shelfEntry(shelf);
        byte[] end = Arrays.copyOf(entry, entry.length + 1);
        end[entry.length] = (byte) 0xFF;
        return List.of(ByteRange.of(entry, end));
    }

    private static void runAlone(Scan scan, Random random, String what) {
        Set<String> deleted = new HashSet<>();
        Set<String> ids = watched(scan, deleted);
        move(scan.lots(), random);
        check(what, scan.run(1 + random.nextInt(60)), ids, deleted);
    }

    private static Set<String> watched(Scan scan, Set<String> deleted) {
        return throughout(scan.lots(), lot -> scan.reads(lot.getKey(), lot.getValue()), deleted);
    }

    @Test
    void givesWhatComesIntoTheRangeAheadOnce() {
        MovingLots lots = new MovingLots(new Random(SEED), 1, 0);
        for (int i = 0; i < 60; i++) {
            lots.write("l" + i, new Stored("a", 10L + i / 4));
        }
        lots.write("below", new Stored("a", 1L));
        ByteRange range = ByteRange.of(Entries.before(MovingLots.price(5)), null);
        Scan scan = new Scan(
                lots, MovingLots.PRICE, List.of(range), Collections.singletonList(null), Direction.ASCENDING, null);
        MemberScan members = scan.begin();
        Batch<Member> first = members.next(10).block();
        lots.write("below", new Stored("a", 39L));
        List<String> given = new ArrayList<>();
        Batch<Member> batch = first;
        while (!batch.last()) {
            batch = members.next(10).block();
            batch.items().forEach(member -> given.add(new String(Member.idOf(member.bytes()), StandardCharsets.UTF_8)));
        }
        assertThat(given).hasSize(51).containsOnlyOnce("below");
    }

    @Test
    void findsWhatIsInOneOfSeveralScansThroughout() {
        everyRound((random, what) -> {
            MovingLots lots = lots(random);
            ScanOrigins origins = new ScanOrigins();
            byte[] shelf = MovingLots.entry(MovingLots.SHELF, 0, MovingLots.bytes("a"));
            Scan first = new Scan(
                    lots,
                    MovingLots.SHELF,
                    List.of(ByteRange.of(Entries.before(shelf), Entries.after(shelf))),
                    List.of(shelf),
                    direction(random),
                    origins);
            Scan second = random.nextBoolean()
                    ? shelves(lots, random, origins)
                    : new Scan(
                            lots,
                            MovingLots.PRICE,
                            prices(random),
                            Collections.singletonList(null),
                            direction(random),
                            origins);
            Predicate<Map.Entry<String, Stored>> either =
                    lot -> first.reads(lot.getKey(), lot.getValue()) || second.reads(lot.getKey(), lot.getValue());
            Set<String> deleted = new HashSet<>();
            Set<String> ids = throughout(lots, either, deleted);
            move(lots, random);
            Set<String> given = new HashSet<>();
            for (Scan scan : random.nextBoolean() ? List.of(first, second) : List.of(second, first)) {
                List<String> some = scan.run(1 + random.nextInt(60));
                assertThat(some.stream().filter(id -> !deleted.contains(id)))
                        .as("%s", what)
                        .doesNotHaveDuplicates();
                given.addAll(some);
            }
            assertThat(given).as("%s", what).containsAll(ids);
        });
    }

    @Test
    void asksForNoEventsWhereNothingIsWritten() {
        MovingLots lots = new MovingLots(new Random(SEED), 4, 2_000);
        List<byte[]> keys = lots.keysOf(MovingLots.PRICE);
        long before = lots.redis.roundTrips();
        MemberScan unwatched = new MemberScan(lots.redis, keys, List.of(ByteRange.ALL), Direction.ASCENDING);
        while (!unwatched.next(50).block().last()) {}
        long trips = lots.redis.roundTrips() - before;
        Scan scan = new Scan(
                lots,
                MovingLots.PRICE,
                List.of(ByteRange.ALL),
                Collections.singletonList(null),
                Direction.ASCENDING,
                null);

        assertThat(scan.run(50)).hasSize(2_000);
        assertThat(lots.redis.roundTrips() - before - trips).isEqualTo(trips);
    }

    @Test
    void failsWhenEventsAreGone() {
        MovingLots lots = new MovingLots(new Random(SEED), 1, LOTS);
        MemberScan scan = all(lots);
        scan.next(10).block();
        for (int i = 0; i < 5; i++) {
            lots.write("l" + i, new Stored("a", 1L));
        }
        lots.redis.trim(lots.partitionKeys().get(0).stream(), 3);

        assertThatThrownBy(() -> exhaust(scan))
                .isInstanceOf(ScanOvertakenException.class)
                .hasMessageContaining("let the model keep more events");

        MemberScan next = all(lots);
        next.next(10).block();
        lots.write("l1", new Stored("a", 3L));
        lots.redis.trim(lots.partitionKeys().get(0).stream(), 0);
        assertThatThrownBy(() -> exhaust(next)).isInstanceOf(ScanOvertakenException.class);
    }

    @Test
    void givesInOrderWhatHasComeBehindThePlace() {
        for (Direction direction : Direction.values()) {
            long end = direction == Direction.ASCENDING ? 0 : 1_000;
            long step = direction == Direction.ASCENDING ? 1 : -1;
            MovingLots lots = inOrder(60);
            MemberScan scan = new Scan(
                            lots,
                            MovingLots.PRICE,
                            List.of(ByteRange.ALL),
                            Collections.singletonList(null),
                            direction,
                            null)
                    .begin();
            scan.next(16).block();
            scan.next(2).block(); // the rest of the page
            lots.write("l31", new Stored("a", end));
            lots.write("l30", new Stored("a", end + 2 * step));
            lots.write("l32", new Stored("a", end + step));
            List<String> next = scan.next(3).block().items().stream()
                    .map(member -> new String(Member.idOf(member.bytes()), StandardCharsets.UTF_8))
                    .toList();
            assertThat(next).as("%s", direction).containsExactly("l31", "l32", "l30");
        }
    }

    /** Lots of which the first are read, in a scan that remembers three. */
    private static MemberScan ofThree(MovingLots lots) {
        MemberHistory history = MemberHistory.of(MovingLots.MODEL, MovingLots.PRICE, Collections.singletonList(null));
        return new MemberScan(
                lots.redis,
                lots.keysOf(MovingLots.PRICE),
                List.of(ByteRange.ALL),
                Direction.ASCENDING,
                new ScanWatch(lots.partitionKeys(), history, null, 3));
    }

    private static MovingLots inOrder(int count) {
        MovingLots lots = new MovingLots(new Random(SEED), 1, 0);
        for (int i = 0; i < count; i++) {
            lots.write("l" + i, new Stored("a", 10L + i));
        }
        return lots;
    }

    @Test
    void failsWhenMoreHasMovedAheadThanIsRemembered() {
        for (int moved = 3; moved <= 4; moved++) {
            MovingLots lots = inOrder(5_500);
            MemberScan scan = ofThree(lots);
            scan.next(1_000).block();
            for (int i = 1; i < moved; i++) {
                lots.write("l" + i, new Stored("a", 100_000L + i)); // one between two pages
                assertThat(scan.next(1_000).block().last()).isFalse();
            }
            lots.write("l0", new Stored("a", 100_000L));
            if (moved > 3) {
                assertThatThrownBy(() -> exhaust(scan))
                        .isInstanceOf(ScanOvertakenException.class)
                        .hasMessageContaining("more than 3 entities have moved");
            } else {
                exhaust(scan);
            }
        }
    }

    @Test
    void failsWhenMoreMovesBetweenTwoPagesThanIsRemembered() {
        for (int moved = 3; moved <= 4; moved++) {
            MovingLots lots = inOrder(60);
            MemberScan scan = ofThree(lots);
            scan.next(16).block();
            for (int i = 0; i < moved; i++) {
                lots.write("l" + (50 + i), new Stored("a", 1_000L + i)); // none of them was seen
            }
            if (moved > 3) {
                assertThatThrownBy(() -> exhaust(scan))
                        .isInstanceOf(ScanOvertakenException.class)
                        .hasMessageContaining("more than 3 entities have moved");
            } else {
                exhaust(scan);
            }
        }
    }

    @Test
    void failsWhenMoreHasChangedThanIsRemembered() {
        MovingLots lots = inOrder(60);
        PartitionKeys keys = lots.partitionKeys().get(0);
        ChangesSince changes = new ChangesSince(new ScanOrigins(), MovingLots.PRICE.properties(), 3);
        Mono<?> asking =
                changes.ask(lots.redis, List.of(new ChangesSince.Question<>(keys, EventPlace.last(keys.meta()))));
        asking.block();
        for (int i = 0; i < 3; i++) {
            lots.write("l" + i, new Stored("b", 1_000L + i));
            lots.write("l" + (i + 3), new Stored("b", 13L + i)); // another shelf only
            asking.block();
        }
        assertThat(changes.before(keys).keySet().stream().map(id -> new String(id, StandardCharsets.UTF_8)))
                .containsExactly("l0", "l1", "l2");
        assertThat(changes.before(keys).values().stream().map(text -> new String(text, StandardCharsets.UTF_8)))
                .containsExactly("10", "11", "12");
        assertThat(changes.has(keys, MovingLots.bytes("l3"))).isFalse();
        lots.write("l9", new Stored("b", 1_000L));
        assertThatThrownBy(asking::block)
                .isInstanceOf(ScanOvertakenException.class)
                .hasMessageContaining("more than 3 entities have moved");
    }

    @Test
    void failsWhenHistoryIsLost() {
        MovingLots lots = new MovingLots(new Random(SEED), 1, LOTS);
        MemberScan scan = all(lots);
        scan.next(10).block();
        lots.redis.set(lots.partitionKeys().get(0).meta(), "n", LOTS - 1);

        assertThatThrownBy(() -> exhaust(scan))
                .isInstanceOf(ScanOvertakenException.class)
                .hasMessageContaining("failover");
    }

    private static MemberScan all(MovingLots lots) {
        return new Scan(
                        lots,
                        MovingLots.PRICE,
                        List.of(ByteRange.ALL),
                        Collections.singletonList(null),
                        Direction.ASCENDING,
                        null)
                .begin();
    }

    private static void exhaust(MemberScan scan) {
        while (!scan.next(10).block().last()) {}
    }

    @FunctionalInterface
    private interface Round {
        void run(Random random, String what);
    }

    private static void everyRound(Round round) {
        for (int i = 0; i < ROUNDS; i++) {
            round.run(new Random(SEED + i), "cress.test.seed=" + (SEED + i));
        }
    }
}
