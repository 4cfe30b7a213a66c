package dev.cress.samples.cities;

import dev.cress.query.Cursor;
import dev.cress.query.Page;
import dev.cress.query.Query;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.reactive.accept.RequestedContentTypeResolver;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.util.UriComponentsBuilder;
import org.springframework.web.util.UriUtils;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Many cities: by filter, by distance, as a number, and how the store would look for them. */
@RestController
@RequestMapping("/cities")
final class SearchController {

    private static final List<MediaType> PRODUCED = List.of(MediaType.APPLICATION_JSON, MediaType.APPLICATION_NDJSON);

    private final Cities cities;
    private final RequestedContentTypeResolver contentTypes;

    SearchController(Cities cities, RequestedContentTypeResolver contentTypes) {
        this.cities = cities;
        this.contentTypes = contentTypes;
    }

    record Count(long count) {}

    record CountryCount(String country, long cities) {}

    /** One page as an array or as lines; lines without a limit are everything that matches. */
    @GetMapping(produces = {MediaType.APPLICATION_JSON_VALUE, MediaType.APPLICATION_NDJSON_VALUE})
    Mono<ResponseEntity<Flux<?>>> search(
            @RequestParam MultiValueMap<String, String> query, ServerWebExchange exchange) {
        CitySearch search = Parameters.read(query, CitySearch::from);
        MediaType contentType = contentType(exchange);
        if (contentType.equals(MediaType.APPLICATION_NDJSON) && search.limit().isEmpty()) {
            return Mono.just(ResponseEntity.ok().contentType(contentType).body(search.stream(cities)));
        }
        return search.page(cities)
                .map(page -> ResponseEntity.ok()
                        .headers(headers -> addLinks(headers, page, exchange))
                        .contentType(contentType)
                        .body(Flux.fromIterable(page.content())));
    }

    @GetMapping(path = "/count", produces = MediaType.APPLICATION_JSON_VALUE)
    Mono<Count> count(@RequestParam MultiValueMap<String, String> query) {
        CityFilter filter = Parameters.read(query, CityFilter::from);
        return filter.restrict(cities.query()).count().map(Count::new);
    }

    /** How many cities there are in each country, of those that the parameters leave. */
    @GetMapping(path = "/countries", produces = MediaType.APPLICATION_JSON_VALUE)
    Flux<CountryCount> countries(@RequestParam MultiValueMap<String, String> query) {
        CityFilter filter = Parameters.read(query, CityFilter::from);
        return filter.restrict(cities.query())
                .values(City::country)
                .counts()
                .map(count -> new CountryCount(String.valueOf(count.value()), count.count()));
    }

    @GetMapping(path = "/statistics", produces = MediaType.APPLICATION_JSON_VALUE)
    Mono<Statistics> statistics(@RequestParam MultiValueMap<String, String> query) {
        CityFilter filter = Parameters.read(query, CityFilter::from);
        return Statistics.of(filter.restrict(cities.query()));
    }

    @GetMapping(
            path = "/near",
            produces = {MediaType.APPLICATION_JSON_VALUE, MediaType.APPLICATION_NDJSON_VALUE})
    Flux<Nearby> near(@RequestParam MultiValueMap<String, String> query) {
        NearSearch search = Parameters.read(query, NearSearch::from);
        return search.query(cities).all().map(city -> Nearby.of(city, search.center()));
    }

    /** How the store would look for what the same parameters ask of {@code /cities} or {@code /cities/near}. */
    @GetMapping("/explain")
    Mono<ResponseEntity<String>> explain(@RequestParam MultiValueMap<String, String> query) {
        return explained(query).explain().map(plan -> text(plan.toString()));
    }

    /** How the store did look for it: it searches, and throws away what it finds. */
    @GetMapping("/analyze")
    Mono<ResponseEntity<String>> analyze(@RequestParam MultiValueMap<String, String> query) {
        return explained(query).unbounded().analyze().map(analysis -> text(analysis.toString()));
    }

    private Query<City> explained(MultiValueMap<String, String> query) {
        return NearSearch.isMeant(query.keySet())
                ? Parameters.read(query, NearSearch::from).query(cities)
                : Parameters.read(query, CitySearch::from).limitedQuery(cities);
    }

    private static ResponseEntity<String> text(String text) {
        return ResponseEntity.ok().contentType(MediaType.TEXT_PLAIN).body(text);
    }

    private MediaType contentType(ServerWebExchange exchange) {
        return contentTypes.resolveMediaTypes(exchange).stream()
                .flatMap(accepted -> PRODUCED.stream().filter(accepted::isCompatibleWith))
                .findFirst()
                .orElse(MediaType.APPLICATION_JSON);
    }

    private static void addLinks(HttpHeaders headers, Page<?> page, ServerWebExchange exchange) {
        page.next().ifPresent(cursor -> headers.add(HttpHeaders.LINK, link(exchange, cursor, "next")));
        page.previous().ifPresent(cursor -> headers.add(HttpHeaders.LINK, link(exchange, cursor, "prev")));
    }

    /** The request's own address, going on from the cursor. */
    private static String link(ServerWebExchange exchange, Cursor cursor, String relation) {
        MultiValueMap<String, String> query =
                new LinkedMultiValueMap<>(exchange.getRequest().getQueryParams());
        query.set("after", cursor.toString());
        UriComponentsBuilder address =
                UriComponentsBuilder.fromUri(exchange.getRequest().getURI()).replaceQuery(null);
        query.forEach(
                (name, values) -> address.queryParam(name, UriUtils.encode(values.get(0), StandardCharsets.UTF_8)));
        return "<" + address.build(true).toUriString() + ">; rel=\"" + relation + "\"";
    }
}
