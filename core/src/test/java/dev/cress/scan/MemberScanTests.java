package dev.cress.scan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cress.connection.ByteRange;
import dev.cress.connection.Direction;
import dev.cress.connection.FakeSortedSets;
import dev.cress.page.Batch;
import dev.cress.page.PagedFlux;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import reactor.test.StepVerifier;

class MemberScanTests {

    private static final int ROUNDS = Integer.getInteger("cress.test.rounds", 1_000);
    private static final long SEED = Long.getLong("cress.test.seed", System.nanoTime());

    private final FakeSortedSets redis = new FakeSortedSets();

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static List<byte[]> keys(int count) {
        return IntStream.range(0, count).mapToObj(i -> bytes("key-" + i)).toList();
    }

    private List<byte[]> fill(int partitions, int size, java.util.function.IntFunction<String> member) {
        List<byte[]> keys = keys(partitions);
        for (int i = 0; i < size; i++) {
            redis.add(keys.get(i % partitions), List.of(bytes(member.apply(i))));
        }
        return keys;
    }

    @Test
    void findsWhatBruteForceFinds() {
        Random random = new Random(SEED);
        for (int round = 0; round < ROUNDS; round++) {
            RandomScan scan = RandomScan.of(random);
            FakeSortedSets sets = new FakeSortedSets();
            scan.store(sets::add);

            List<Member> found = PagedFlux.of(() -> {
                        MemberScan members = new MemberScan(sets, scan.keys(), scan.ranges(), scan.direction());
                        return demand -> members.next(scan.wanted());
                    })
                    .collectList()
                    .block();

            assertThat(found)
                    .as("seed %d, round %d", SEED, round)
                    .usingElementComparator(RandomScan.SAME)
                    .containsExactlyElementsOf(scan.expected());
        }
    }

    @Test
    void sendsNothingBeforeItIsAsked() {
        MemberScan scan = new MemberScan(redis, fill(2, 10, i -> "m" + i), List.of(ByteRange.ALL), Direction.ASCENDING);
        scan.next(5);
        assertThat(redis.roundTrips()).isZero();
    }

    @Test
    void asksAllPartitionsInOneRoundTripForAShortAnswer() {
        MemberScan scan =
                new MemberScan(redis, fill(16, 1_600, i -> "m" + i), List.of(ByteRange.ALL), Direction.ASCENDING);

        Batch<Member> batch = scan.next(10).block();
        assertThat(batch.items()).hasSize(10);
        assertThat(batch.last()).isFalse();
        assertThat(redis.roundTrips()).isEqualTo(1);
        assertThat(redis.longestPage()).isEqualTo(16);
    }

    @Test
    void growsItsPagesUpToTheBound() {
        MemberScan scan =
                new MemberScan(redis, fill(1, 20_000, i -> "m" + i), List.of(ByteRange.ALL), Direction.ASCENDING);

        assertThat(PagedFlux.of(() -> demand -> scan.next(128)).count().block()).isEqualTo(20_000);
        assertThat(redis.longestPage()).isEqualTo(MemberScan.MAX_PAGE);
        assertThat(redis.roundTrips()).isLessThan(30);
    }

    @Test
    void asksAtMost32PartitionsAtATime() {
        MemberScan scan =
                new MemberScan(redis, fill(100, 100, i -> "m" + i), List.of(ByteRange.ALL), Direction.ASCENDING);

        assertThat(PagedFlux.of(() -> demand -> scan.next(1_000)).count().block())
                .isEqualTo(100);
        assertThat(redis.longestBatch()).isEqualTo(32);
    }

    @Test
    void completesWithTheLastMember() {
        for (Direction direction : Direction.values()) {
            for (int size : new int[] {0, 1, 15, 17, 100}) {
                FakeSortedSets sets = new FakeSortedSets();
                for (int i = 0; i < size; i++) {
                    sets.add(bytes("key-0"), List.of(bytes("m" + i)));
                }
                MemberScan scan = new MemberScan(sets, keys(1), List.of(ByteRange.ALL), direction);
                assertThat(PagedFlux.of(() -> demand -> scan.next(1_000))
                                .count()
                                .block())
                        .isEqualTo(size);
            }
        }
    }

