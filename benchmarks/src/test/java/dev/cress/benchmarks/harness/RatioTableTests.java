package dev.cress.benchmarks.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.cress.benchmarks.contestant.Work;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RatioTableTests {

    private static final Settings SETTINGS = Settings.parse("--works=EQUALITY,UPDATE");

    @TempDir
    Path directory;

    @Test
    void joinsWhatReportsTellOfEachContestant() throws IOException {
        Path first = result("1.md", figures(Work.EQUALITY, Report.RAW, 100), figures(Work.EQUALITY, "Cress", 125));
        Path second = result(
                "2.md",
                figures(Work.EQUALITY, Report.RAW, 10),
                figures(Work.EQUALITY, "Cress", 11),
                figures(Work.UPDATE, Report.RAW, 8),
                figures(Work.UPDATE, "template", 2));

        assertThat(RatioTable.of(List.of(first, second))).isEqualTo("""
                        | work | Cress | template |
                        |---|---:|---:|
                        | equality, a twentieth of all | 1.25, 1.10 |  |
                        | update of one indexed field |  | 0.25 |
                        """);
    }

    @Test
    void refusesAFileThatIsNoResult() throws IOException {
        Path other = Files.writeString(directory.resolve("other.md"), "# Growth\n\n| a | b |\n");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> RatioTable.of(List.of(other)))
                .withMessageEndingWith("other.md has no table of rates");
    }

    private Path result(String name, Figures... figures) throws IOException {
        String text = new Report(SETTINGS, "7.0.15", Arrays.asList(figures)).text();
        return Files.writeString(directory.resolve(name), text);
    }

    private static Figures figures(Work work, String contestant, double rate) {
        return new Figures(work.title(), contestant, rate, 1, 1, 1, 1, 1, 1, 1, 1, 1);
    }
}
