package dev.cress.samples.cities;

import dev.cress.query.Cursor;
import dev.cress.query.InvalidCursorException;
import dev.cress.query.Ordering;
import dev.cress.query.Page;
import dev.cress.query.Query;
import dev.cress.query.Results;
import java.util.List;
import java.util.Optional;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * A filter with an order, and the part of its result that is asked for.
 *
 * @param sort names of properties, with a leading {@code -} for descending; ties are ordered by id
 * @param limit the largest number of cities
 * @param after the place from which the page before, or behind, leads here
 * @param fields what to tell of each city; everything when empty
 */
record CitySearch(
        CityFilter filter, List<String> sort, Optional<Integer> limit, Optional<Cursor> after, List<String> fields) {

    static final int MOST = 10_000;

    private static final int USUAL = 100;
    private static final List<String> FIELDS =
            List.of("id", "name", "country", "admin", "feature", "population", "location");
    private static final List<String> SORTABLE = List.of("name", "country", "feature", "population");
    private static final String A_SORT_KEY = String.join(", ", SORTABLE) + ", each with - before it for descending";

    /** Reads the parameters of the filter, {@code sort}, {@code limit}, {@code after} and {@code fields}. */
    static CitySearch from(Parameters parameters) {
        return new CitySearch(
                CityFilter.from(parameters),
                sort(parameters),
                parameters.wholeNumber("limit", 1, MOST).map(Long::intValue),
                parameters.value("after", "the cursor in the Link header of a page", CitySearch::cursor),
                parameters.list("fields", String.join(", ", FIELDS), CitySearch::field));
    }

    Query<City> query(Cities cities) {
        Query<City> query = filter.restrict(cities.query());
        for (String key : sort) {
            Ordering<City> order = query.orderBy(property(key));
            query = key.startsWith("-") ? order.descending() : order.ascending();
        }
        return query;
    }

    /** The query as far as the limit, if there is one. */
    Query<City> limitedQuery(Cities cities) {
        Query<City> query = query(cities);
        return limit.map(most -> query.limit(most)).orElse(query);
    }

    /** One page: of the limit's size, or of the usual one. */
    Mono<? extends Page<?>> page(Cities cities) {
        return results(query(cities)).page(limit.orElse(USUAL), after.orElse(null));
    }

    /** Everything from {@code after} on, read from the store as fast as the subscriber takes it. */
    Flux<?> stream(Cities cities) {
        Results<?> results = results(query(cities).unbounded());
        return after.<Flux<?>>map(cursor -> pagesAfter(cursor, results)).orElseGet(results::all);
    }

    /** Whole cities, or of each only what is asked for, which is all that is read. */
    private Results<?> results(Query<City> query) {
        return fields.isEmpty() ? query : query.asMaps(fields.toArray(String[]::new));
    }

    private static <R> Flux<R> pagesAfter(Cursor start, Results<R> results) {
        return results.page(USUAL, start)
                .expand(page ->
                        page.next().map(cursor -> results.page(USUAL, cursor)).orElseGet(Mono::empty))
                .concatMap(page -> Flux.fromIterable(page.content()), 0);
    }

    private static List<String> sort(Parameters parameters) {
        List<String> sort = parameters.list("sort", A_SORT_KEY, CitySearch::sortKey);
        if (sort.stream().map(CitySearch::property).distinct().count() < sort.size()) {
            parameters.reject("sort", "names a key twice", A_SORT_KEY);
        }
        return sort;
    }

    private static String property(String sortKey) {
        return sortKey.startsWith("-") ? sortKey.substring(1) : sortKey;
    }

    private static String sortKey(String text) {
        if (!SORTABLE.contains(property(text))) {
            throw Parameters.wrong(text, "is not a sort key");
        }
        return text;
    }

    private static String field(String text) {
        if (!FIELDS.contains(text)) {
            throw Parameters.wrong(text, "is not a field");
        }
        return text;
    }

    private static Cursor cursor(String text) {
        try {
            return Cursor.parse(text);
        } catch (InvalidCursorException e) {
            throw Parameters.wrong(text, "is not a cursor");
        }
    }
}
