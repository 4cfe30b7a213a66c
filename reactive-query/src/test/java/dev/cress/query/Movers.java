package dev.cress.query;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** Spots that change, each by one write at a time; and what holds of them all the time while somebody watches. While a write is under way, both what was and what will be may be stored. */
final class Movers {

    private final List<Spot> now;
    private final Map<Integer, Spot> next = new HashMap<>();
    private final Map<Set<String>, Predicate<Spot>> watches = new IdentityHashMap<>();

    Movers(List<Spot> spots) {
        this.now = new ArrayList<>(spots);
    }

    /** Whether a write may begin. */
    synchronized boolean begin(int i, Spot spot) {
        if (next.putIfAbsent(i, spot) != null) {
            return false;
        }
        watches.forEach((ids, test) -> {
            if (!test.test(spot)) {
                ids.remove(spot.id());
            }
        });
        return true;
    }

    synchronized void end(int i) {
        now.set(i, next.remove(i));
    }

    /** The ids of those of which something holds, and of which it goes on to hold until the watch is left. */
    synchronized Set<String> watch(Predicate<Spot> test) {
        Set<String> ids = new HashSet<>();
        for (int i = 0; i < now.size(); i++) {
            if (test.test(now.get(i)) && (!next.containsKey(i) || test.test(next.get(i)))) {
                ids.add(now.get(i).id());
            }
        }
        watches.put(ids, test);
        return ids;
    }

    synchronized void leave(Set<String> ids) {
        watches.remove(ids);
    }
}
