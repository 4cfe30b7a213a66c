package dev.cress.query;

import dev.cress.geo.GeoPoint;
import dev.cress.mapping.EntityModel;
import dev.cress.mapping.Row;
import dev.cress.query.criteria.Criteria;
import dev.cress.query.criteria.PropertyCriteria;
import dev.cress.query.predicate.CriteriaBinder;
import dev.cress.query.predicate.OtherEntities;
import dev.cress.query.predicate.Predicate;
import dev.cress.query.predicate.RangeSet;
import dev.cress.query.predicate.ReferenceCondition;
import dev.cress.query.predicate.RowTest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Criteria as they were given, without a rule or a plan, by a pass over rows.
 *
 * @param spots the spots
 * @param rows the same as they are stored
 */
record Unoptimised(List<Spot> spots, List<Row> rows) {

    private static final EntityModel<Spot> SPOTS = EntityModel.of(Spot.class);
    private static final EntityModel<Town> TOWNS = EntityModel.of(Town.class);

    static Unoptimised of(List<Spot> spots) {
        return new Unoptimised(
                spots,
                spots.stream()
                        .map(spot ->
                                new Row(spot.id().getBytes(StandardCharsets.UTF_8), spot.version(), SPOTS.texts(spot)))
                        .toList());
    }

    List<Spot> matching(Criteria<Spot> criteria) {
        Predicate given = CriteriaBinder.bind(SPOTS, criteria, new KnownTowns());
        return IntStream.range(0, rows.size())
                .filter(i -> RowTest.matches(given, rows.get(i)))
                .mapToObj(spots::get)
                .toList();
    }

    /** Answers what is asked of towns by a pass over them. */
    private record KnownTowns() implements OtherEntities {

        @Override
        public GeoPoint center(PropertyCriteria.Around<?> around) {
            return new GeoPoint(0, 0);
        }

        @Override
        public EntityModel<?> model(Class<?> type) {
            return TOWNS;
        }

        @Override
        public RangeSet references(ReferenceCondition condition) {
            Predicate asked = CriteriaBinder.bind(TOWNS, condition.question(), this);
            return condition.references(Town.ALL.stream()
                    .filter(town -> RowTest.matches(asked, new Row(TOWNS.id(town), 1, TOWNS.texts(town))))
                    .map(TOWNS::id)
                    .toList());
        }
    }
}
