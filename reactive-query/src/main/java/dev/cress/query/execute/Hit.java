package dev.cress.query.execute;

import dev.cress.entity.Located;
import dev.cress.mapping.Row;
import dev.cress.query.predicate.Predicate;
import dev.cress.query.predicate.RowTest;
import java.util.List;

/**
 * A candidate.
 *
 * @param located id and partition
 * @param distance metres by the index, from which the true distance differs by less than {@link GeoSource#SLACK_METRES}; NaN when no geo index found it
 * @param branches by which branches of unions it was found, one for each level of nesting
 */
record Hit(Located located, double distance, List<Branch> branches) {

    /**
     * A branch of a union gives what it was asked for and what no earlier one gives, so that each result is given once.
     *
     * @param own what the branch was asked for
     * @param earlier what the branches before it give
     */
    record Branch(Predicate own, List<Predicate> earlier) {

        boolean gives(Row row) {
            return RowTest.matches(own, row)
                    && earlier.stream().noneMatch(predicate -> RowTest.matches(predicate, row));
        }
    }
}
