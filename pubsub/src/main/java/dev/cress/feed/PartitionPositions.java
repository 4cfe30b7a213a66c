package dev.cress.feed;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** How far a reader is in each partition, and whether what it finds there can follow. */
final class PartitionPositions {

    private final String model;
    private final boolean fromBeginning;
    private final List<Position> read;
    private final List<Position> heads;

    /**
     * @param model name of the model, for messages
     * @param start where the reader begins
     * @param fromBeginning whether it asked for the oldest events that there are, so that none is missing before the first
     */
    PartitionPositions(String model, List<Position> start, boolean fromBeginning) {
        this.model = model;
        this.fromBeginning = fromBeginning;
        this.read = new ArrayList<>(start);
        this.heads = new ArrayList<>(Collections.nCopies(start.size(), Position.START));
    }

    int count() {
        return read.size();
    }

    Position of(int partition) {
        return read.get(partition);
    }

    ResumeToken token() {
        return new ResumeToken(read);
    }

    /** Takes the place of an event that was read. */
    void advance(int partition, Position event) {
        Position last = read.get(partition);
        if (event.number() <= last.number()) {
            throw rewound(partition, event.number() - 1);
        }
        if (event.number() != last.number() + 1 && !isBeforeFirst(last)) {
            throw expired(partition, event.number() - 1);
        }
        read.set(partition, event);
    }

    /** A partition had nothing to read: no harm, unless it was known to have something. */
    void nothingToRead(int partition) {
        Position head = heads.get(partition);
        Position last = read.get(partition);
        if (head.number() > last.number()) {
            if (!isBeforeFirst(last)) {
                throw expired(partition, head.number());
            }
            read.set(partition, head);
        }
    }

    /** Whether a partition has events that were not read. */
    boolean isAhead(int partition, Position head) {
        Position last = read.get(partition);
        if (head.number() < last.number() || head.version() < last.version()) {
            throw rewound(partition, head.number());
        }
        heads.set(partition, head);
        return head.number() > last.number();
    }

    private boolean isBeforeFirst(Position last) {
        return fromBeginning && last.equals(Position.START);
    }

    private ResumeTokenExpiredException expired(int partition, long until) {
        return new ResumeTokenExpiredException(
                "events " + (read.get(partition).number() + 1) + " to " + until + " of " + model + " partition "
                        + partition
                        + " are no longer kept; build what depends on the feed anew and go on from position(), or raise eventRetention",
                null);
    }

    private HistoryRewoundException rewound(int partition, long head) {
        return new HistoryRewoundException(
                model + " partition " + partition + " has " + head + " events where "
                        + read.get(partition).number()
                        + " were read: the last ones were lost; build what depends on the feed anew and go on from position()",
                null);
    }
}
