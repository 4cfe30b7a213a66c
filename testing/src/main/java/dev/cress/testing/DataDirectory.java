package dev.cress.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The temporary directory of one server: its data files and its log. It outlives restarts and goes with {@link #delete()}. */
record DataDirectory(Path path) {

    private static final int LOG_LINES = 20;

    static DataDirectory create() {
        try {
            return new DataDirectory(Files.createTempDirectory("cress-redis-"));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot create a directory for redis-server", e);
        }
    }

    Path log() {
        return path.resolve("server.log");
    }

    String endOfLog() {
        try {
            List<String> lines = Files.readAllLines(log(), StandardCharsets.UTF_8);
            return String.join("\n", lines.subList(Math.max(0, lines.size() - LOG_LINES), lines.size()));
        } catch (IOException e) {
            return "(no log: " + e + ")";
        }
    }

    /** Deletes all files; those that cannot be deleted stay, since nothing depends on it. */
    void delete() {
        try (Stream<Path> files = Files.walk(path)) {
            files.sorted(Comparator.reverseOrder())
                    .map(Path::toFile)
                    .filter(file -> !file.delete())
                    .forEach(file -> file.deleteOnExit());
        } catch (IOException | UncheckedIOException e) {
            path.toFile().deleteOnExit();
        }
    }
}
