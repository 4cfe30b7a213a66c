package dev.cress.query.execute;

import dev.cress.entity.Located;
import dev.cress.scan.Member;

/**
 * A candidate.
 *
 * @param located id and partition
 * @param distance metres by the index, from which the true distance differs by less than {@link GeoSource#SLACK_METRES}; NaN when no geo index found it
 * @param repetition whether it may come once more
 * @param origin whether a page of an index has it
 */
record Hit(Located located, double distance, Repetition repetition, Member.Origin origin) {

    /** Whether the same entity may be found again later. */
    enum Repetition {
        /** Not by another way. */
        NONE,
        /** By a later branch of a union. */
        POSSIBLE
    }

    Hit(Located located, double distance) {
        this(located, distance, Repetition.NONE, Member.Origin.PAGE);
    }

    Hit repeatable() {
        return new Hit(located, distance, Repetition.POSSIBLE, origin);
    }
}
