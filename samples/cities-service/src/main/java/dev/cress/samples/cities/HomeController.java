package dev.cress.samples.cities;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.MediaType;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** A page that lists what can be asked. */
@RestController
final class HomeController {

    private final Cities cities;
    private final Startup startup;
    private final String page;

    HomeController(Cities cities, Startup startup) throws IOException {
        this.cities = cities;
        this.startup = startup;
        this.page = new ClassPathResource("home.html").getContentAsString(StandardCharsets.UTF_8);
    }

    @GetMapping(path = "/", produces = MediaType.TEXT_HTML_VALUE)
    Mono<String> home(@RequestParam MultiValueMap<String, String> query) {
        Parameters.none(query);
        return cities.count()
                .map(count -> page.replace("{{count}}", String.format(Locale.ROOT, "%,d", count))
                        .replace("{{state}}", startup.state().text));
    }
}
