package dev.cress.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lettuce.core.cluster.SlotHash;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PartitioningTests {

    static IntStream counts() {
        return IntStream.rangeClosed(0, 14).map(bits -> 1 << bits);
    }

    private static byte[] id(int i) {
        return ("id-" + i).getBytes(StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 3, 12, 100, 16_383, 16_385, 32_768, Integer.MIN_VALUE})
    void refusesWhatIsNoPowerOfTwo(int count) {
        assertThatThrownBy(() -> new Partitioning(count))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("" + count);
    }

    /** The check value of CRC-32C; another hash would look for stored entities elsewhere. */
    @Test
    void hashesWithCrc32c() {
        byte[] check = "123456789".getBytes(StandardCharsets.US_ASCII);
        assertThat(new Partitioning(16_384).of(check)).isEqualTo(0xE3069283 & 16_383);
        assertThat(new Partitioning(16).of(check)).isEqualTo(3);
        assertThat(new Partitioning(1).of(check)).isZero();
    }

    @ParameterizedTest
    @MethodSource("counts")
    void spreadsIdsEvenly(int count) {
        if (count > 1_024) {
            return;
        }
        int[] sizes = new int[count];
        int each = 200;
        for (int i = 0; i < count * each; i++) {
            sizes[new Partitioning(count).of(id(i))]++;
        }
        assertThat(Arrays.stream(sizes).boxed().toList()).allMatch(size -> size > each / 2 && size < each * 2);
    }

    @ParameterizedTest
    @MethodSource("counts")
    void doublingMovesAnIdUpByTheOldCountOrNotAtAll(int count) {
        if (count == Partitioning.MAX_PARTITIONS) {
            return;
        }
        Partitioning before = new Partitioning(count);
        Partitioning after = new Partitioning(2 * count);
        int stayed = 0;
        for (int i = 0; i < 2_000; i++) {
            int old = before.of(id(i));
            assertThat(after.of(id(i))).isIn(old, old + count);
            stayed += after.of(id(i)) == old ? 1 : 0;
        }
        assertThat(stayed).isBetween(800, 1_200);
    }

    @Test
    void reversesTheFourteenBitsOfAPartition() {
        assertThat(Partitioning.slot(0)).isZero();
        assertThat(Partitioning.slot(1)).isEqualTo(8_192);
        assertThat(Partitioning.slot(2)).isEqualTo(4_096);
        assertThat(Partitioning.slot(3)).isEqualTo(12_288);
        assertThat(Partitioning.slot(16_383)).isEqualTo(16_383);
        assertThat(Partitioning.slot(8_192)).isEqualTo(1);
        Set<Integer> slots = new HashSet<>();
        IntStream.range(0, 16_384).forEach(p -> slots.add(Partitioning.slot(p)));
        assertThat(slots).hasSize(16_384).allMatch(slot -> slot >= 0 && slot < 16_384);
    }

    /** Each of m masters with equal shares of the slots gets its share of any number of partitions, give or take one. */
    @ParameterizedTest
    @MethodSource("counts")
    void placesPartitionsEvenlyOverMasters(int count) {
        for (int masters : new int[] {2, 3, 4, 5, 6, 7, 16, 100}) {
            int[] sizes = new int[masters];
            for (int p = 0; p < count; p++) {
                sizes[Math.min(masters - 1, (int) ((long) Partitioning.slot(p) * masters / 16_384))]++;
            }
            assertThat(Arrays.stream(sizes).boxed().toList())
                    .allMatch(size -> Math.abs(size - (double) count / masters) <= 1.0);
        }
    }

    @Test
    void everyTagFallsIntoItsSlot() {
        Set<String> tags = new HashSet<>();
        for (int slot = 0; slot < 16_384; slot++) {
            String tag = SlotTags.of(slot);
            assertThat(SlotHash.getSlot(("ns:{" + tag + "}:m:e:}{x").getBytes(StandardCharsets.UTF_8)))
                    .isEqualTo(slot);
            assertThat(crc16(tag) % 16_384).isEqualTo(slot);
            assertThat(tag).matches("[0-9a-z]{1,4}");
            tags.add(tag);
        }
        assertThat(tags).hasSize(16_384);
    }

    /** The tags are part of the storage layout. */
    @Test
    void tagsAreTheFirstOfTheirSlots() {
        SplittableRandom random = new SplittableRandom(5);
        String alphabet = "0123456789abcdefghijklmnopqrstuvwxyz";
        for (int i = 0; i < 20_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int length = 1 + random.nextInt(4); length > 0; length--) {
                text.append(alphabet.charAt(random.nextInt(36)));
            }
            String first = SlotTags.of(crc16(text.toString()) % 16_384);
            assertThat(first.length() < text.length()
                            || (first.length() == text.length() && first.compareTo(text.toString()) <= 0))
                    .as("%s before %s", first, text)
                    .isTrue();
        }
    }

    /** CRC-16/XMODEM bit by bit, as the Redis Cluster specification has it. */
    private static int crc16(String text) {
        int crc = 0;
        for (byte b : text.getBytes(StandardCharsets.US_ASCII)) {
            crc ^= b << 8;
            for (int bit = 0; bit < 8; bit++) {
                crc = (crc & 0x8000) != 0 ? (crc << 1) ^ 0x1021 : crc << 1;
            }
            crc &= 0xFFFF;
        }
        return crc;
    }
}
