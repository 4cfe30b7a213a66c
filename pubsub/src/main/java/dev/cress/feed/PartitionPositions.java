package dev.cress.feed;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;

/** How far a reader is in each partition, and whether what it finds there can follow. */
final class PartitionPositions {

    private final String model;
    private final BitSet fromBeginning = new BitSet();
    private final SortedMap<Integer, ScanPlace> scans;
    private final List<Position> read;
    private final List<Position> heads;

    /**
     * @param model name of the model, for messages
     * @param start where the reader begins
     * @param fromBeginning whether it asked for the oldest events that there are, so that none is missing before the first
     */
    PartitionPositions(String model, List<Position> start, boolean fromBeginning) {
        this(model, new ResumeToken(start));
        this.fromBeginning.set(0, start.size(), fromBeginning);
    }

    /**
     * @param model name of the model, for messages
     * @param place where the reader begins
     */
    PartitionPositions(String model, ResumeToken place) {
        List<Position> start = place.positions();
        this.model = model;
        this.scans = place.scans();
        this.read = new ArrayList<>(start);
        this.heads = new ArrayList<>(Collections.nCopies(start.size(), Position.START));
    }

    /** For a reader of one partition only. */
    static PartitionPositions ofOne(
            String model, int partitions, int partition, Position place, boolean fromBeginning) {
        List<Position> places = new ArrayList<>(Collections.nCopies(partitions, Position.START));
        places.set(partition, place);
        return new PartitionPositions(model, places, fromBeginning);
    }

    int count() {
        return read.size();
    }

    Position of(int partition) {
        return read.get(partition);
    }

    ResumeToken token() {
        return new ResumeToken(read, scans);
    }

    /** Takes the place of an event that was read. */
    void advance(int partition, Position event) {
        Position last = read.get(partition);
        if (event.number() <= last.number()) {
            throw rewound(partition, event.number() - 1);
        }
        if (event.number() != last.number() + 1 && !isBeforeFirst(partition, last)) {
            throw expired(partition, event.number() - 1);
        }
        read.set(partition, event);
    }

    /** A partition had nothing to read: no harm, unless it was known to have something. */
    void nothingToRead(int partition) {
        Position head = heads.get(partition);
        Position last = read.get(partition);
        if (head.number() > last.number()) {
            if (!isBeforeFirst(partition, last)) {
                throw expired(partition, head.number());
            }
            read.set(partition, head);
        }
    }

    /** Where a partition's counter is, as far as is known. */
    Position head(int partition) {
        return heads.get(partition);
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

    /** The least partition whose snapshot is not finished, -1 when there is none. */
    int scanned() {
        return scans.isEmpty() ? -1 : scans.firstKey();
    }

    boolean isScanned(int partition) {
        return scans.containsKey(partition);
    }

    ScanPlace scan(int partition) {
        return Objects.requireNonNull(scans.get(partition));
    }

    /** From here on the events matter, before the first row is read. */
    void beginScan(int partition, Position start) {
        read.set(partition, start);
        heads.set(partition, start);
    }

    void scannedTo(int partition, byte[] id) {
        scans.put(partition, new ScanPlace(id));
    }

    void finishScan(int partition) {
        scans.remove(partition);
    }

    /** Everything is to be read anew. */
    void scanEverything() {
        for (int partition = 0; partition < read.size(); partition++) {
            scans.put(partition, ScanPlace.BEFORE_FIRST);
        }
    }

    /** Goes on although events before this one are missing. */
    void skipTo(int partition, Position place) {
        read.set(partition, place);
    }

    /** Goes on with the oldest event that there is, and with the first row when a snapshot is under way. */
    void rewind(int partition) {
        read.set(partition, Position.START);
        heads.set(partition, Position.START);
        fromBeginning.set(partition);
        scans.computeIfPresent(partition, (number, place) -> ScanPlace.BEFORE_FIRST);
    }

    private boolean isBeforeFirst(int partition, Position last) {
        return fromBeginning.get(partition) && last.equals(Position.START);
    }

    private ResumeTokenExpiredException expired(int partition, long until) {
        return new ResumeTokenExpiredException(
                "events " + (read.get(partition).number() + 1) + " to " + until + " of " + model + " partition "
                        + partition
                        + " are no longer kept; begin with a snapshot, or go on from position(), or raise"
                        + " eventRetention",
                partition,
                read.get(partition).number() + 1,
                until);
    }

    private HistoryRewoundException rewound(int partition, long head) {
        return new HistoryRewoundException(
                model + " partition " + partition + " has " + head + " events where "
                        + read.get(partition).number()
                        + " were read: the last ones were lost; begin with a snapshot, or go on from position()",
                partition,
                read.get(partition).number(),
                head);
    }
}
