package dev.cress.script.entry;

import static dev.cress.script.Bytes.latin1;
import static dev.cress.script.Bytes.show;
import static dev.cress.script.Bytes.utf8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class EntriesTests {

    private static final List<String> IDS =
            List.of("1", "\0", "\2", "0", "~", "\u00FF", "=\2", ">5001", "\0\2x", "x".repeat(512));

    static List<ValueFamily<?>> families() {
        return ValueFamily.all().toList();
    }

    /** The bytes themselves are the storage layout: a change here loses what is stored. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "TEXT    | ab                             | 03 61 62 00",
                "TEXT    | \"\"                           | 03 00",
                "TEXT    | a@b                            | 03 61 00 ff 62 00", // @ stands for NUL
                "FOLDED  | Ab                             | 03 61 62 00",
                "DOUBLE  | 0.0                            | 04 80 00 00 00 00 00 00 00",
                "DOUBLE  | -0.0                           | 04 80 00 00 00 00 00 00 00",
                "DOUBLE  | 1.0                            | 04 bf f0 00 00 00 00 00 00",
                "DOUBLE  | -1.0                           | 04 40 0f ff ff ff ff ff ff",
                "DOUBLE  | NaN                            | 04 ff f8 00 00 00 00 00 00",
                "DOUBLE  | -Infinity                      | 04 00 0f ff ff ff ff ff ff",
                "DECIMAL | 0                              | =",
                "DECIMAL | 1.10                           | >500111^",
                "DECIMAL | 1E+3                           | >50041^",
                "DECIMAL | 1000                           | >50041^",
                "DECIMAL | 0.05                           | >49995^",
                "DECIMAL | -15                            | <499784~",
                "DECIMAL | 1E-4999                        | >00021^",
                "DECIMAL | 9E+4998                        | >99999^",
                "DATE    | 2024-02-29                     | >500820240229^",
                "DATE    | 0000-01-01                     | >5003101^",
                "DATE    | -0001-01-01                    | <49950100~",
                "INSTANT | 2024-02-29T12:30:00.120Z       | >500820240229^12300012^",
                "INSTANT | 2024-02-29T12:30:00Z           | >500820240229^123000^",
                "INSTANT | 2024-03-01T00:30+01:00         | >500820240229^233000^",
                "INSTANT | 2023-12-31T23:00:00.5-18:00    | >500820240101^1700005^",
                "INSTANT | 2024-03-01T01:30+01:00[Europe/Berlin] | >500820240301^003000^",
                "DATETIME | 2024-02-29T12:30              | >500820240229^123000^",
                "DATETIME | -0001-01-01T00:00:00.010      | <49950100~00000001^"
            })
    void writesTheDocumentedBytes(EntryType type, String text, String entry) {
        byte[] expected = entry.contains(" ") ? hex(entry) : latin1(entry.replace('^', '\0'));
        assertThat(type.encode(utf8(type == EntryType.TEXT ? text.replace('@', '\0') : text)))
                .isEqualTo(expected);
    }

    /** Short ones are not parsed by the library. */
    @Test
    void readsDecimalsAsEachOtherReaderOfDoublesDoes() {
        SplittableRandom random = new SplittableRandom(7);
        List<String> texts = new ArrayList<>(
                List.of("0", "-0", "-0.0", "5.", ".5", "-.5", "007", "0.10", "1e3", "99999999999999999"));
        for (int n = 0; n < 20_000; n++) {
            String digits = Long.toString(random.nextLong(1L << random.nextInt(1, 58)));
            int point = random.nextInt(digits.length() + 1);
            texts.add((n % 3 == 0 ? "-" : "") + digits.substring(0, point) + "." + digits.substring(point));
        }
        for (String text : texts) {
            long bits = Double.doubleToLongBits(Double.parseDouble(text) + 0.0);
            byte[] entry = ByteBuffer.allocate(9)
                    .put((byte) 4)
                    .putLong(bits < 0 ? ~bits : bits ^ Long.MIN_VALUE)
                    .array();
            assertThat(EntryType.DOUBLE.encode(utf8(text))).as(text).isEqualTo(entry);
        }
        for (String text : List.of("", "-", ".", "-.", "1.2.3", "1-", "--1", "+")) {
            assertThatThrownBy(() -> EntryType.DOUBLE.encode(utf8(text)))
                    .as(text)
                    .hasMessage("not a number");
        }
    }

    private static byte[] hex(String bytes) {
        return java.util.HexFormat.ofDelimiter(" ").parseHex(bytes);
    }

    @ParameterizedTest
    @MethodSource("families")
    <V> void findsTheIdBehindEveryEntry(ValueFamily<V> family) {
        List<byte[]> entries = new ArrayList<>(List.of(Entries.ofNull()));
        family.values(new SplittableRandom(7), 500).forEach(value -> entries.add(family.encode(value)));
        for (byte[] entry : entries) {
            for (String id : IDS) {
                assertThat(Entries.entryLength(Entries.member(entry, latin1(id))))
                        .as(() -> family + " " + show(entry))
                        .isEqualTo(entry.length);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("families")
    <V> void noEntryWithTheIdsMarkIsAPrefixOfAnother(ValueFamily<V> family) {
        List<byte[]> sorted = new ArrayList<>(List.of(Entries.ofNull()));
        family.values(new SplittableRandom(7), 2_000).forEach(value -> sorted.add(family.encode(value)));
        sorted.sort(Arrays::compareUnsigned);
        for (int i = 1; i < sorted.size(); i++) {
            byte[] before = sorted.get(i - 1);
            byte[] after = sorted.get(i);
            if (!Arrays.equals(before, after)) {
                byte[] marked = Entries.before(before);
                assertThat(Arrays.equals(marked, 0, marked.length, after, 0, Math.min(marked.length, after.length)))
                        .isFalse();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("families")
    <V> void theBoundsHoldExactlyTheMembersOfAnEntry(ValueFamily<V> family) {
        List<byte[]> entries = new ArrayList<>(List.of(Entries.ofNull()));
        family.values(new SplittableRandom(7), 100).forEach(value -> entries.add(family.encode(value)));
        for (byte[] bound : entries) {
            byte[] before = Entries.before(bound);
            byte[] after = Entries.after(bound);
            for (byte[] entry : entries) {
                boolean own = Arrays.equals(bound, entry);
                for (String id : List.of("\0", "1", "\u00FF\u00FF")) {
                    byte[] member = Entries.member(entry, latin1(id));
                    boolean within =
                            Arrays.compareUnsigned(member, before) >= 0 && Arrays.compareUnsigned(member, after) < 0;
                    if (within != own) { // an assertion for each of a million would take seconds
                        fail("%s and %s", show(bound), show(member));
                    }
                }
            }
        }
    }

    @Test
    void aNullSortsBelowEverything() {
        for (ValueFamily<?> family : families()) {
            assertBelow(family);
        }
    }

    private static <V> void assertBelow(ValueFamily<V> family) {
        family.extremes()
                .forEach(value -> assertThat(Arrays.compareUnsigned(Entries.ofNull(), family.encode(value)))
                        .isNegative());
    }

    @Test
    void aPrefixRangeHoldsExactlyTheTextsThatBeginSo() {
        ValueFamily<?> texts = families().get(0);
        List<String> values = texts.values(new SplittableRandom(7), 300).stream()
                .map(String.class::cast)
                .toList();
        for (String prefix : values.subList(0, 60)) {
            for (String value : values) {
                if (utf8(prefix).length <= TextEntries.MAX_BYTES) {
                    byte[] member = Entries.member(EntryType.TEXT.encode(utf8(value)), utf8("id"));
                    boolean within = Arrays.compareUnsigned(member, TextEntries.prefix(utf8(prefix))) >= 0
                            && Arrays.compareUnsigned(member, TextEntries.prefixEnd(utf8(prefix))) < 0;
                    if (within != value.startsWith(prefix)) {
                        fail("%s and %s", prefix, value);
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"ABC, abc", "Zürich, ZÜRICH", "ΣΊΣΥΦΟΣ, σίσυφος", "ẞ, ß", "K, k", "ЖУК, жук", "ꭰ, Ꭰ", "𐐀, 𐐨", "ſ, S"})
    void textsThatDifferInCaseHaveOneEntryWithoutCase(String one, String other) {
        assertThat(EntryType.FOLDED.encode(utf8(one))).isEqualTo(EntryType.FOLDED.encode(utf8(other)));
        assertThat(EntryType.TEXT.encode(utf8(one))).isNotEqualTo(EntryType.TEXT.encode(utf8(other)));
    }

    @ParameterizedTest
    @CsvSource({"ß, ss", "İ, i", "ı, i", "a, ä", "I, ı"})
    void textsThatDifferOtherwiseHaveTheirOwn(String one, String other) {
        assertThat(EntryType.FOLDED.encode(utf8(one))).isNotEqualTo(EntryType.FOLDED.encode(utf8(other)));
    }

    /** Pairs of values of every two types: as tuples compare, and the id is found behind them. */
    @Test
    void entriesOfTuplesSortAsTheTuplesDo() {
        SplittableRandom random = new SplittableRandom(11);
        for (ValueFamily<?> first : families()) {
            for (ValueFamily<?> second : families()) {
                List<byte[]> a = entries(first, random);
                List<byte[]> b = entries(second, random);
                for (int i = 0; i < 200; i++) {
                    byte[][] one = {any(a, random), any(b, random)};
                    byte[][] other = {any(a, random), any(b, random)};
                    int byParts = Integer.signum(Arrays.compareUnsigned(one[0], other[0]));
                    int byTuple = Integer.signum(Arrays.compareUnsigned(
                            Entries.member(joined(one), utf8("x")), Entries.member(joined(other), utf8("x"))));
                    assertThat(byTuple)
                            .isEqualTo(
                                    byParts != 0 ? byParts : Integer.signum(Arrays.compareUnsigned(one[1], other[1])));
                    assertThat(Entries.entryLength(Entries.member(joined(one), utf8("\2id"))))
                            .isEqualTo(joined(one).length);
                }
            }
        }
    }

    private static List<byte[]> entries(ValueFamily<?> family, SplittableRandom random) {
        List<byte[]> entries = new ArrayList<>(List.of(Entries.ofNull()));
        encode(family, random, entries);
        return entries;
    }

    private static <V> void encode(ValueFamily<V> family, SplittableRandom random, List<byte[]> entries) {
        family.values(random, 20).forEach(value -> entries.add(family.encode(value)));
    }

    private static byte[] any(List<byte[]> entries, SplittableRandom random) {
        return entries.get(random.nextInt(entries.size()));
    }

    private static byte[] joined(byte[][] entries) {
        byte[] joined = Arrays.copyOf(entries[0], entries[0].length + entries[1].length);
        System.arraycopy(entries[1], 0, joined, entries[0].length, entries[1].length);
        return joined;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\1",
                "\1\3id",
                "\3abc",
                "\3abc\0",
                "\3abc\0id",
                "\4short",
                "=",
                "=id",
                ">50011",
                ">50011\0",
                "<4998",
                "x\2id"
            })
    void refusesWhatIsNoMember(String member) {
        assertThatThrownBy(() -> Entries.entryLength(latin1(member))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void refusesTextsThatAnIndexCannotHold() {
        assertThat(EntryType.TEXT.encode(new byte[1_024])).hasSize(2 + 2_048);
        assertThatThrownBy(() -> EntryType.TEXT.encode(new byte[1_025]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("1024")
                .hasMessageContaining("1025");
        assertThatThrownBy(() -> EntryType.DECIMAL.encode(utf8("1E+4999")))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> EntryType.DECIMAL.encode(utf8("1E-5001")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void noMessageHoldsTheValue() {
        for (EntryType type : EntryType.values()) {
            if (type != EntryType.TEXT && type != EntryType.FOLDED) {
                assertThatThrownBy(() -> type.encode(utf8("secret"))).hasMessageNotContaining("secret");
            }
        }
    }

    @Test
    void theNullEntryIsACopy() {
        Entries.ofNull()[0] = 9;
        assertThat(Entries.ofNull()).containsExactly(1);
    }
}
