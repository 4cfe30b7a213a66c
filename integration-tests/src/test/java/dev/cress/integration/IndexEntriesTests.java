package dev.cress.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The examples are worked out by hand from the layout document; {@code |} stands for a zero byte. */
class IndexEntriesTests {

    @Test
    void marksNull() {
        assertThat(IndexEntries.entry(StoredType.STRING, null)).isEqualTo("\1");
        assertThat(IndexEntries.member(StoredType.LONG, null, "id")).isEqualTo("\1\2id");
    }

    @Test
    void escapesZeroBytesOfText() {
        assertThat(IndexEntries.text("")).isEqualTo("\3\0");
        assertThat(IndexEntries.text("ab")).isEqualTo("\3ab\0");
        assertThat(IndexEntries.text("a\0b")).isEqualTo("\3a\0\u00ffb\0");
    }

    @Test
    void turnsBitsOfDoubles() {
        assertThat(IndexEntries.floatingPoint(1.0)).isEqualTo("\4\u00bf\u00f0\0\0\0\0\0\0");
        assertThat(IndexEntries.floatingPoint(-1.0)).isEqualTo("\4\u0040\u000f\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff");
        assertThat(IndexEntries.floatingPoint(0.0)).isEqualTo("\4\u0080\0\0\0\0\0\0\0");
        assertThat(IndexEntries.floatingPoint(-0.0)).isEqualTo(IndexEntries.floatingPoint(0.0));
        assertThat(IndexEntries.floatingPoint(Double.NaN)).isEqualTo("\4\u00ff\u00f8\0\0\0\0\0\0");
    }

    @ParameterizedTest
    @CsvSource({
        "0, '='",
        "0.00, '='",
        "1, '>50011|'",
        "10, '>50021|'",
        "1.50, '>500115|'",
        "0.00123, '>4998123|'",
        "1E+10, '>50111|'",
        "9223372036854775807, '>50199223372036854775807|'",
        "-1, '<49988~'",
        "-120, '<499687~'",
        "-0.05, '<50004~'",
    })
    void writesDecimals(BigDecimal number, String entry) {
        assertThat(IndexEntries.decimal(number)).isEqualTo(entry.replace('|', '\0'));
    }

    @Test
    void refusesDecimalsOutOfRange() {
        assertThat(IndexEntries.decimal(new BigDecimal("1E4998"))).startsWith(">9999");
        assertThat(IndexEntries.decimal(new BigDecimal("-1E-5000"))).startsWith("<9998");
        assertThatIllegalArgumentException().isThrownBy(() -> IndexEntries.decimal(new BigDecimal("1E5001")));
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-21, '>500820261121|'",
        "0000-01-01, '>5003101|'",
        "+10000-01-01, '>5009100000101|'",
        "-0001-03-05, '<49950304~'",
        "-0001-04-01, '<49950400~'",
    })
    void writesDates(String date, String entry) {
        assertThat(IndexEntries.date(date)).isEqualTo(entry.replace('|', '\0'));
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-21T02:39:07Z, '>500820261121|023907|'",
        "2026-11-21T02:39:07.120Z, '>500820261121|02390712|'",
        "2026-11-21T02:39+18:00, '>50082026112|083900|'",
        "2026-11-21T02:39+01:00[Europe/Berlin], '>500820261121|013900|'",
        "2026-11-21T02:39:07.000000001Z, '>500820261121|023907000000001|'",
    })
    void writesInstants(String instant, String entry) {
        assertThat(IndexEntries.instant(instant)).isEqualTo(entry.replace('|', '\0'));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("ascending")
    void ordersAsTheValues(StoredType type, List<String> values) {
        List<String> entries = values.stream()
                .map(value -> IndexEntries.entry(type, ByteStrings.utf8(value)))
                .toList();
        assertThat(entries).isSorted().doesNotHaveDuplicates();
        assertThat(IndexEntries.NULL).isLessThan(entries.get(0));
    }

    static List<Object[]> ascending() {
        return List.of(
                new Object[] {StoredType.STRING, List.of("", "\0", "\0a", "A", "AB", "a", "a\0", "ab", "é", "�", "🌍")},
                new Object[] {
                    StoredType.DOUBLE,
                    List.of("-Infinity", "-1.0E300", "-1.5", "-4.9E-324", "0.0", "4.9E-324", "2.5", "Infinity", "NaN")
                },
                new Object[] {
                    StoredType.LONG,
                    List.of("-9223372036854775808", "-100", "-99", "-1", "0", "1", "2", "10", "9007199254740993")
                },
                new Object[] {
                    StoredType.BIG_DECIMAL,
                    List.of("-1E+400", "-12.5", "-12", "-0.1", "-0.01", "0E+5", "1E-400", "0.1", "1.0001", "1.1")
                },
                new Object[] {
                    StoredType.DATE,
                    List.of(
                            "-9999-12-31",
                            "-0001-03-05",
                            "-0001-04-01",
                            "0000-01-01",
                            "0001-01-01",
                            "2026-11-21",
                            "+10000-01-01")
                },
                new Object[] {
                    StoredType.INSTANT,
                    List.of(
                            "-1000000000-01-01T00:00:00Z",
                            "-0001-12-31T23:59:59.999Z",
                            "0000-01-01T00:00:00Z",
                            "2026-11-21T00:00:00Z",
                            "2026-11-21T00:00:00.000000001Z",
                            "2026-11-21T00:00:00.100Z",
                            "2026-11-21T00:00:01Z",
                            "+1000000000-12-31T23:59:59.999999999Z")
                });
    }
}
