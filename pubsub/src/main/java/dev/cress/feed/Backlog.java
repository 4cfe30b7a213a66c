package dev.cress.feed;

import dev.cress.connection.StreamEntry;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The events of a partition that were read and are not all done. Not for use by several threads at a time.
 *
 * <p><b>Place</b> The place is behind the last event before which all are done. Events may be done ahead of it, where only the later events of an entity wait for one that failed.
 */
final class Backlog<T> {

    private final GroupOrder order;
    private final Set<Long> buried;
    private final NavigableMap<Long, Pending<T>> window = new TreeMap<>();
    private final Map<String, Deque<Pending<T>>> parked = new HashMap<>();
    private Position place;
    private Position readTo;
    private int firstAttempts;

    /** An event that was read. */
    static final class Pending<T> {
        private final ChangeEvent<T> event;
        private final StreamEntry entry;
        private final Position place;
        private int attempts;
        private long due;
        private boolean done;
        private @Nullable Throwable failure;

        private Pending(ChangeEvent<T> event, StreamEntry entry, Position place, int attempts) {
            this.event = event;
            this.entry = entry;
            this.place = place;
            this.attempts = attempts;
        }

        ChangeEvent<T> event() {
            return event;
        }

        StreamEntry entry() {
            return entry;
        }

        Position place() {
            return place;
        }

        int attempts() {
            return attempts;
        }

        /** Why it is to be tried no more, null when it is to be tried. */
        @Nullable
        Throwable givenUp() {
            return failure;
        }
    }

    /**
     * @param attempts how often the first event after the place was tried already
     * @param buried numbers of events that are done, since they are among the dead letters
     */
    Backlog(GroupOrder order, Position place, int attempts, Set<Long> buried) {
        this.order = order;
        this.place = place;
        this.readTo = place;
        this.firstAttempts = attempts;
        this.buried = buried;
    }

    /** Behind what was read. */
    Position readTo() {
        return readTo;
    }

    /** Before which all is done. */
    Position place() {
        return place;
    }

    /** How often the event after the place was tried. */
    int attempts() {
        return window.isEmpty() ? firstAttempts : window.firstEntry().getValue().attempts;
    }

    /** Whether another event may be read. */
    boolean admits() {
        return order == GroupOrder.PARTITION ? parked.isEmpty() : window.size() < ConsumerGroup.AHEAD;
    }

    /**
     * Takes the next event.
     *
     * @return the event when it is to be handled now; null when it is done already, or waits for another one of its entity
     */
    @Nullable
    Pending<T> take(ChangeEvent<T> event, StreamEntry entry) {
        Position at = new Position(entry.time(), entry.sequence());
        Pending<T> pending = new Pending<>(event, entry, at, firstAttempts);
        firstAttempts = 0;
        readTo = at;
        window.put(at.number(), pending);
        if (buried.contains(at.number())) {
            done(pending);
            return null;
        }
        Deque<Pending<T>> waiting = parked.get(event.id());
        if (waiting != null) {
            waiting.addLast(pending);
            return null;
        }
        return pending;
    }

    /** Events up to here are gone. */
    void skipTo(Position later) {
        if (later.number() <= readTo.number()) {
            return;
        }
        readTo = later;
        if (window.isEmpty()) {
            place = later;
        }
    }

    /** Everything that was read is of a past that is lost. */
    void restart(Position from) {
        window.clear();
        parked.clear();
        place = from;
        readTo = from;
        firstAttempts = 0;
    }

    void done(Pending<T> pending) {
        pending.done = true;
        Deque<Pending<T>> waiting = parked.get(pending.event.id());
        if (waiting != null && waiting.peekFirst() == pending) {
            waiting.removeFirst();
            if (waiting.isEmpty()) {
                parked.remove(pending.event.id());
            } else {
                waiting.getFirst().due = System.nanoTime();
            }
        }
        while (!window.isEmpty() && window.firstEntry().getValue().done) {
            place = window.pollFirstEntry().getValue().place;
        }
        if (window.isEmpty()) {
            place = readTo;
        }
    }

    /** It waits until a time, by {@link System#nanoTime}, and what comes after it waits with it. */
    void failed(Pending<T> pending, long due) {
        pending.attempts++;
        pending.due = due;
        park(pending);
    }

    /** It is to be buried as soon as possible. */
    void giveUp(Pending<T> pending, Throwable failure) {
        pending.attempts++;
        pending.due = System.nanoTime();
        pending.failure = failure;
        park(pending);
    }

    private void park(Pending<T> pending) {
        Deque<Pending<T>> waiting = parked.computeIfAbsent(pending.event.id(), id -> new ArrayDeque<>());
        if (waiting.peekFirst() != pending) {
            waiting.addFirst(pending);
        }
    }

    /** The event that is to be handled again first, when its time has come. */
    @Nullable
    Pending<T> due() {
        Pending<T> first = next();
        return first != null && first.due - System.nanoTime() <= 0 ? first : null;
    }

    /** In how many nanoseconds something is due; the longest time when nothing waits. */
    long untilDue() {
        Pending<T> first = next();
        return first == null ? Long.MAX_VALUE : Math.max(0, first.due - System.nanoTime());
    }

    private @Nullable Pending<T> next() {
        long now = System.nanoTime();
        return parked.values().stream()
                .map(Deque::getFirst)
                .min(Comparator.comparingLong(pending -> pending.due - now))
                .orElse(null);
    }

    /** Where the group is once an event is done beside those that are. */
    Position placeWithout(Pending<T> pending) {
        Position reached = place;
        for (Pending<T> one : window.values()) {
            if (!one.done && one != pending) {
                return reached;
            }
            reached = one.place;
        }
        return readTo;
    }

    /** How often the event after that place was tried. */
    int attemptsWithout(Pending<T> pending) {
        return window.values().stream()
                .filter(one -> !one.done && one != pending)
                .findFirst()
                .map(one -> one.attempts)
                .orElse(0);
    }
}
