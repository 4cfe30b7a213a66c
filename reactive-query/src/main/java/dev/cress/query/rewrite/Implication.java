package dev.cress.query.rewrite;

import dev.cress.query.predicate.Predicate;

/** Whether one predicate holds wherever another does, as far as that can be told from what they are. */
final class Implication {

    /** Distances are sums of rounded numbers: circles that all but touch are not compared. */
    private static final double ROUNDING_METRES = 0.001;

    private Implication() {}

    /** Whether the second holds wherever the first does; false also when it cannot be told. */
    static boolean holds(Predicate first, Predicate second) {
        if (first.equals(second)) {
            return true;
        }
        if (first instanceof Predicate.Or or) {
            return or.terms().stream().allMatch(term -> holds(term, second));
        }
        if (second instanceof Predicate.And and) {
            return and.terms().stream().allMatch(term -> holds(first, term));
        }
        if (first instanceof Predicate.And and && and.terms().stream().anyMatch(term -> holds(term, second))) {
            return true;
        }
        if (second instanceof Predicate.Or or && or.terms().stream().anyMatch(term -> holds(first, term))) {
            return true;
        }
        if (first instanceof Predicate.Not narrow && second instanceof Predicate.Not wide) {
            return holds(wide.term(), narrow.term());
        }
        return leaves(first, second);
    }

    private static boolean leaves(Predicate first, Predicate second) {
        if (first instanceof Predicate.InRanges narrow && second instanceof Predicate.InRanges wide) {
            return narrow.property().equals(wide.property())
                    && narrow.ranges().intersect(wide.ranges()).equals(narrow.ranges());
        }
        if (first instanceof Predicate.Area narrow && second instanceof Predicate.Area wide) {
            return narrow.property().equals(wide.property()) && lies(narrow.circle(), wide);
        }
        return false;
    }

    private static boolean lies(Predicate.Within narrow, Predicate.Area area) {
        return area instanceof Predicate.Located
                || (area instanceof Predicate.Within wide
                        && narrow.center().distanceTo(wide.center()) + narrow.metres() + ROUNDING_METRES
                                <= wide.metres());
    }
}
