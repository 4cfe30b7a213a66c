package dev.cress.scan;

import dev.cress.connection.ByteRange;
import dev.cress.connection.Direction;
import dev.cress.connection.Request;
import dev.cress.connection.Requests;
import dev.cress.connection.StreamEntry;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/** The scan of one partition: the rest of its ranges, and what of its last page is not used up. */
final class PartitionScan {

    private static final int FIRST_RANGES_AHEAD = 4;
    private static final int MAX_RANGES_AHEAD = 64;

    private final int partition;
    private final byte[] key;
    private final Direction direction;
    private final @Nullable PartitionWatch watch;
    private final Comparator<byte[]> order;
    private ScanFront front;
    private List<byte[]> page = List.of();
    private Set<byte[]> late = Set.of();
    private int index;
    private int pageSize;
    private int asked;

    /**
     * @param ranges in the order of the scan
     * @param watch hears of what moves; null where nothing can
     */
    PartitionScan(
            int partition, byte[] key, List<ByteRange> ranges, Direction direction, @Nullable PartitionWatch watch) {
        this.partition = partition;
        this.key = key;
        this.direction = direction;
        this.watch = watch;
        this.order = direction == Direction.ASCENDING ? SeenMembers.BY_BYTES : SeenMembers.BY_BYTES.reversed();
        this.front = new ScanFront(ranges, direction, 0, ranges.isEmpty() ? ByteRange.ALL : ranges.get(0));
    }

    /**
     * What a request was answered with.
     *
     * @param arrival grows from reply to reply
     * @param place the place of the last event; null for a page
     * @param members a page
     */
    record Reply(int arrival, @Nullable EventPlace place, List<byte[]> members) {}

    boolean hasHead() {
        return index < page.size();
    }

    boolean needsPage() {
        return !hasHead() && !front.isEnd();
    }

    boolean runsLow() {
        return hasHead() && !front.isEnd() && page.size() - index <= pageSize / 4;
    }

    byte[] head() {
        return page.get(index);
    }

    Member take() {
        byte[] member = page.get(index++);
        return new Member(partition, member, late.contains(member) ? Member.Origin.EVENTS : Member.Origin.PAGE);
    }

    /** A page of the current range; of the next ones too, since many short ranges would cost a round trip each. */
    List<Request<Reply>> nextPages(int size, int most, IntSupplier arrivals) {
        pageSize = Math.min(most, Math.max(size, pageSize * 2));
        int left = front.ranges().size() - front.range();
        asked = Math.min(Math.max(FIRST_RANGES_AHEAD, asked * 2), Math.min(MAX_RANGES_AHEAD, left));
        List<Request<Reply>> requests = new ArrayList<>(asked + 2);
        for (int ahead = 0; ahead < asked; ahead++) {
            ByteRange next = ahead == 0 ? front.rest() : front.ranges().get(front.range() + ahead);
            requests.add(Requests.membersInRange(key, next, direction, pageSize)
                    .map(members -> new Reply(arrivals.getAsInt(), null, members)));
        }
        if (watch != null) {
            watch.addPlaces(requests, arrivals);
        }
        return requests;
    }

    /** Takes the pages up to the first full one, behind which its range goes on. */
    void accept(List<Reply> replies) {
        if (watch != null && !watch.accept(replies, front)) {
            return;
        }
        List<byte[]> members = new ArrayList<>();
        for (Reply reply : replies) {
            if (reply.place() == null && !take(reply.members(), members)) {
                break;
            }
        }
        add(watch == null ? members : watch.read(members, front));
    }

    /** Whether the range was read to its end. */
    private boolean take(List<byte[]> next, List<byte[]> members) {
        members.addAll(next);
        if (next.size() == pageSize) {
            ByteRange rest = front.rest().beyond(next.get(next.size() - 1), direction);
            front = new ScanFront(front.ranges(), direction, front.range(), rest);
            return false;
        }
        int range = front.range() + 1;
        List<ByteRange> ranges = front.ranges();
        front = new ScanFront(ranges, direction, range, range < ranges.size() ? ranges.get(range) : front.rest());
        return true;
    }

    private void add(List<byte[]> members) {
        List<byte[]> next = new ArrayList<>(page.subList(index, page.size()));
        next.addAll(members);
        page = next;
        index = 0;
    }

    boolean needsEvents() {
        return watch != null && watch.window() != null && !watch.window().isComplete();
    }

    Request<List<StreamEntry>> nextEvents() {
        return Objects.requireNonNull(Objects.requireNonNull(watch).window()).next();
    }

    void acceptEvents(List<StreamEntry> events) {
        Objects.requireNonNull(Objects.requireNonNull(watch).window()).accept(events);
    }

    /** Gives what was read and what has moved meanwhile, once all events are known. */
    void settle() {
        if (watch == null || watch.window() == null) {
            return;
        }
        SeenMembers.Settled settled = watch.settle();
        add(settled.read());
        if (!settled.late().isEmpty()) {
            Set<byte[]> marked = Collections.newSetFromMap(new IdentityHashMap<>());
            page.stream().filter(late::contains).forEach(marked::add);
            marked.addAll(settled.late());
            page.addAll(settled.late());
            page.sort(order);
            late = marked;
        }
    }

    static boolean isInOrder(List<Reply> replies) {
        int[] arrivals = replies.stream().mapToInt(Reply::arrival).toArray();
        int[] sorted = arrivals.clone();
        Arrays.sort(sorted);
        return Arrays.equals(arrivals, sorted);
    }
}
