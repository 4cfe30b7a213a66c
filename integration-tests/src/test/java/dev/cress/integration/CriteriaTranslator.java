package dev.cress.integration;

import dev.cress.geo.GeoPoint;
import dev.cress.query.Query;
import dev.cress.query.criteria.Condition;
import dev.cress.query.criteria.Criteria;
import java.util.List;

/** From the filters and orders of the reference model to the queries of Cress. */
final class CriteriaTranslator {

    private CriteriaTranslator() {}

    static Query<Parcel> query(Parcels parcels, Filter<Parcel> filter, List<SortKey<Parcel>> keys) {
        Query<Parcel> query = parcels.query().matching(criteria(filter)).allowScan();
        for (SortKey<Parcel> key : keys) {
            var ordering = query.orderBy(key.attribute().name());
            if (key.nearestTo() != null) {
                query = ordering.nearestTo(point(key.nearestTo()));
            } else {
                query = key.descending() ? ordering.descending() : ordering.ascending();
            }
        }
        return query;
    }

    static Criteria<Parcel> criteria(Filter<Parcel> filter) {
        if (filter instanceof Filter.AllOf<Parcel> all) {
            return new Criteria.And<>(criteria(all.filters()));
        }
        if (filter instanceof Filter.AnyOf<Parcel> any) {
            return new Criteria.Or<>(criteria(any.filters()));
        }
        if (filter instanceof Filter.Not<Parcel> not) {
            return criteria(not.filter()).not();
        }
        return condition((Filter.Comparison<Parcel>) filter);
    }

    private static List<Criteria<Parcel>> criteria(List<Filter<Parcel>> filters) {
        return filters.stream().map(CriteriaTranslator::criteria).toList();
    }

    private static Criteria<Parcel> condition(Filter.Comparison<Parcel> comparison) {
        Condition<Object, Criteria<Parcel>> where =
                Criteria.where(comparison.attribute().name());
        List<Object> operands = comparison.operands();
        Object first = operands.isEmpty() ? null : operands.get(0);
        return switch (comparison.operator()) {
            case IS -> where.is(first);
            case IS_NOT -> where.isNot(first);
            case IN -> where.in(operands);
            case NOT_IN -> where.notIn(operands.toArray());
            case IS_NULL -> where.isNull();
            case IS_NOT_NULL -> where.isNotNull();
            case LESS_THAN -> where.lessThan(first);
            case AT_MOST -> where.atMost(first);
            case GREATER_THAN -> where.greaterThan(first);
            case AT_LEAST -> where.atLeast(first);
            case BETWEEN -> where.between(first, operands.get(1));
            case STARTS_WITH -> where.startsWith((String) first);
            case WITHIN -> where.within(point((Position) first), (Double) operands.get(1));
        };
    }

    private static GeoPoint point(Position position) {
        return new GeoPoint(position.longitude(), position.latitude());
    }
}
