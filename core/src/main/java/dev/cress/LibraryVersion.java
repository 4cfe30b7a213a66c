package dev.cress;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** The version that the build wrote beside the classes. */
final class LibraryVersion {

    static final String UNKNOWN = "unknown";
    static final String TEXT = read("/META-INF/cress-core.properties");

    private LibraryVersion() {}

    static String read(String resource) {
        try (InputStream file = LibraryVersion.class.getResourceAsStream(resource)) {
            if (file == null) {
                return UNKNOWN;
            }
            Properties properties = new Properties();
            properties.load(file);
            String version = properties.getProperty("version", "");
            return version.isEmpty() || version.startsWith("${") ? UNKNOWN : version;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
