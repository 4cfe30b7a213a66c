package dev.cress.samples.cities;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.springframework.http.MediaType;
import org.springframework.web.util.HtmlUtils;

/** The page at {@code /}, and what else is there for people. */
class HomeIT extends RunningService {

    private static final Pattern LINK = Pattern.compile("href=\"(/[^\"]*)\"");

    @Test
    void tellsWhatIsThere() {
        assertThat(page()).contains("135,233 cities", "All cities are loaded.", "GeoNames", "CC BY 4.0");
    }

    @Test
    void hasLinksThatWork() {
        List<String> links = LINK.matcher(page())
                .results()
                .map(link -> HtmlUtils.htmlUnescape(link.group(1)))
                .toList();
        assertThat(links).hasSizeGreaterThan(7).contains("/cities/changes", "/actuator/health");
        assertThat(links).allSatisfy(this::isOk);
    }

    @Test
    void isHealthy() {
        get("/actuator/health")
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.status")
                .isEqualTo("UP")
                .jsonPath("$.components.store.details.cities")
                .isEqualTo(CsvCity.ALL.size());
    }

    /** Looks at the beginning of the body only: the changes never end. */
    private void isOk(String link) {
        byte[] beginning = http().get()
                .uri(address(link))
                .exchange()
                .expectStatus()
                .isOk()
                .returnResult(byte[].class)
                .getResponseBody()
                .blockFirst(Duration.ofSeconds(10));
        assertThat(beginning).isNotEmpty();
    }

    private String page() {
        return get("/").expectStatus()
                .isOk()
                .expectHeader()
                .contentTypeCompatibleWith(MediaType.TEXT_HTML)
                .expectBody(String.class)
                .returnResult()
                .getResponseBody();
    }
}
