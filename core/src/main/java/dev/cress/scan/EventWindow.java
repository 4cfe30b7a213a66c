package dev.cress.scan;

import dev.cress.connection.Request;
import dev.cress.connection.StreamEntry;
import dev.cress.connection.StreamRequests;
import dev.cress.error.StoredDataException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The change events of a partition between two places, as far as they move something; read page by page. */
final class EventWindow {

    private static final int PAGE = 1_000;

    private final byte[] stream;
    private final History history;
    private final EventPlace until;
    private final int most;
    private final Map<byte[], MemberMove> moves = new TreeMap<>(SeenMembers.BY_BYTES);
    private EventPlace place;

    /** What events tell. */
    @FunctionalInterface
    interface History {
        /** What has moved; null when nothing has. The event has an operation and an id. */
        @Nullable
        MemberMove move(StreamEntry event);
    }

    /** @param most how many entities may have moved */
    EventWindow(byte[] stream, History history, EventPlace from, EventPlace until, int most) {
        this.stream = stream;
        this.history = history;
        this.place = from;
        this.until = until;
        this.most = most;
        if (until.number() < from.number() || (until.number() == from.number() && !until.equals(from))) {
            throw new ScanOvertakenException(
                    "a partition has lost what was written while a stream read it, as after a failover; ask again");
        }
    }

    boolean isComplete() {
        return place.number() >= until.number();
    }

    Request<List<StreamEntry>> next() {
        return StreamRequests.entriesAfter(stream, place.version(), place.number(), PAGE);
    }

    void accept(List<StreamEntry> events) {
        if (events.isEmpty()) {
            throw lost();
        }
        for (StreamEntry event : events) {
            if (event.sequence() > until.number()) {
                return;
            }
            if (event.sequence() != place.number() + 1) {
                throw lost();
            }
            place = new EventPlace(event.time(), event.sequence());
            MemberMove move = history.move(formed(event));
            if (move != null) {
                moves.merge(move.id(), move, MemberMove::then);
            }
        }
        if (moves.size() > most) {
            throw tooMany(most);
        }
    }

    private static StreamEntry formed(StreamEntry event) {
        List<byte[]> fields = event.fields();
        if (fields.size() < 4 || fields.size() % 2 != 0 || fields.get(1).length != 1) {
            throw new StoredDataException("a change event lacks fields", null);
        }
        return event;
    }

    static ScanOvertakenException tooMany(int most) {
        return new ScanOvertakenException("more than " + most
                + " entities have moved within the index while a stream read it; ask for parts, or take the"
                + " results faster");
    }

    private static ScanOvertakenException lost() {
        return new ScanOvertakenException(
                "change events that a stream needs are gone: more was written between two of its pages than the model"
                        + " keeps; take the results faster, ask for parts, or let the model keep more events");
    }

    EventPlace until() {
        return until;
    }

    Map<byte[], MemberMove> moves() {
        return moves;
    }
}
