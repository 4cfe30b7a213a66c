package dev.cress.query.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/**
 * Plans as text, one file each. A change of a file is a decision to be reviewed: the files are written anew with {@code -Dcress.plans.write=true}.
 *
 * @param folder in {@code src/test/resources}
 */
record GoldenPlans(String folder) {

    Stream<DynamicTest> compare(Map<String, Question> questions) {
        return questions.entrySet().stream()
                .map(question -> DynamicTest.dynamicTest(
                        question.getKey(),
                        () -> compare(question.getKey(), question.getValue().text())));
    }

    List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(directory())) {
            return files.map(file -> file.getFileName().toString().replace(".txt", ""))
                    .toList();
        }
    }

    private void compare(String name, String actual) {
        Path file = directory().resolve(name + ".txt");
        try {
            if (Boolean.getBoolean("cress.plans.write")) {
                Files.createDirectories(directory());
                Files.writeString(file, actual);
            }
            assertThat(actual).isEqualTo(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path directory() {
        return Path.of("src/test/resources", folder);
    }
}
