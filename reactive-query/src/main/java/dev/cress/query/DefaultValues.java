package dev.cress.query;

import dev.cress.codec.Primitives;
import dev.cress.connection.Direction;
import dev.cress.entity.OpenStore;
import dev.cress.mapping.IndexDefinition;
import dev.cress.mapping.Property;
import dev.cress.query.criteria.InvalidQueryException;
import dev.cress.query.execute.Deadline;
import dev.cress.query.execute.IndexPart;
import dev.cress.query.execute.IndexValues;
import dev.cress.query.execute.ResultLimit;
import dev.cress.query.plan.EntriesTell;
import dev.cress.query.plan.Fields;
import dev.cress.query.plan.PartitionTerm;
import dev.cress.query.plan.QuerySpec;
import dev.cress.query.predicate.EntryTexts;
import dev.cress.query.predicate.Predicate;
import dev.cress.query.predicate.RangeSet;
import dev.cress.query.predicate.StoredEntries;
import dev.cress.script.entity.IndexForm;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Answers from an index where it alone knows which entries count, otherwise from what is stored. */
final class DefaultValues<T, V extends @Nullable Object> implements Values<V> {

    private final QueryScope<T> scope;
    private final QuerySettings<T> settings;
    private final Property property;
    private final Question<T> question;

    /** @throws InvalidQueryException when the values have no order */
    DefaultValues(QueryScope<T> scope, QuerySettings<T> settings, Property property) {
        this.scope = scope;
        this.settings = settings;
        this.property = property;
        if (property.entryType().isEmpty()) {
            throw new InvalidQueryException(
                    property.name() + " is a " + property.type().getSimpleName() + ", whose values have no order",
                    null);
        }
        this.question = scope.question(settings);
    }

    @Override
    public Flux<V> distinct() {
        return counted().filter(Stored::isValue).map(this::decoded);
    }

    @Override
    public Flux<ValueCount<V>> counts() {
        return counted().map(value -> new ValueCount<>(decoded(value), value.count()));
    }

    private Flux<Stored> counted() {
        return answer(
                RangeSet.ALL,
                values -> values.counts().map(count -> told(count.entry(), count.count())),
                this::counted);
    }

    @Override
    public Mono<V> min() {
        return extreme(Direction.ASCENDING, (a, b) -> a.compareTo(b) <= 0 ? a : b);
    }

    @Override
    public Mono<V> max() {
        return extreme(Direction.DESCENDING, (a, b) -> a.compareTo(b) >= 0 ? a : b);
    }

