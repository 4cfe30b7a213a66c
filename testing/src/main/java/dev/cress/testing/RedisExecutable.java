package dev.cress.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Finds the redis-server to run: the one named by a system property, else the bundled one, unpacked once per JVM. */
final class RedisExecutable {

    static final String OVERRIDE_PROPERTY = "cress.testing.redis.executable";

    /** Start of the resource names in {@code org.signal:embedded-redis:0.9.1}. */
    private static final String BUNDLED_PREFIX = "/redis-server-7.0.15-";

    private static @Nullable Path unpacked;

    private RedisExecutable() {}

    static Path locate() {
        String override = System.getProperty(OVERRIDE_PROPERTY, "");
        return override.isBlank() ? bundled() : Path.of(override);
    }

    private static synchronized Path bundled() {
        if (unpacked == null || !Files.exists(unpacked)) {
            unpacked = unpack(platform(System.getProperty("os.name"), System.getProperty("os.arch")));
        }
        return unpacked;
    }

    static String platform(String osName, String osArch) {
        String os = osName.toLowerCase(Locale.ROOT);
        String arch = osArch.toLowerCase(Locale.ROOT);
        return operatingSystem(os) + "-" + processor(arch);
    }

    private static String operatingSystem(String os) {
        if (os.startsWith("mac") || os.startsWith("darwin")) {
            return "darwin";
        }
        return os.startsWith("windows") ? "windows" : os;
    }

    private static String processor(String arch) {
        return switch (arch) {
            case "x86_64", "amd64" -> "amd64";
            case "aarch64", "arm64" -> "arm64";
            default -> arch;
        };
    }

    static Path unpack(String platform) {
        try (InputStream binary = RedisExecutable.class.getResourceAsStream(BUNDLED_PREFIX + platform)) {
            if (binary == null) {
                throw new UnsupportedPlatformException(platform);
            }
            return copy(binary);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot unpack the bundled redis-server", e);
        }
    }

    private static Path copy(InputStream binary) throws IOException {
        Path directory = Files.createTempDirectory("cress-redis-bin-");
        Path executable = directory.resolve("redis-server");
        directory.toFile().deleteOnExit();
        executable.toFile().deleteOnExit(); // files go in reverse order of registration
        Files.copy(binary, executable);
        if (!executable.toFile().setExecutable(true)) {
            throw new IOException("Cannot make " + executable + " executable");
        }
        return executable;
    }
}
