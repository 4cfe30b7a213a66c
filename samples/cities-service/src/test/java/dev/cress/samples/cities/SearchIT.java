package dev.cress.samples.cities;

import static java.util.Comparator.comparing;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.EntityExchangeResult;
import org.springframework.test.web.reactive.server.FluxExchangeResult;
import reactor.test.StepVerifier;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Every search compared with a pass over the file. */
class SearchIT extends RunningService {

    private static final Comparator<String> BYTES = (left, right) -> java.util.Arrays.compareUnsigned(
            left.getBytes(StandardCharsets.UTF_8), right.getBytes(StandardCharsets.UTF_8));
    private static final Comparator<CsvCity> BY_ID = comparing(CsvCity::id, BYTES);
    private static final Comparator<CsvCity> LARGEST_FIRST =
            comparing(CsvCity::population).thenComparing(BY_ID).reversed();
    private static final Comparator<CsvCity> BY_NAME =
            comparing(CsvCity::name, BYTES).thenComparing(BY_ID);

    private static final Pattern PREVIOUS = Pattern.compile("<http://localhost:\\d+(/[^>]+)>; rel=\"prev\"");
    private static final Pattern NEXT = Pattern.compile("<http://localhost:\\d+(/[^>]+)>; rel=\"next\"");

    @ParameterizedTest
    @ValueSource(strings = {"DE", "US", "BR", "CN", "NG", "NZ", "VA"})
    void findsTheFiveLargestCitiesOfACountry(String country) {
        assertThat(cities("/cities?country=" + country + "&sort=-population&limit=5"))
                .extracting(City::id)
                .isEqualTo(ids(city -> city.country().equals(country), LARGEST_FIRST, 5));
    }

    /** What the README asks of the library in its first example. */
    @Test
    void findsTheLargestCitiesOfARange() {
        assertThat(cities("/cities?country=BR&minPopulation=100000&maxPopulation=20000000&sort=-population&limit=10"))
                .extracting(City::id)
                .isEqualTo(ids(
                        city -> city.country().equals("BR")
                                && city.population() >= 100_000
                                && city.population() <= 20_000_000,
                        LARGEST_FIRST,
                        10));
    }

    @ParameterizedTest
    @CsvSource({"DE,100000,500000", "US,0,999", "IN,1000000,", "FR,,0", "BR,50000,50000", "ZZ,,", "JP,,"})
    void countsAPopulationRangeOfACountry(String country, Long least, Long most) {
        String range =
                (least == null ? "" : "&minPopulation=" + least) + (most == null ? "" : "&maxPopulation=" + most);
        assertThat(count("/cities/count?country=" + country + range))
                .isEqualTo(matching(city -> city.country().equals(country)
                                && (least == null || city.population() >= least)
                                && (most == null || city.population() <= most))
                        .count());
    }

    @Test
    void countsOverSeveralCountriesAndFeatures() {
        assertThat(count("/cities/count?country=DE,FR,IT&feature=PPLA,PPLC&minPopulation=100000"))
                .isEqualTo(matching(city -> List.of("DE", "FR", "IT").contains(city.country())
                                && List.of("PPLA", "PPLC").contains(city.feature())
                                && city.population() >= 100_000)
                        .count());
    }

    @Test
    void countsByFeatureAlone() {
        assertThat(count("/cities/count?feature=PPLC"))
                .isEqualTo(matching(city -> city.feature().equals("PPLC")).count());
    }

    @Test
    void pagesThroughAPrefixInOrderOfNames() {
        assertThat(pages("/cities?name=San*&sort=name&limit=500"))
                .extracting(City::id)
                .isEqualTo(ids(city -> city.name().startsWith("San"), BY_NAME, Long.MAX_VALUE));
    }

    @Test
    void pagesDownwardsThroughACountryWithManyEqualPopulations() {
        assertThat(pages("/cities?country=AT&sort=-population&limit=97"))
                .extracting(City::id)
                .isEqualTo(ids(city -> city.country().equals("AT"), LARGEST_FIRST, Long.MAX_VALUE));
    }

