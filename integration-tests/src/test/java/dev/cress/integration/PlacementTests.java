package dev.cress.integration;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlacementTests {

    @Test
    void computesPublishedCheckValues() {
        assertThat(Placement.crc32c("123456789")).isEqualTo(0xE3069283L);
        assertThat(Placement.crc16("123456789")).isEqualTo(0x31C3);
        assertThat(Placement.slotOf("{user1000}.following")).isEqualTo(Placement.slotOf("user1000"));
        assertThat(Placement.slotOf("foo{}{bar}")).isEqualTo(Placement.crc16("foo{}{bar}") % 16_384);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "Zürich", "{}:", "\t", "🌍"})
    void agreesWithTheJdkOnCrc32c(String id) {
        CRC32C expected = new CRC32C();
        expected.update(id.getBytes(StandardCharsets.UTF_8));
        assertThat(Placement.crc32c(ByteStrings.utf8(id))).isEqualTo(expected.getValue());
    }

    @ParameterizedTest
    @CsvSource({"0,0", "1,8192", "2,4096", "3,12288", "8192,1", "16383,16383"})
    void reversesFourteenBits(int partition, int slot) {
        assertThat(Placement.reverse14(partition)).isEqualTo(slot);
    }

    @Test
    void givesEachPartitionAShortTagOfItsSlot() {
        Set<String> tags = new HashSet<>();
        for (int partition = 0; partition < Placement.SLOTS; partition++) {
            String tag = Placement.tagOf(partition);
            assertThat(tag).matches("[0-9a-z]{1,4}");
            assertThat(Placement.slotOf("x:{" + tag + "}:y")).isEqualTo(Placement.reverse14(partition));
            tags.add(tag);
        }
        assertThat(tags).hasSize(Placement.SLOTS);
    }
}