    @Test
    void nothingToReadIsNothingToSend() {
        assertThat(new MemberScan(redis, keys(3), List.of(), Direction.ASCENDING)
                        .next(5)
                        .block())
                .isEqualTo(new Batch<>(List.of(), true));
        assertThat(new MemberScan(redis, List.of(), List.of(ByteRange.ALL), Direction.ASCENDING)
                        .next(5)
                        .block())
                .isEqualTo(new Batch<>(List.of(), true));
        assertThat(redis.roundTrips()).isZero();
    }

    /** An IN over many values that do not occur. */
    @Test
    void manyEmptyRangesNeedNoStack() {
        List<ByteRange> ranges = IntStream.range(0, 20_000)
                .mapToObj(i -> bytes(String.format("%08d", i)))
                .map(value -> ByteRange.of(value, Arrays.copyOf(value, value.length + 1)))
                .toList();
        MemberScan scan = new MemberScan(redis, fill(1, 1, i -> "x"), ranges, Direction.ASCENDING);

        PagedFlux.of(() -> demand -> scan.next(128))
                .as(StepVerifier::create)
                .expectComplete()
                .verify(Duration.ofSeconds(20));
    }

    /** Partitions, their members, and what to read of them. */
    record RandomScan(
            List<byte[]> keys, List<TreeSet<byte[]>> members, List<ByteRange> ranges, Direction direction, int wanted) {

        static final Comparator<Member> SAME =
                Comparator.comparing(Member::partition).thenComparing(Member::bytes, Arrays::compareUnsigned);

        static RandomScan of(Random random) {
            int partitions = 1 << random.nextInt(4);
            List<TreeSet<byte[]>> members = new ArrayList<>();
            for (int p = 0; p < partitions; p++) {
                TreeSet<byte[]> set = new TreeSet<>(Arrays::compareUnsigned);
                for (int i = random.nextInt(random.nextInt(8) == 0 ? 300 : 20); i > 0; i--) {
                    byte[] text = text(random, 1);
                    text[text.length - 1] = (byte) p; // no member is in two partitions
                    set.add(text);
                }
                members.add(set);
            }
            Direction direction = random.nextBoolean() ? Direction.ASCENDING : Direction.DESCENDING;
            return new RandomScan(
                    MemberScanTests.keys(partitions), members, ranges(random), direction, 1 + random.nextInt(100));
        }

        private static byte[] text(Random random, int least) {
            byte[] text = new byte[least + random.nextInt(4)];
            for (int i = 0; i < text.length; i++) {
                text[i] = (byte) (random.nextBoolean() ? random.nextInt(3) : 250 + random.nextInt(6));
            }
            return text;
        }

        private static List<ByteRange> ranges(Random random) {
            if (random.nextInt(4) == 0) {
                return List.of(ByteRange.ALL);
            }
            TreeSet<byte[]> bounds = new TreeSet<>(Arrays::compareUnsigned);
            for (int i = random.nextInt(12); i >= 0; i--) {
                bounds.add(text(random, 0));
            }
            List<byte[]> sorted = new ArrayList<>(bounds);
            List<ByteRange> ranges = new ArrayList<>();
            for (int i = 0; i < sorted.size(); i += 2) {
                byte[] upper = i + 1 < sorted.size() ? sorted.get(i + 1) : null;
                ranges.add(new ByteRange(sorted.get(i), random.nextBoolean(), upper));
            }
            return ranges;
        }

        void store(java.util.function.BiConsumer<byte[], List<byte[]>> store) {
            for (int p = 0; p < keys.size(); p++) {
                store.accept(keys.get(p), List.copyOf(members.get(p)));
            }
        }

        List<Member> expected() {
            List<Member> expected = new ArrayList<>();
            for (int p = 0; p < keys.size(); p++) {
                for (byte[] member : members.get(p)) {
                    if (ranges.stream().anyMatch(range -> range.contains(member))) {
                        expected.add(new Member(p, member));
                    }
                }
            }
            expected.sort(Comparator.comparing(Member::bytes, Arrays::compareUnsigned));
            if (direction == Direction.DESCENDING) {
                Collections.reverse(expected);
            }
            return expected;
        }
    }
}