    @Test
    void pagesThroughWhatHasNoOrder() {
        assertThat(pages("/cities?country=CH,LI"))
                .extracting(City::id)
                .containsExactlyInAnyOrderElementsOf(
                        ids(city -> List.of("CH", "LI").contains(city.country()), BY_ID, Long.MAX_VALUE));
    }

    @Test
    void pagesThroughAnOrderOfSeveralKeys() {
        Comparator<CsvCity> order = comparing(CsvCity::country, BYTES).thenComparing(LARGEST_FIRST);
        assertThat(pages("/cities?country=SE,NO,DK&minPopulation=20000&sort=country,-population&limit=50"))
                .extracting(City::id)
                .isEqualTo(ids(
                        city -> List.of("SE", "NO", "DK").contains(city.country()) && city.population() >= 20_000,
                        order,
                        Long.MAX_VALUE));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Paris", "São Paulo", "‘Ayn Ḩalāqīm", "Laikit, Laikit II (Dimembe)", "San"})
    void findsAWholeName(String name) {
        String encoded = org.springframework.web.util.UriUtils.encode(name, StandardCharsets.UTF_8);
        assertThat(cities("/cities?name=" + encoded))
                .extracting(City::id)
                .containsExactlyInAnyOrderElementsOf(ids(city -> city.name().equals(name), BY_ID, Long.MAX_VALUE));
    }

    @Test
    void findsPrefixesBeyondAscii() {
        assertThat(pages("/cities?name=%C3%89*&sort=name"))
                .extracting(City::id)
                .isEqualTo(ids(city -> city.name().startsWith("É"), BY_NAME, Long.MAX_VALUE));
    }

    @Test
    void findsEverythingAroundBerlinNearestFirst() {
        Comparator<CsvCity> nearestFirst = comparing(city -> city.kmFrom(13.41053, 52.52437));
        List<JsonNode> found = json("/cities/near?longitude=13.41053&latitude=52.52437&km=25&limit=10000");
        assertThat(found)
                .extracting(city -> city.get("id").asString())
                .isEqualTo(ids(city -> city.kmFrom(13.41053, 52.52437) <= 25, nearestFirst, Long.MAX_VALUE));
        assertThat(found)
                .allSatisfy(city -> assertThat(city.get("distanceKm").asDouble())
                        .isCloseTo(byId(city.get("id").asString()).kmFrom(13.41053, 52.52437), within(0.001)));
    }

    @Test
    void findsNoMoreThanFiftyNearbyUnlessAskedTo() {
        assertThat(json("/cities/near?longitude=13.41053&latitude=52.52437&km=100"))
                .hasSize(50);
    }

    @Test
    void findsAcrossTheDateLine() {
        assertThat(json("/cities/near?longitude=-179.9&latitude=-17&km=300"))
                .extracting(city -> city.get("id").asString())
                .isEqualTo(
                        ids(city -> city.kmFrom(-179.9, -17) <= 300, comparing(city -> city.kmFrom(-179.9, -17)), 50));
    }

    @Test
    void streamsACountryAsLinesExactlyAsInTheFile() {
        List<City> lines =
                lines("/cities?country=ES").getResponseBody().collectList().block();
        assertThat(lines)
                .extracting(SearchIT::withoutVersion)
                .containsExactlyInAnyOrderElementsOf(
                        matching(city -> city.country().equals("ES")).toList());
    }

    @Test
    void streamsMoreThanALimitAllows() {
        Long lines = lines("/cities?country=US&sort=-population")
                .getResponseBody()
                .count()
                .block();
        assertThat(lines)
                .isGreaterThan(CitySearch.MOST)
                .isEqualTo(matching(city -> city.country().equals("US")).count());
    }

    @Test
    void endsTheStreamWhenTheClientHasEnough() {
        StepVerifier.create(lines("/cities?country=US&sort=-population").getResponseBody(), 2)
                .expectNextMatches(city -> city.name().equals("New York City"))
                .expectNextCount(1)
                .thenCancel()
                .verify();
    }

    @Test
    void streamsTheRestAfterAPage() {
        String next =
                next(get("/cities?country=PT&sort=name&limit=10").expectBody().returnResult());
        String rest = next.replace("&limit=10", "");
        assertThat(lines(rest).getResponseBody().map(City::id).collectList().block())
                .isEqualTo(ids(city -> city.country().equals("PT"), BY_NAME, Long.MAX_VALUE).stream()
                        .skip(10)
                        .toList());
    }

    @Test
    void answersALimitedSearchAsLinesWithALink() {
        FluxExchangeResult<City> page = lines("/cities?country=PT&sort=name&limit=3");
        assertThat(page.getResponseHeaders().getFirst(HttpHeaders.LINK)).matches(NEXT);
        assertThat(page.getResponseBody().count().block()).isEqualTo(3);
    }

    @Test
    void givesNoLinkAfterTheLastPage() {
        get("/cities?country=VA").expectStatus().isOk().expectHeader().doesNotExist(HttpHeaders.LINK);
    }

    @Test
    void answersABrowserWithAnArray() {
        http().get()
                .uri(address("/cities?country=VA"))
                .header(HttpHeaders.ACCEPT, "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8")
                .exchange()
                .expectHeader()
                .contentType(MediaType.APPLICATION_JSON);
    }

    @Test
    void explainsASearch() {
        String plan = text("/cities/explain?country=DE&minPopulation=100000&sort=-population&limit=10");
        assertThat(plan).contains("country", "population");
    }

    @Test
    void explainsANearSearch() {
        assertThat(text("/cities/explain?longitude=13.41053&latitude=52.52437&km=25"))
                .contains("location");
    }

    @Test
    void pagesBackToTheBeginning() {
        String search = "/cities?country=AT&sort=-population&limit=97";
        List<City> back = new ArrayList<>();
        for (String page = lastPage(search); page != null; ) {
            var result =
                    get(page).expectStatus().isOk().expectBodyList(City.class).returnResult();
            back.addAll(0, result.getResponseBody());
            page = link(result, PREVIOUS);
        }
        assertThat(back)
                .extracting(City::id)
                .isEqualTo(ids(city -> city.country().equals("AT"), LARGEST_FIRST, Long.MAX_VALUE));
    }

    private String lastPage(String first) {
        String last = first;
        for (String page = first; page != null; ) {
            last = page;
            page = next(get(page).expectBody().returnResult());
        }
        return last;
    }

    @ParameterizedTest
    @CsvSource({"5.9;47.2;15.1;55.1", "170;-50;-170;10", "-180;-85;180;85", "13.4;52.5;13.4;52.5"})
    void findsWhatLiesInABox(String degrees) {
        double[] box =
                Stream.of(degrees.split(";")).mapToDouble(Double::parseDouble).toArray();
        Predicate<CsvCity> inside = city -> city.latitude() >= box[1]
                && city.latitude() <= box[3]
                && (box[0] <= box[2]
                        ? city.longitude() >= box[0] && city.longitude() <= box[2]
                        : city.longitude() >= box[0] || city.longitude() <= box[2]);
        String parameter = "box=" + degrees.replace(';', ',');
        assertThat(count("/cities/count?minPopulation=100000&" + parameter))
                .isEqualTo(matching(inside.and(city -> city.population() >= 100_000))
                        .count());
        assertThat(cities("/cities?sort=-population&limit=20&" + parameter))
                .extracting(City::id)
                .isEqualTo(ids(inside, LARGEST_FIRST, 20));
    }

    @Test
    void tellsOnlyWhatIsAskedFor() {
        List<JsonNode> found = json("/cities?country=DE&sort=-population&limit=3&fields=name,admin,id");
        assertThat(found).allSatisfy(city -> assertThat(city.propertyNames()).containsExactly("name", "admin", "id"));
        assertThat(found)
                .extracting(city -> city.get("id").asString())
                .isEqualTo(ids(city -> city.country().equals("DE"), LARGEST_FIRST, 3));
    }

    @Test
    void countsTheCitiesOfEachCountry() {
        Map<String, Long> expected = matching(city -> true)
                .collect(Collectors.groupingBy(CsvCity::country, TreeMap::new, Collectors.counting()));
        Map<String, Long> found = new LinkedHashMap<>();
        json("/cities/countries").stream()
                .filter(count -> !count.get("country").asString().equals(NOWHERE))
                .forEach(count -> found.put(
                        count.get("country").asString(), count.get("cities").asLong()));
        assertThat(List.copyOf(found.entrySet())).isEqualTo(List.copyOf(expected.entrySet()));
        assertThat(json("/cities/countries?minPopulation=10000000"))
                .extracting(count -> count.get("country").asString())
                .isEqualTo(matching(city -> city.population() >= 10_000_000)
                        .map(CsvCity::country)
                        .distinct()
                        .sorted()
                        .toList());
    }

    @ParameterizedTest
    @ValueSource(strings = {"DE", "VA", "ZZ"})
    void tellsACountryInNumbers(String country) {
        JsonNode statistics = JsonMapper.shared().readTree(text("/cities/statistics?country=" + country));
        LongSummaryStatistics expected = matching(city -> city.country().equals(country))
                .mapToLong(CsvCity::population)
                .summaryStatistics();
        assertThat(statistics.get("cities").asLong()).isEqualTo(expected.getCount());
        assertThat(statistics.get("population").asLong()).isEqualTo(expected.getSum());
        assertThat(statistics.get("smallest").isNull()).isEqualTo(expected.getCount() == 0);
        if (expected.getCount() > 0) {
            assertThat(statistics.get("smallest").asLong()).isEqualTo(expected.getMin());
            assertThat(statistics.get("largest").asLong()).isEqualTo(expected.getMax());
            assertThat(statistics.get("average").asLong()).isEqualTo(Math.round(expected.getAverage()));
        }
    }

    @Test
    void analyzesASearch() {
        assertThat(text("/cities/analyze?country=DE&minPopulation=100000")).contains("actual=", "trips=", "time=");
    }

    private List<City> pages(String first) {
        List<City> all = new ArrayList<>();
        for (String page = first; page != null; ) {
            var result =
                    get(page).expectStatus().isOk().expectBodyList(City.class).returnResult();
            all.addAll(result.getResponseBody());
            page = next(result);
        }
        return all;
    }

    private static String next(EntityExchangeResult<?> page) {
        return link(page, NEXT);
    }

    private static String link(EntityExchangeResult<?> page, Pattern relation) {
        return page.getResponseHeaders().getOrEmpty(HttpHeaders.LINK).stream()
                .map(relation::matcher)
                .filter(Matcher::matches)
                .map(link -> link.group(1))
                .findFirst()
                .orElse(null);
    }

    private FluxExchangeResult<City> lines(String pathAndQuery) {
        return http().get()
                .uri(address(pathAndQuery))
                .accept(MediaType.APPLICATION_NDJSON)
                .exchange()
                .expectStatus()
                .isOk()
                .expectHeader()
                .contentType(MediaType.APPLICATION_NDJSON)
                .returnResult(City.class);
    }

    private long count(String pathAndQuery) {
        JsonNode answer = JsonMapper.shared().readTree(text(pathAndQuery));
        assertThat(answer.propertyNames()).containsExactly("count");
        return answer.get("count").asLong();
    }

    private List<JsonNode> json(String pathAndQuery) {
        return JsonMapper.shared().readTree(text(pathAndQuery)).valueStream().toList();
    }

    private String text(String pathAndQuery) {
        return get(pathAndQuery)
                .expectStatus()
                .isOk()
                .expectBody(String.class)
                .returnResult()
                .getResponseBody();
    }

    private static CsvCity withoutVersion(City city) {
        return new CsvCity(
                city.id(),
                city.name(),
                city.country(),
                city.admin(),
                city.feature(),
                city.population(),
                city.location().longitude(),
                city.location().latitude());
    }

    private static Stream<CsvCity> matching(Predicate<CsvCity> filter) {
        return CsvCity.ALL.stream().filter(filter);
    }

    private static CsvCity byId(String id) {
        return matching(city -> city.id().equals(id)).findFirst().orElseThrow();
    }

    private static List<String> ids(Predicate<CsvCity> filter, Comparator<CsvCity> order, long limit) {
        return matching(filter).sorted(order).limit(limit).map(CsvCity::id).toList();
    }
}
