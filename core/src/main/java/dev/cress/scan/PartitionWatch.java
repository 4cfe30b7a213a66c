package dev.cress.scan;

import dev.cress.connection.Request;
import dev.cress.key.PartitionKeys;
import java.util.List;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Watches one partition while a scan reads it: along with each page goes the question how far its events are.
 *
 * <p><b>Order</b> What is asked together is answered in its order, unless something had to be sent again; then the pages are read again. So the place before is not later than the pages and the place
 * behind them not earlier, and everything that may have moved while they were read has its event between the two.
 *
 * <p><b>Cost</b> one {@code HMGET} for each page, in its round trip. A first page of one range is one moment and has no place behind it, since no other may follow.
 */
final class PartitionWatch {

    private final PartitionKeys keys;
    private final MemberHistory history;
    private final @Nullable ScanOrigins origins;
    private final SeenMembers seen;
    private final int most;
    private @Nullable EventPlace place;
    private @Nullable ScanFront settledFront;
    private List<byte[]> unsettled = List.of();
    private @Nullable EventPlace until;
    private @Nullable EventWindow window;
    private List<byte[]> read = List.of();
    private @Nullable ScanFront front;

    PartitionWatch(ScanWatch watch, int partition) {
        this.keys = watch.partitions().get(partition);
        this.history = watch.history();
        this.origins = watch.origins();
        this.most = watch.most();
        SeenMembers.Kind kind = origins == null ? SeenMembers.Kind.ALONE : SeenMembers.Kind.ALTERNATIVE;
        this.seen = new SeenMembers(kind, watch.most());
    }

    /** Adds the places that are needed before and behind pages. */
    void addPlaces(List<Request<PartitionScan.Reply>> pages, IntSupplier arrivals) {
        if (place == null && origins != null) {
            place = origins.of(keys);
        }
        boolean oneMoment = place == null && pages.size() == 1 && origins == null;
        if (place == null) {
            pages.add(0, last(arrivals));
        }
        if (!oneMoment) {
            pages.add(last(arrivals));
        }
    }

    private Request<PartitionScan.Reply> last(IntSupplier arrivals) {
        return EventPlace.last(keys.meta()).map(last -> new PartitionScan.Reply(arrivals.getAsInt(), last, List.of()));
    }

    /** Takes the places; false when the pages are to be read again. */
    boolean accept(List<PartitionScan.Reply> replies, ScanFront before) {
        if (!PartitionScan.isInOrder(replies)) {
            return false;
        }
        EventPlace first = replies.get(0).place();
        if (place == null && first != null) {
            if (origins != null && !origins.begin(keys, first)) {
                return false;
            }
            place = origins == null ? first : origins.of(keys);
        }
        until = replies.get(replies.size() - 1).place();
        if (settledFront == null) {
            settledFront = before;
        }
        return true;
    }

    /** What can be given at once of what was read. */
    List<byte[]> read(List<byte[]> members, ScanFront after) {
        EventPlace from = place;
        if (until == null || from == null) {
            unsettled = members;
            return members;
        }
        window = new EventWindow(keys.stream(), history::move, from, until, most);
        read = members;
        front = after;
        return List.of();
    }

    @Nullable
    EventWindow window() {
        return window;
    }

    SeenMembers.Settled settle() {
        EventWindow events = window;
        ScanFront from = settledFront;
        ScanFront to = front;
        if (events == null || from == null || to == null) {
            throw new IllegalStateException("nothing to settle");
        }
        SeenMembers.Settled settled = seen.settle(new SeenMembers.Window(events.moves(), unsettled, read, from, to));
        place = until;
        settledFront = to;
        unsettled = List.of();
        window = null;
        return settled;
    }
}
