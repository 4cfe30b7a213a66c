package dev.cress.query.execute;

import dev.cress.connection.Direction;
import dev.cress.query.plan.IndexOrder;
import dev.cress.query.plan.PlanNode;
import dev.cress.query.plan.PlanOrder;
import dev.cress.query.plan.SortKey;
import dev.cress.query.plan.SortOrder;
import dev.cress.scan.Member;
import java.util.Arrays;

/** In which order candidates come: whether it tells that none of those that follow can come before a row. */
sealed interface CandidateOrder {

    /**
     * How many candidates to look at.
     *
     * @param room how many more rows are wanted; 0 when there are enough, of which some may still be displaced
     */
    int batch(long room);

    /** Whether what follows the last candidate lies behind a place, as long as it does not move. */
    boolean hasPassed(SortPosition place, Hit last);

    /**
     * The order of a plan's candidates.
     *
     * @param input the candidates
     * @param wanted the order of the rows
     */
    static CandidateOrder of(PlanNode input, SortOrder wanted) {
        PlanNode driver = PlanOrder.driver(input);
        if (driver instanceof PlanNode.IndexScan scan && PlanOrder.has(scan, wanted)) {
            return new OfIndex(IndexOrder.of(scan.path(), wanted).orElseThrow(), scan.direction());
        }
        return driver instanceof PlanNode.GeoSearch search && isNearestFirst(search, wanted)
                ? new ByDistance()
                : new Unknown();
    }

    private static boolean isNearestFirst(PlanNode.GeoSearch search, SortOrder wanted) {
        return !wanted.keys().isEmpty()
                && wanted.keys()
                        .get(0)
                        .equals(new SortKey.ByDistance(
                                search.circle().property(), search.circle().center(), Direction.ASCENDING));
    }

    /** Any. */
    record Unknown() implements CandidateOrder {

        @Override
        public int batch(long room) {
            return BatchSize.LARGEST;
        }

        @Override
        public boolean hasPassed(SortPosition place, Hit last) {
            return false;
        }
    }

    /** Nearest first, by positions that are rounded. */
    record ByDistance() implements CandidateOrder {

        @Override
        public int batch(long room) {
            return (int) Math.max(16, Math.min(BatchSize.LARGEST, room));
        }

        @Override
        public boolean hasPassed(SortPosition place, Hit last) {
            return last.distance() > place.distance() + 2 * GeoSource.SLACK_METRES;
        }
    }

    /**
     * The wanted order, as the index had it when it was read.
     *
     * @param index how places follow from it
     * @param direction which end comes first
     */
    record OfIndex(IndexOrder index, Direction direction) implements CandidateOrder {

        @Override
        public int batch(long room) {
            return room > 0 ? (int) Math.min(BatchSize.LARGEST, room) : 16;
        }

        @Override
        public boolean hasPassed(SortPosition place, Hit last) {
            Member reached = last.member();
            if (reached == null) {
                return false;
            }
            int result = Arrays.compareUnsigned(place.member(index), reached.bytes());
            return direction == Direction.ASCENDING ? result <= 0 : result >= 0;
        }
    }
}
