package dev.cress.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class MetersTests {

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final Meters meters = Meters.of(registry);

    private double lag(CressMeter meter) {
        return registry.get(meter.meterName())
                .tags("entity", "city", "group", "none")
                .gauge()
                .value();
    }

    @Test
    void counts() {
        meters.count(CressMeter.FEED_GAPS, 1, "city", "none");
        meters.count(CressMeter.FEED_GAPS, 2, "city", "none");
        meters.count(CressMeter.FEED_GAPS, 5, "city", "billing");
        assertThat(registry.get("cress.feed.gaps")
                        .tags("group", "none")
                        .counter()
                        .count())
                .isEqualTo(3);
        assertThat(registry.get("cress.feed.gaps")
                        .tags("group", "billing")
                        .counter()
                        .count())
                .isEqualTo(5);
    }

    @Test
    void readsTheSumOrTheGreatestOfAllThatReport() {
        Meters.Reading first = meters.read(CressMeter.FEED_LAG, () -> 3, "city", "none");
        Meters.Reading second = meters.read(CressMeter.FEED_LAG, () -> 4, "city", "none");
        meters.read(CressMeter.FEED_LAG_TIME, () -> 3, "city", "none");
        meters.read(CressMeter.FEED_LAG_TIME, () -> 4, "city", "none");
        assertThat(lag(CressMeter.FEED_LAG)).isEqualTo(7);
        assertThat(lag(CressMeter.FEED_LAG_TIME)).isEqualTo(4);

        first.end();
        assertThat(lag(CressMeter.FEED_LAG)).isEqualTo(4);
        second.end();
        second.end();
        assertThat(registry.find("cress.feed.lag").gauge()).isNull();
        Meters.Reading again = meters.read(CressMeter.FEED_LAG, () -> 9, "city", "none");
        assertThat(lag(CressMeter.FEED_LAG)).isEqualTo(9);
        again.end();
    }

    @Test
    void refusesAnotherNumberOfTags() {
        assertThatThrownBy(() -> meters.count(CressMeter.FEED_GAPS, 1, "city"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("group");
    }

    @Test
    void recordsNothingUnlessAsked() {
        Meters none = Meters.disabled();
        none.count(CressMeter.FEED_GAPS, 1);
        none.read(CressMeter.FEED_LAG, () -> 1).end();
        assertThat(none.enabled()).isFalse();
    }

    @Test
    void namesAreAsTheRegistryWantsThem() {
        assertThat(CressMeter.values())
                .extracting(CressMeter::meterName)
                .allMatch(name -> name.matches("cress(\\.[a-z]+)+"))
                .doesNotHaveDuplicates();
    }

    /** The README's table has a row for each, with its tags. */
    @Test
    void areInTheReadme() throws IOException {
        List<String> rows = Files.readAllLines(Path.of("..", "README.md")).stream()
                .filter(line -> line.matches("\\| `cress[a-z.]+` .*"))
                .toList();
        assertThat(rows)
                .extracting(row -> row.substring(0, row.indexOf('|', row.indexOf('|', 2) + 1)))
                .containsExactlyElementsOf(Arrays.stream(CressMeter.values())
                        .map(meter -> "| `" + meter.meterName() + "` | "
                                + String.join(
                                        " ",
                                        meter.tags().stream()
                                                .map(tag -> "`" + tag + "`")
                                                .toList()) + " ")
                        .toList());
    }
}
