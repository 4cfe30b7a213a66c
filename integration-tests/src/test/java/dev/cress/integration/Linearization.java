package dev.cress.integration;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Whether the history of one id can be explained by its operations having taken effect one after the other, each at a moment between
 * its begin and its end. An operation of unknown outcome has taken effect at any moment since its begin, once, or never.
 *
 * <p>The search is that of Wing and Gong, which tries what may come next, with Lowe's memory of what has been tried: the operations that are explained, and the
 * state after them. What changes nothing is explained as soon as it fits, which cannot do harm; what gave a version comes in the order of versions, which is promised too. The state is the mark of the write whose entity is stored, 0 for none.
 */
final class Linearization {

    private static final long IMPOSSIBLE = -1;
    private static final long NO_STATE = -2;

    private final List<Operation> operations;
    private final Map<Long, Long> markOfVersion = new HashMap<>();
    private final Set<Configuration> tried = new HashSet<>();
    private final BitSet explained = new BitSet();

    /** The most that could be explained. */
    private BitSet best = new BitSet();

    private record Configuration(BitSet explained, long state) {}

    private Linearization(List<Operation> operations) {
        this.operations = operations.stream()
                .filter(operation -> operation.outcome() != Operation.Outcome.NOT_RUN)
                .filter(operation -> !(operation.kind() == Operation.Kind.READ && operation.open()))
                .sorted(Comparator.comparingLong(Operation::begun))
                .toList();
        markOfVersion.put(0L, 0L);
        markOfVersion.put(Operation.NEVER, NO_STATE);
        this.operations.stream()
                .filter(operation -> operation.outcome() == Operation.Outcome.DONE)
                .filter(operation -> operation.kind() != Operation.Kind.DELETE)
                .forEach(operation -> markOfVersion.putIfAbsent(operation.version(), operation.mark()));
    }

    /** Fails unless the operations, all of one id that was absent in the beginning, can be explained. */
    static void require(List<Operation> operations) {
        Linearization search = new Linearization(operations);
        if (!search.explain(0)) {
            throw new AssertionError("no order explains what was seen: " + search.failure());
        }
    }

    static boolean exists(List<Operation> operations) {
        return new Linearization(operations).explain(0);
    }

    private boolean explain(long state) {
        BitSet before = (BitSet) explained.clone();
        explainObservers(state);
        long horizon = horizon();
        if (horizon == Long.MAX_VALUE) {
            return true; // what is left may never have happened
        }
        if (tried.add(new Configuration((BitSet) explained.clone(), state)) && explainNextChange(state, horizon)) {
            return true;
        }
        explained.clear();
        explained.or(before);
        return false;
    }

    /** Operations that change nothing and fit this state come next: that never stands in the way of others. */
    private void explainObservers(long state) {
        long horizon = horizon();
        for (int i = explained.nextClearBit(0); isBefore(horizon, i); i = explained.nextClearBit(i + 1)) {
            Operation operation = operations.get(i);
            if (!changes(operation) && after(state, operation) != IMPOSSIBLE) {
                explained.set(i);
            }
        }
        if (horizon() > horizon) {
            explainObservers(state);
        }
        if (explained.cardinality() > best.cardinality()) {
            best = (BitSet) explained.clone();
        }
    }

    private boolean explainNextChange(long state, long horizon) {
        long least = leastVersionLeft();
        for (int i = explained.nextClearBit(0); isBefore(horizon, i); i = explained.nextClearBit(i + 1)) {
            Operation operation = operations.get(i);
            boolean possible = changes(operation) && !(gaveVersion(operation) && operation.version() > least);
            long next = possible ? after(state, operation) : IMPOSSIBLE;
            if (next != IMPOSSIBLE) {
                explained.set(i);
                if (explain(next)) {
                    return true;
                }
                explained.clear(i);
            }
        }
        return false;
    }

    private long leastVersionLeft() {
        long least = Long.MAX_VALUE;
        for (int i = explained.nextClearBit(0); i < operations.size(); i = explained.nextClearBit(i + 1)) {
            if (gaveVersion(operations.get(i))) {
                least = Math.min(least, operations.get(i).version());
            }
        }
        return least;
    }

    private static boolean gaveVersion(Operation operation) {
        return operation.outcome() == Operation.Outcome.DONE
                && operation.kind() != Operation.Kind.READ
                && operation.kind() != Operation.Kind.DELETE;
    }

    private boolean isBefore(long horizon, int i) {
        return i < operations.size() && operations.get(i).begun() <= horizon;
    }

    private static boolean changes(Operation operation) {
        return operation.kind() != Operation.Kind.READ
                && (operation.outcome() == Operation.Outcome.DONE || operation.open());
    }

    /** The earliest end of an operation that is not explained: nothing that began later can come before it. */
    private long horizon() {
        long horizon = Long.MAX_VALUE;
        for (int i = explained.nextClearBit(0); i < operations.size(); i = explained.nextClearBit(i + 1)) {
            Operation operation = operations.get(i);
            if (operation.begun() > horizon) {
                break;
            }
            if (!operation.open()) {
                horizon = Math.min(horizon, operation.ended());
            }
        }
        return horizon;
    }

    /** The state after an operation that takes effect in this state, if it can have had its outcome there. */
    private long after(long state, Operation operation) {
        boolean possible = switch (operation.outcome()) {
            case DONE ->
                operation.kind() == Operation.Kind.READ
                        ? state == operation.mark()
                        : accepts(state, operation) && made(state, operation) == operation.mark();
            case UNKNOWN -> accepts(state, operation);
            case TAKEN -> accepts(state, operation);
            case PRESENT -> state != 0;
            case ABSENT -> state == 0;
            case UNMET -> state != 0 && state != operation.expected();
            case CONFLICT ->
                state != mark(operation.expected())
                        && (state != 0 || operation.kind() == Operation.Kind.SAVE)
                        && markOfVersion.getOrDefault(operation.version(), state) == state;
            case NOT_RUN -> false;
        };
        if (!possible) {
            return IMPOSSIBLE;
        }
        return changes(operation) ? made(state, operation) : state;
    }

    private static long made(long state, Operation operation) {
        return switch (operation.kind()) {
            case DELETE -> 0;
            case INCREMENT -> state + operation.added();
            default -> operation.mark();
        };
    }

    private boolean accepts(long state, Operation operation) {
        return switch (operation.kind()) {
            case INSERT -> state == 0;
            case INCREMENT -> state != 0;
            case MERGE -> true;
            case CONDITIONAL -> state != 0 && state == operation.expected();
            case PATCH, DELETE ->
                state != 0 && (operation.expected() == Operation.ANY || state == mark(operation.expected()));
            default -> state == mark(operation.expected());
        };
    }

    private long mark(long version) {
        Long mark = markOfVersion.get(version);
        if (mark == null) {
            throw new IllegalArgumentException("version " + version + " was expected but never seen");
        }
        return mark;
    }

    private String failure() {
        List<Operation> left = new ArrayList<>();
        for (int i = best.nextClearBit(0); i < operations.size(); i = best.nextClearBit(i + 1)) {
            left.add(operations.get(i));
        }
        return best.cardinality() + " of " + operations.size() + " operations can be explained, not "
                + String.join(
                        "\n  ", left.stream().limit(12).map(Operation::toString).toList());
    }
}
