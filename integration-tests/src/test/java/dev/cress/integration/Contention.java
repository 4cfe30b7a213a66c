package dev.cress.integration;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * The history of parcels that all workers change with optimistic locking. Each version may be the base of one successful write only;
 * who lost must have lost to somebody.
 */
final class Contention {

    static final String DEPOT = "shared";

    private final Queue<Attempt> attempts = new ConcurrentLinkedQueue<>();

    /**
     * A write that is over.
     *
     * @param base the version that it started from, 0 for none
     * @param result what it stored; null for a deletion and when it lost
     */
    private record Attempt(String id, long base, boolean won, Parcel result) {}

    void saved(long base, Parcel result) {
        attempts.add(new Attempt(result.id(), base, true, result));
    }

    void deleted(Parcel parcel) {
        attempts.add(new Attempt(parcel.id(), parcel.version(), true, null));
    }

    void lost(Parcel parcel) {
        attempts.add(new Attempt(parcel.id(), parcel.version(), false, null));
    }

    /** Checks the history, when no attempt is under way, and returns what must be stored by it. */
    ReferenceModel<Parcel> settle() {
        Map<String, List<Attempt>> byId = new HashMap<>();
        attempts.forEach(attempt ->
                byId.computeIfAbsent(attempt.id(), id -> new ArrayList<>()).add(attempt));
        ReferenceModel<Parcel> model = new ReferenceModel<>(Parcel::id);
        byId.forEach((id, history) -> settle(ByteStrings.show(ByteStrings.utf8(id)), history, model));
        return model;
    }

    private static void settle(String id, List<Attempt> history, ReferenceModel<Parcel> model) {
        Map<Long, Parcel> versions = new HashMap<>();
        Set<Long> replaced = new HashSet<>();
        for (Attempt attempt : history) {
            if (attempt.won() && attempt.base() != 0) {
                assertThat(replaced.add(attempt.base()))
                        .as("two writes won over version %s of %s", attempt.base(), id)
                        .isTrue();
            }
            if (attempt.result() != null) {
                assertThat(versions.put(attempt.result().version(), attempt.result()))
                        .as("version %s of %s was given twice", attempt.result().version(), id)
                        .isNull();
            }
        }
        assertThat(versions.keySet()).as("replaced versions of %s", id).containsAll(replaced);
        checkLosers(id, history, versions, replaced);
        versions.keySet().removeAll(replaced);
        assertThat(versions).as("versions of %s that nobody replaced", id).hasSizeLessThanOrEqualTo(1);
        checkCreations(id, history, versions.size());
        versions.values().forEach(model::put);
    }

    private static void checkLosers(String id, List<Attempt> history, Map<Long, Parcel> versions, Set<Long> replaced) {
        for (Attempt attempt : history) {
            if (!attempt.won()) {
                assertThat(attempt.base() == 0 ? !versions.isEmpty() : replaced.contains(attempt.base()))
                        .as("who lost over version %s of %s lost to somebody", attempt.base(), id)
                        .isTrue();
            }
        }
    }

    private static void checkCreations(String id, List<Attempt> history, int alive) {
        long created = history.stream()
                .filter(attempt -> attempt.won() && attempt.base() == 0)
                .count();
        long deleted = history.stream()
                .filter(attempt -> attempt.won() && attempt.result() == null)
                .count();
        assertThat(created)
                .as("creations of %s, which was deleted %s times", id, deleted)
                .isEqualTo(deleted + alive);
    }
}
