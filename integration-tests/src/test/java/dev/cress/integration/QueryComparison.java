package dev.cress.integration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cress.query.Cursor;
import dev.cress.query.Page;
import dev.cress.query.Query;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Runs queries on Cress and on the reference model, and compares contents, order, pages and counts. */
final class QueryComparison {

    private final Parcels repository;
    private final ReferenceModel<Parcel> model;
    private final Random random;

    QueryComparison(Parcels repository, ReferenceModel<Parcel> model, Random random) {
        this.repository = repository;
        this.model = model;
        this.random = random;
    }

    /** Compares one way of running the query. */
    Mono<Void> compare(Filter<Parcel> filter, List<SortKey<Parcel>> keys) {
        return described(filter, keys, Mono.defer(() -> ways(filter, keys).get(random.nextInt(6))));
    }

    /** Compares all ways of running the query. */
    Mono<Void> compareAll(Filter<Parcel> filter, List<SortKey<Parcel>> keys) {
        return described(
                filter, keys, Flux.defer(() -> Flux.concat(ways(filter, keys))).then());
    }

    private static Mono<Void> described(Filter<Parcel> filter, List<SortKey<Parcel>> keys, Mono<Void> comparison) {
        return comparison.onErrorMap(e -> new AssertionError(filter + " by " + keys + ": " + e.getMessage(), e));
    }

    private List<Mono<Void>> ways(Filter<Parcel> filter, List<SortKey<Parcel>> keys) {
        Query<Parcel> query = CriteriaTranslator.query(repository, filter, keys);
        List<Parcel> expected = model.find(filter, keys);
        boolean ordered = !keys.isEmpty();
        long limit = 1 + random.nextInt(10);
        int pageSize = 1 + random.nextInt(10) + expected.size() / 6; // a few pages, not hundreds
        return List.of(
                check(query.all().collectList(), all -> requireAll("all", all, expected, ordered)),
                check(query.limit(limit).all().collectList(), some -> requireSome(some, expected, limit, ordered)),
                check(pages(query, pageSize), all -> requireAll("pages of " + pageSize, all, expected, ordered)),
                check(query.count(), count -> assertThat(count).as("count").isEqualTo(expected.size())),
                check(query.exists(), exists -> assertThat(exists).as("exists").isEqualTo(!expected.isEmpty())),
                check(
                        query.first().map(List::of).defaultIfEmpty(List.of()),
                        first -> requireSome(first, expected, 1, ordered)));
    }

    private static <R> Mono<Void> check(Mono<R> actual, Consumer<R> check) {
        return actual.switchIfEmpty(Mono.error(() -> new AssertionError("nothing was emitted")))
                .doOnNext(check)
                .then();
    }

    private static void requireAll(String way, List<Parcel> actual, List<Parcel> expected, boolean ordered) {
        if (ordered) {
            requireSame(way, actual, expected);
        } else {
            requireSame(way, byId(actual), byId(expected));
        }
    }

    private static void requireSome(List<Parcel> actual, List<Parcel> expected, long limit, boolean ordered) {
        List<Parcel> first = expected.stream().limit(limit).toList();
        if (ordered) {
            requireSame("limit " + limit, actual, first);
        } else {
            assertThat(actual).as("limit " + limit).hasSameSizeAs(first).doesNotHaveDuplicates();
            assertThat(expected.containsAll(actual))
                    .as("limit " + limit + ": all match")
                    .isTrue();
        }
    }

    private static List<Parcel> byId(List<Parcel> parcels) {
        return parcels.stream().sorted(SortKey.order(List.of(), Parcel::id)).toList();
    }

    /** Names the first difference only: hundreds of parcels are no readable message. */
    private static void requireSame(String way, List<Parcel> actual, List<Parcel> expected) {
        int common = Math.min(actual.size(), expected.size());
        int at = IntStream.range(0, common)
                .filter(i -> !actual.get(i).equals(expected.get(i)))
                .findFirst()
                .orElse(common);
        if (at < Math.max(actual.size(), expected.size())) {
            throw new AssertionError(way + ": " + actual.size() + " of " + expected.size() + " found; at " + at
                    + " expected\n  " + shown(expected, at) + "\nbut found\n  " + shown(actual, at));
        }
    }

    private static String shown(List<Parcel> parcels, int index) {
        return index < parcels.size()
                ? ByteStrings.show(ByteStrings.utf8(parcels.get(index).toString()), 1_000)
                : "the end";
    }

    /** All parcels, page by page, with cursors that went through their text. */
    private static Mono<List<Parcel>> pages(Query<Parcel> query, int size) {
        return query.page(size)
                .expand(page -> page.next()
                        .map(next -> query.page(size, Cursor.parse(next.toString())))
                        .orElse(Mono.empty()))
                .collectList()
                .map(pages -> joined(pages, size));
    }

    private static List<Parcel> joined(List<Page<Parcel>> pages, int size) {
        List<Parcel> all = new ArrayList<>();
        for (Page<Parcel> page : pages) {
            assertThat(page.content()).hasSizeLessThanOrEqualTo(size);
            assertThat(page.content().size() == size || page.next().isEmpty())
                    .as("only the last page is not full")
                    .isTrue();
            all.addAll(page.content());
        }
        return all;
    }
}