    @Override
    public Mono<BigDecimal> sum() {
        return numbers().reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    @Override
    public Mono<BigDecimal> average() {
        return numbers()
                .reduce(new Total(BigDecimal.ZERO, 0), Total::plus)
                .filter(total -> total.count() > 0)
                .map(Total::average);
    }

    private Mono<V> extreme(Direction direction, BinaryOperator<Stored> better) {
        return answer(
                        RangeSet.NULL.complement(),
                        values -> values.first(direction)
                                .map(entry -> told(entry, 1))
                                .flux(),
                        rows -> rows.filter(Stored::isValue).reduce(better).flux())
                .next()
                .mapNotNull(this::decoded);
    }

    private Flux<BigDecimal> numbers() {
        if (!Number.class.isAssignableFrom(Primitives.wrapper(property.type()))) {
            throw new InvalidQueryException(
                    property.name() + " is a " + property.type().getSimpleName() + ", whose values have no sum", null);
        }
        return answer(
                        RangeSet.NULL.complement(),
                        values -> values.entries().map(entry -> told(entry, 1)),
                        rows -> rows.filter(Stored::isValue))
                .map(this::number);
    }

    /**
     * @param wanted which values matter
     * @param byIndex the answer of the index, reduced to what the conditions leave
     * @param byRows the answer from what all results have
     */
    private <A> Flux<A> answer(
            RangeSet wanted, Function<IndexValues, Flux<A>> byIndex, Function<Flux<Stored>, Flux<A>> byRows) {
        return scope.store().withMany(open -> {
            Deadline deadline = Deadline.after(settings.timeout());
            return deadline.guard(question.spec(open))
                    .flatMapMany(spec -> index(spec)
                            .map(index -> byIndex.apply(new IndexValues(open, part(index, spec, wanted), deadline)))
                            .orElseGet(() -> byRows.apply(stored(open, spec, deadline))));
        });
    }

    private Flux<Stored> stored(OpenStore<T> open, QuerySpec spec, Deadline deadline) {
        return scope.executor(open, deadline)
                .rows(spec.withFields(new Fields(List.of(property))), OptionalLong.empty())
                .map(row -> new Stored(StoredEntries.entry(property, row), row.text(property), 1));
    }

    private Optional<IndexDefinition> index(QuerySpec spec) {
        return EntriesTell.in(scope.model())
                        && EntryTexts.tell(property)
                        && part(spec.predicate()).isPresent()
                ? scope.model().indexes().of(property, IndexForm.ORDERED)
                : Optional.empty();
    }

    private IndexPart part(IndexDefinition index, QuerySpec spec, RangeSet wanted) {
        return new IndexPart(
                index,
                part(spec.predicate()).orElseThrow().intersect(wanted),
                PartitionTerm.of(spec).orElse(null));
    }

    /** The part of the index that the conditions are; empty when they are more than that. */
    private Optional<RangeSet> part(Predicate predicate) {
        if (predicate instanceof Predicate.Always) {
            return Optional.of(RangeSet.ALL);
        }
        if (predicate instanceof Predicate.Never) {
            return Optional.of(RangeSet.NONE);
        }
        return predicate instanceof Predicate.InRanges term && term.property().equals(property)
                ? Optional.of(term.ranges())
                : Optional.empty();
    }

    private Flux<Stored> counted(Flux<Stored> rows) {
        return Flux.defer(() -> {
            TreeMap<byte[], Stored> counts = new TreeMap<>(Arrays::compareUnsigned);
            ResultLimit most = new ResultLimit(OptionalLong.empty(), OptionalLong.of(ResultLimit.DEFAULT_CAP));
            return rows.doOnNext(row -> {
                        counts.merge(row.entry(), row, Stored::plus);
                        most.require(counts.size());
                    })
                    .thenMany(Flux.defer(() -> Flux.fromIterable(counts.values())));
        });
    }

    private Stored told(byte[] entry, long count) {
        return new Stored(entry, EntryTexts.of(property, entry), count);
    }

    private @Nullable Object content(Stored value) {
        return value.text() == null ? null : property.codec().decode(value.text());
    }

    @SuppressWarnings({"unchecked", "NullAway"}) // the codec gives the property's type, and null only for a null
    private V decoded(Stored value) {
        return (V) property.declared(content(value));
    }

    private BigDecimal number(Stored value) {
        try {
            return new BigDecimal(String.valueOf(content(value)));
        } catch (NumberFormatException e) {
            throw new InvalidQueryException(
                    property.name() + " has values that are infinite or no number; ask for finite ones", null);
        }
    }

    /**
     * A value as it is stored, and how often.
     *
     * @param text null for a null
     */
    private record Stored(byte[] entry, byte @Nullable [] text, long count) implements Comparable<Stored> {

        boolean isValue() {
            return text != null;
        }

        Stored plus(Stored more) {
            return new Stored(entry, text, count + more.count);
        }

        @Override
        public int compareTo(Stored other) {
            return Arrays.compareUnsigned(entry, other.entry);
        }
    }

    private record Total(BigDecimal sum, long count) {
        Total plus(BigDecimal number) {
            return new Total(sum.add(number), count + 1);
        }

        BigDecimal average() {
            return sum.divide(BigDecimal.valueOf(count), MathContext.DECIMAL128);
        }
    }
}
