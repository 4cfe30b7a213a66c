package dev.cress.query;

import dev.cress.query.criteria.Criteria;
import dev.cress.query.criteria.PropertyCriteria;
import java.util.HashSet;
import java.util.Set;

/** Which questions have the promise that what meets them throughout is given once, wherever it moves: whatever plan is chosen. */
final class Watched {

    private final Set<String> seen = new HashSet<>();

    private Watched() {}

    /**
     * Not those of positions, nor those that mix and with or, where an equality may be probed in an alternative, nor those of several conditions on what an index of several properties begins with.
     */
    static boolean isPromised(Criteria<?> criteria) {
        Watched watched = new Watched();
        watched.collect(criteria, true);
        boolean together = watched.seen.contains("and") && (watched.has("country") || watched.has("name"));
        boolean mixed = watched.has("and") && watched.has("or");
        return !watched.has("location") && !together && !mixed;
    }

    private boolean has(String what) {
        return seen.contains(what);
    }

    /** A negated and is an or. */
    private void collect(Criteria<?> criteria, boolean holds) {
        if (criteria instanceof Criteria.And<?> and) {
            seen.add(holds ? "and" : "or");
            and.terms().forEach(term -> collect(term, holds));
        } else if (criteria instanceof Criteria.Or<?> or) {
            seen.add(holds ? "or" : "and");
            or.terms().forEach(term -> collect(term, holds));
        } else if (criteria instanceof Criteria.Not<?> not) {
            collect(not.term(), !holds);
        } else {
            seen.add(((PropertyCriteria<?>) criteria).property().split("\\.")[0]);
        }
    }
}
