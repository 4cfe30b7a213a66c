package dev.cress.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class SigningKeyTests {

    private static final byte[] MESSAGE = "what do ya want for nothing?".getBytes(StandardCharsets.UTF_8);

    @Test
    void signsAsHmacSha256() {
        byte[] secret = HexFormat.of().parseHex("0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b");
        assertThat(HexFormat.of().formatHex(new SigningKey(secret).sign("Hi There".getBytes(StandardCharsets.UTF_8))))
                .isEqualTo("b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"); // RFC 4231, case 1
    }

    @Test
    void copiesTheSecretAndShowsNothing() {
        byte[] secret = new byte[16];
        SigningKey key = new SigningKey(secret);
        byte[] before = key.sign(MESSAGE);
        secret[0] = 1;

        assertThat(key.sign(MESSAGE)).isEqualTo(before);
        assertThat(new SigningKey(secret).sign(MESSAGE)).isNotEqualTo(before);
        assertThat(key).hasToString("SigningKey");
    }

    @Test
    void refusesAShortSecret() {
        assertThatThrownBy(() -> new SigningKey(new byte[15]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at least 16 bytes, not 15");
    }
}
