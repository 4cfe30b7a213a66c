package dev.cress.integration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every promise of the README names a test, and every test that it names is there. */
class GuaranteesTests {

    private static final Path ROOT = Path.of("..");
    private static final Pattern TEST = Pattern.compile("`(\\w+(?:IT|Tests))`");

    private static List<String> rows() throws IOException {
        String readme = Files.readString(ROOT.resolve("README.md"));
        int begin = readme.indexOf("## Guarantees");
        return readme.substring(begin, readme.indexOf("**Not promised:**", begin))
                .lines()
                .filter(line -> line.startsWith("| "))
                .skip(1)
                .toList();
    }

    private static Set<String> tests() throws IOException {
        List<Path> sources = new ArrayList<>();
        try (Stream<Path> modules = Files.list(ROOT)) {
            sources.addAll(modules.map(module -> module.resolve("src/test/java"))
                    .filter(Files::isDirectory)
                    .toList());
        }
        Set<String> names = new HashSet<>();
        for (Path source : sources) {
            try (Stream<Path> files = Files.walk(source)) {
                files.map(file -> file.getFileName().toString())
                        .filter(name -> name.endsWith(".java"))
                        .forEach(name -> names.add(name.substring(0, name.length() - ".java".length())));
            }
        }
        return names;
    }

    @Test
    void nameTestsThatExist() throws IOException {
        Set<String> tests = tests();
        assertThat(rows()).hasSizeGreaterThan(30).allSatisfy(row -> {
            String[] cells = row.split(" \\| ");
            Set<String> named = TEST.matcher(cells[cells.length - 1])
                    .results()
                    .map(result -> result.group(1))
                    .collect(Collectors.toSet());
            assertThat(named).isNotEmpty();
            assertThat(tests).containsAll(named);
        });
    }
}
