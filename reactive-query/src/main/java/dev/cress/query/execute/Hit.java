package dev.cress.query.execute;

import dev.cress.entity.Located;
import dev.cress.scan.Member;
import org.jspecify.annotations.Nullable;

/**
 * A candidate.
 *
 * @param located id and partition
 * @param distance metres by the index, from which the true distance differs by less than {@link GeoSource#SLACK_METRES}; NaN when no geo index found it
 * @param repetition whether it may come once more
 * @param member what a scan found it by; null when none did
 */
record Hit(
        Located located,
        double distance,
        Repetition repetition,
        @Nullable Member member) {

    /** Whether the same entity may be found again later. */
    enum Repetition {
        /** Not by another way. */
        NONE,
        /** By a later branch of a union. */
        POSSIBLE
    }

    Hit(Located located, double distance) {
        this(located, distance, Repetition.NONE, null);
    }

    Hit(Located located, Member member) {
        this(located, Double.NaN, Repetition.NONE, member);
    }

    /** Whether a page of an index has it. */
    Member.Origin origin() {
        return member == null ? Member.Origin.PAGE : member.origin();
    }

    /** To be verified, since no index says any more that it is a result. */
    Hit doubtful() {
        return member == null
                ? this
                : new Hit(
                        located,
                        distance,
                        repetition,
                        new Member(member.partition(), member.bytes(), Member.Origin.EVENTS));
    }

    Hit repeatable() {
        return new Hit(located, distance, Repetition.POSSIBLE, member);
    }
}
