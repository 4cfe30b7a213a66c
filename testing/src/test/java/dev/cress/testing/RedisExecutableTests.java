package dev.cress.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RedisExecutableTests {

    @AfterEach
    void forgetOverride() {
        System.clearProperty(RedisExecutable.OVERRIDE_PROPERTY);
    }

    @ParameterizedTest
    @CsvSource({
        "Linux, amd64, linux-amd64",
        "Linux, aarch64, linux-arm64",
        "Mac OS X, aarch64, darwin-arm64",
        "Mac OS X, x86_64, darwin-amd64",
        "Windows 11, amd64, windows-amd64",
    })
    void namesPlatformAsBundledBinariesDo(String os, String arch, String platform) {
        assertThat(RedisExecutable.platform(os, arch)).isEqualTo(platform);
    }

    @Test
    void tellsToSetUrlWhenNoBinaryIsBundled() {
        assertThatExceptionOfType(UnsupportedPlatformException.class)
                .isThrownBy(() -> RedisExecutable.unpack("windows-amd64"))
                .withMessageContaining("REDIS_URL")
                .satisfies(e -> assertThat(e.platform()).isEqualTo("windows-amd64"));
    }

    @Test
    void prefersExecutableNamedByProperty() {
        System.setProperty(RedisExecutable.OVERRIDE_PROPERTY, "/opt/redis/redis-server");
        assertThat(RedisExecutable.locate()).isEqualTo(Path.of("/opt/redis/redis-server"));
    }

    @Test
    void unpacksBundledBinaryOnce() {
        assertThat(RedisExecutable.locate()).isExecutable().isEqualTo(RedisExecutable.locate());
    }
}
