package dev.cress.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;

class ResumeTokenTests {

    private static final int CASES = 10_000;

    private static ResumeToken token(Position... positions) {
        return new ResumeToken(List.of(positions));
    }

    @Test
    void comesBackAsItWas() {
        Random random = new Random(21);
        for (int partitions : new int[] {1, 2, 16, 1_024, 16_384}) {
            ResumeToken token = new ResumeToken(Stream.generate(
                            () -> new Position(random.nextLong() & Long.MAX_VALUE, random.nextLong() & Long.MAX_VALUE))
                    .limit(partitions)
                    .toList());

            ResumeToken parsed = ResumeToken.parse(token.toString());

            assertThat(parsed).isEqualTo(token).hasSameHashCodeAs(token).hasToString(token.toString());
            assertThat(parsed.positions()).isEqualTo(token.positions());
            assertThat(token.toString()).matches("[A-Za-z0-9_-]+").hasSizeLessThanOrEqualTo(22 * partitions + 8);
        }
    }

    @Test
    void refusesWhateverIsNone() {
        Random random = new Random(22);
        for (int i = 0; i < CASES; i++) {
            byte[] bytes = new byte[random.nextInt(60)];
            random.nextBytes(bytes);
            if (bytes.length > 0 && random.nextBoolean()) {
                bytes[0] = 1;
            }
            refuses(base64(bytes));
        }
        for (String text : List.of("", "x", "=", "AAAA", "not a token!", "\0", "\uD83D", "A".repeat(100_000))) {
            refuses(text);
        }
    }

    @Test
    void refusesMutatedTokens() {
        Random random = new Random(23);
        String text = token(new Position(123_456, 7), new Position(99, 3)).toString();
        byte[] valid = Base64.getUrlDecoder().decode(text);
        for (int i = 0; i < CASES; i++) {
            byte[] mutated = valid.clone();
            mutated[random.nextInt(mutated.length)] ^= (byte) (1 << random.nextInt(8));
            refuses(base64(Arrays.copyOf(mutated, random.nextInt(mutated.length + 20))));
        }
        for (int length = 0; length < text.length(); length++) {
            refuses(text.substring(0, length));
        }
    }

    @Test
    void refusesPlacesThatCannotBe() {
        refuses(signed(-1, 5));
        refuses(signed(5, -1));
        refuses(signed(Long.MIN_VALUE, Long.MIN_VALUE));
        assertThat(ResumeToken.parse(signed(5, 1))).isEqualTo(token(new Position(5, 1)));
    }

    private static String signed(long version, long number) {
        byte[] body = ByteBuffer.allocate(16).putLong(version).putLong(number).array();
        CRC32C crc = new CRC32C();
        crc.update(body);
        return base64(ByteBuffer.allocate(21)
                .put((byte) 1)
                .putInt((int) crc.getValue())
                .put(body)
                .array());
    }

    private static void refuses(String text) {
        assertThatThrownBy(() -> ResumeToken.parse(text)).isInstanceOf(InvalidResumeTokenException.class);
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    @Test
    void holdsThePlaceInASnapshot() {
        java.util.SortedMap<Integer, ScanPlace> scans = new java.util.TreeMap<>();
        scans.put(1, new ScanPlace(new byte[] {0, -1, 58}));
        scans.put(3, ScanPlace.BEFORE_FIRST);
        scans.put(2, new ScanPlace(new byte[512]));
        ResumeToken token = new ResumeToken(java.util.Collections.nCopies(4, new Position(7, 3)), scans);

        ResumeToken parsed = ResumeToken.parse(token.toString());

        assertThat(parsed).isEqualTo(token).hasSameHashCodeAs(token);
        assertThat(parsed.scans().get(1).id()).containsExactly(0, -1, 58);
        assertThat(parsed).isNotEqualTo(new ResumeToken(java.util.Collections.nCopies(4, new Position(7, 3))));
    }

    @Test
    void refusesWhatIsDamagedAnywhere() {
        java.util.SortedMap<Integer, ScanPlace> scans = new java.util.TreeMap<>();
        scans.put(1, new ScanPlace(new byte[] {1, 2, 3}));
        byte[] bytes = java.util.Base64.getUrlDecoder()
                .decode(new ResumeToken(java.util.Collections.nCopies(2, new Position(7, 3)), scans).toString());
        for (int i = 0; i < bytes.length; i++) {
            for (int bit = 0; bit < 8; bit++) {
                byte[] damaged = bytes.clone();
                damaged[i] ^= (byte) (1 << bit);
                String text = java.util.Base64.getUrlEncoder().withoutPadding().encodeToString(damaged);
                assertThat(org.assertj.core.api.Assertions.catchThrowable(() -> ResumeToken.parse(text)))
                        .isInstanceOf(InvalidResumeTokenException.class);
            }
        }
    }
}
