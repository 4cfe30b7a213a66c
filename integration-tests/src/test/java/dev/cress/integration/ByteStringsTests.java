package dev.cress.integration;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ByteStringsTests {

    @Test
    void ordersTextsAsTheirBytes() {
        List<String> texts = List.of("", "\0", "a", "ab", "b", "é", "\uffff", "🌍", "🌍a", "🌎", "𝄞");
        for (String left : texts) {
            for (String right : texts) {
                int expected = ByteStrings.utf8(left).compareTo(ByteStrings.utf8(right));
                assertThat(Integer.signum(ByteStrings.UTF8_ORDER.compare(left, right)))
                        .as("%s and %s", left, right)
                        .isEqualTo(Integer.signum(expected));
            }
        }
    }

    @Test
    void showsWhatCannotBePrinted() {
        assertThat(ByteStrings.show(ByteStrings.utf8("a\0é"))).isEqualTo("'a\\x00\\xc3\\xa9'");
        assertThat(ByteStrings.show("x".repeat(200))).hasSize(123).endsWith("x…'");
        assertThat(ByteStrings.text(ByteStrings.utf8("🌍"))).isEqualTo("🌍");
    }
}
