package dev.cress.query;

import static java.util.Objects.requireNonNull;

import dev.cress.mapping.EntityModel;
import dev.cress.mapping.Row;
import dev.cress.query.criteria.Criteria;
import dev.cress.query.predicate.RowTest;
import java.util.function.Predicate;

/**
 * The fragment of one repository.
 *
 * @param scope what its queries stand on
 */
record DefaultQueryable<T>(QueryScope<T> scope) implements Queryable<T> {

    private static final long NO_VERSION = 0;

    @Override
    public Query<T> query() {
        return new DefaultQuery<>(scope, QuerySettings.initial());
    }

    @Override
    public Predicate<T> test(Criteria<T> criteria) {
        EntityModel<T> model = scope.model();
        var predicate = query().matching(requireNonNull(criteria, "criteria"))
                .specification()
                .predicate();
        return entity -> RowTest.matches(predicate, new Row(model.id(entity), NO_VERSION, model.texts(entity)));
    }
}
