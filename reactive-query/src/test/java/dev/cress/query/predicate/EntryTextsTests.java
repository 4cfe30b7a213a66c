package dev.cress.query.predicate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cress.script.entry.Entries;
import dev.cress.script.entry.EntryType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Random;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class EntryTextsTests {

    private static final int CASES = 5_000;
    private final Random random = new Random(21);

    private static String back(EntryType type, String text) {
        byte[] entry = type.encode(text.getBytes(StandardCharsets.UTF_8));
        return new String(EntryTexts.of(type, entry), StandardCharsets.UTF_8);
    }

    private void roundTrips(EntryType type, Supplier<String> texts) {
        for (int i = 0; i < CASES; i++) {
            String text = texts.get();
            byte[] entry = type.encode(text.getBytes(StandardCharsets.UTF_8));
            assertThat(type.encode(EntryTexts.of(type, entry))).as(text).isEqualTo(entry);
        }
    }

    @Test
    void givesTextsBack() {
        for (String text : new String[] {"", "\0", "\0\0a\0", "{}", ":", "\uD83D\uDE00", "a\u0001\u0002", "\u00FF"}) {
            assertThat(back(EntryType.TEXT, text)).isEqualTo(text);
        }
        roundTrips(
                EntryType.TEXT,
                () -> random.ints(random.nextInt(20), 0, 4)
                        .collect(StringBuilder::new, (b, c) -> b.append((char) c), StringBuilder::append)
                        .toString());
    }

    @Test
    void givesNumbersBackExactly() {
        assertThat(back(EntryType.DECIMAL, "9007199254740993")).isEqualTo("9007199254740993");
        assertThat(back(EntryType.DECIMAL, Long.toString(Long.MIN_VALUE))).isEqualTo(Long.toString(Long.MIN_VALUE));
        assertThat(back(EntryType.DECIMAL, "0")).isEqualTo("0");
        assertThat(back(EntryType.DECIMAL, "-1.50")).isEqualTo("-1.5");
        roundTrips(
                EntryType.DECIMAL,
                () -> new BigDecimal(new BigInteger(random.nextInt(200), random), random.nextInt(60) - 30)
                        .multiply(BigDecimal.valueOf(random.nextBoolean() ? 1 : -1))
                        .toString());
    }

    @Test
    void givesDoublesBackExactly() {
        assertThat(back(EntryType.DOUBLE, "5")).isEqualTo("5");
        assertThat(back(EntryType.DOUBLE, "0.1")).isEqualTo("0.1");
        assertThat(back(EntryType.DOUBLE, "NaN")).isEqualTo("NaN");
        assertThat(back(EntryType.DOUBLE, "-Infinity")).isEqualTo("-Infinity");
        assertThat(back(EntryType.DOUBLE, Integer.toString(Integer.MIN_VALUE))).isEqualTo("-2147483648");
        roundTrips(EntryType.DOUBLE, () -> Double.toString(Double.longBitsToDouble(random.nextLong())));
    }

    @Test
    void givesDatesAndInstantsBack() {
        for (LocalDate date :
                new LocalDate[] {LocalDate.MIN, LocalDate.MAX, LocalDate.of(0, 1, 1), LocalDate.of(-1, 12, 31)}) {
            assertThat(back(EntryType.DATE, date.toString())).isEqualTo(date.toString());
        }
        for (Instant instant : new Instant[] {
            Instant.EPOCH,
            Instant.MIN,
            Instant.MAX,
            Instant.parse("2026-11-21T10:00:00.000000001Z"),
            Instant.parse("-0001-02-03T04:05:06.7Z")
        }) {
            assertThat(Instant.parse(back(EntryType.INSTANT, instant.toString())))
                    .isEqualTo(instant);
        }
        roundTrips(
                EntryType.DATE,
                () -> LocalDate.ofEpochDay(random.nextInt(10_000_000) - 5_000_000)
                        .toString());
        roundTrips(
                EntryType.INSTANT,
                () -> Instant.ofEpochSecond(
                                random.nextLong(200_000_000_000L) - 100_000_000_000L,
                                random.nextBoolean() ? random.nextInt(1_000_000_000) : 0)
                        .toString());
    }

    @Test
    void givesTimesWithoutZoneBack() {
        for (LocalDateTime time : new LocalDateTime[] {
            LocalDateTime.MIN,
            LocalDateTime.MAX,
            LocalDateTime.of(0, 1, 1, 0, 0),
            LocalDateTime.of(2026, 11, 21, 10, 9, 8, 70)
        }) {
            assertThat(LocalDateTime.parse(back(EntryType.DATETIME, time.toString())))
                    .isEqualTo(time);
        }
    }

    @Test
    void knowsNull() {
        for (EntryType type : EntryType.values()) {
            assertThat(EntryTexts.of(type, Entries.ofNull())).isNull();
        }
    }
}
