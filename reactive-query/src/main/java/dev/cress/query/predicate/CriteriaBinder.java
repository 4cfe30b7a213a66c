package dev.cress.query.predicate;

import dev.cress.geo.GeoPoint;
import dev.cress.mapping.EntityModel;
import dev.cress.query.criteria.Criteria;
import dev.cress.query.criteria.InvalidQueryException;
import dev.cress.query.criteria.PropertyCriteria;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Binds criteria to a model: names to properties, values to entries; pushes every negation down to the leaves. */
public final class CriteriaBinder {

    /** Most levels of and, or and not: criteria may come from outside, and each level costs stack. */
    public static final int MAX_DEPTH = 16;

    /** Most conditions of one query. */
    public static final int MAX_CONDITIONS = 256;

    /** Most values of one {@code in}. */
    public static final int MAX_VALUES = 1_000;

    private final EntityModel<?> model;
    private final OtherEntities others;
    private int conditions;

    private CriteriaBinder(EntityModel<?> model, OtherEntities others) {
        this.model = model;
        this.others = others;
    }

    /**
     * Binds criteria.
     *
     * @param model the model
     * @param criteria what is asked
     * @param others what is known of other entities
     * @return the same, bound
     * @throws InvalidQueryException when it asks for what the model has not
     */
    public static Predicate bind(EntityModel<?> model, Criteria<?> criteria, OtherEntities others) {
        return new CriteriaBinder(model, others).bind(criteria, false, 0);
    }

    /**
     * Checks criteria, those on what is referred to included.
     *
     * @param model the model
     * @param criteria what is asked
     * @param models the types that references lead to
     * @throws InvalidQueryException when it asks for what a model has not
     */
    public static void check(EntityModel<?> model, Criteria<?> criteria, Function<Class<?>, EntityModel<?>> models) {
        bind(model, criteria, new Unasked(models));
    }

    private Predicate bind(Criteria<?> criteria, boolean negated, int depth) {
        if (depth > MAX_DEPTH) {
            throw new InvalidQueryException("criteria nest deeper than " + MAX_DEPTH + " levels", null);
        }
        if (criteria instanceof Criteria.Not<?> not) {
            return bind(not.term(), !negated, depth + 1);
        }
        if (criteria instanceof Criteria.And<?> and) {
            return combine(and.terms(), negated, depth, !negated);
        }
        if (criteria instanceof Criteria.Or<?> or) {
            return combine(or.terms(), negated, depth, negated);
        }
        if (++conditions > MAX_CONDITIONS) {
            throw new InvalidQueryException("a query has at most " + MAX_CONDITIONS + " conditions", null);
        }
        Predicate leaf = new LeafBinder(model, others).bind((PropertyCriteria<?>) criteria);
        return negated ? negation(leaf) : leaf;
    }

    private static Predicate negation(Predicate leaf) {
        if (leaf instanceof Predicate.Not not) {
            return not.term();
        }
        if (leaf instanceof Predicate.InRanges term) {
            return new Predicate.InRanges(term.property(), term.ranges().complement());
        }
        if (leaf instanceof Predicate.Stored stored
                && stored.test() instanceof ValueTest.Among among
                && !stored.path().isMultiple()) {
            return new Predicate.Stored(
                    stored.path(), new ValueTest.Among(among.ranges().complement(), among.type()));
        }
        return new Predicate.Not(leaf);
    }

    private Predicate combine(List<? extends Criteria<?>> terms, boolean negated, int depth, boolean conjunction) {
        List<Predicate> bound = new ArrayList<>(terms.size());
        for (Criteria<?> term : terms) {
            bound.add(bind(term, negated, depth + 1));
        }
        if (bound.isEmpty()) {
            return conjunction ? new Predicate.Always() : new Predicate.Never("no alternative is given");
        }
        if (bound.size() == 1) {
            return bound.get(0);
        }
        return conjunction ? new Predicate.And(bound) : new Predicate.Or(bound);
    }

    /** Answers anything, to see whether it could be asked. */
    private record Unasked(Function<Class<?>, EntityModel<?>> models) implements OtherEntities {

        private static final GeoPoint SOMEWHERE = new GeoPoint(0, 0);

        @Override
        public GeoPoint center(PropertyCriteria.Around<?> around) {
            return SOMEWHERE;
        }

        @Override
        public EntityModel<?> model(Class<?> type) {
            return models.apply(type);
        }

        @Override
        public RangeSet references(ReferenceCondition condition) {
            bind(model(condition.target()), condition.condition(), this);
            return condition.references(List.of());
        }
    }
}
