package dev.cress.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InstantTextsTests {

    @Test
    void readsWhatInstantsWrite() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int i = 0; i < 100_000; i++) {
            long seconds = random.nextLong(-100_000_000_000L, 300_000_000_000L);
            int nanos = random.nextInt(1_000_000_000);
            Instant instant = Instant.ofEpochSecond(
                    seconds,
                    switch (i % 4) {
                        case 0 -> 0;
                        case 1 -> nanos / 1_000_000 * 1_000_000;
                        case 2 -> nanos / 1_000 * 1_000;
                        default -> nanos;
                    });
            assertThat(InstantTexts.parse(instant.toString()))
                    .as("seed " + seed)
                    .isEqualTo(instant);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-01-02T03:04:05Z",
                "2026-01-02T03:04:05.1Z",
                "2026-01-02T03:04:05.Z",
                "2026-01-02T03:04:05.000000001Z",
                "2024-02-29T23:59:59.999Z",
                "2026-01-02T24:00:00Z",
                "2016-12-31T23:59:60Z",
                "2026-01-02T03:04:05+01:00",
                "2026-01-02t03:04:05z",
                "-0001-01-02T03:04:05Z",
                "+12026-01-02T03:04:05Z",
                "0000-01-01T00:00:00Z"
            })
    void readsAsThePlatformDoes(String text) {
        assertThat(InstantTexts.parse(text)).isEqualTo(Instant.parse(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Z",
                "2026-01-02T03:04:05",
                "2026-01-02T03:04:05.1234567890Z",
                "2026-01-02T03:04:05.12a4Z",
                "2026-02-30T03:04:05Z",
                "2026-13-02T03:04:05Z",
                "2026-00-02T03:04:05Z",
                "2026-01-02T25:04:05Z",
                "2026-01-02T03:60:05Z",
                "2026-01-02T03:04:61Z",
                "2026-01-02 03:04:05Z",
                "٢٠٢٦-01-02T03:04:05Z"
            })
    void refusesWhatThePlatformRefuses(String text) {
        assertThatThrownBy(() -> Instant.parse(text)).isInstanceOf(DateTimeException.class);
        assertThatThrownBy(() -> InstantTexts.parse(text)).isInstanceOf(DateTimeException.class);
    }
}
