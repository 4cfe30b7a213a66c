package dev.cress.query.execute;

import java.time.Duration;

/**
 * How a query was answered: the lines of its plan, each with the rows that the step really gave, its round trips and its time.
 *
 * @param text the steps
 * @param results number of results
 * @param discarded candidates that were read and turned out to be no results
 * @param partitions partitions that were asked
 * @param roundTrips requests that had to be waited for, one after the other
 * @param time from the first request to the last result
 */
public record QueryAnalysis(String text, long results, long discarded, int partitions, long roundTrips, Duration time) {

    /** {@return the steps} */
    @Override
    public String toString() {
        return text;
    }
}
