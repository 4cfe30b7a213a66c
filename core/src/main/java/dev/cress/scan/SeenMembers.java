package dev.cress.scan;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What a scan of one partition has seen, although its pages are read at different moments.
 *
 * <p><b>Consistency</b> At each place in the change events at which the scan has come to a front, an entity whose member lies in what it has read was seen, unless it has come there from
 * elsewhere; and one whose member lies elsewhere was not, apart from those remembered here. Between two such places the events tell where each member was and is: what was seen and lies ahead
 * now is remembered, so that it is not given again; what was not seen, was among what is read, and lies behind now is given late. A page may have been read at any moment in between: its own members tell who
 * was seen.
 *
 * <p><b>Alternatives</b> Where a scan is one of several, what leaves it before it was seen is given too, at its old place: it may be in another one that has passed it.
 *
 * <p><b>Memory</b> about 100 bytes for each entity that was seen and has moved ahead, at most {@value #MAX_MOVED}.
 */
final class SeenMembers {

    static final int MAX_MOVED = 1_000_000;
    static final Comparator<byte[]> BY_BYTES = Arrays::compareUnsigned;

    private final Set<byte[]> ahead = new TreeSet<>(BY_BYTES);
    private final Map<byte[], byte[]> left = new TreeMap<>(BY_BYTES);
    private final Kind kind;
    private final int most;

    /** What a scan is part of. */
    enum Kind {
        ALONE,
        ALTERNATIVE
    }

    /** @param most how many entities are remembered at most */
    SeenMembers(Kind kind, int most) {
        this.kind = kind;
        this.most = most;
    }

    /**
     * What was read between two places in the events.
     *
     * @param moves what moved between them, by id
     * @param given members of earlier pages between them, which were given already
     * @param read members of later pages
     * @param from how far the scan was at the first place
     * @param to how far it is
     */
    record Window(Map<byte[], MemberMove> moves, List<byte[]> given, List<byte[]> read, ScanFront from, ScanFront to) {}

    /**
     * @param read what is to be given of what was read
     * @param late what is to be given although no page has it
     */
    record Settled(List<byte[]> read, List<byte[]> late) {}

    Settled settle(Window window) {
        if (window.moves.isEmpty() && ahead.isEmpty() && left.isEmpty()) {
            return new Settled(window.read, List.of());
        }
        Set<byte[]> found = new TreeSet<>(BY_BYTES);
        window.given.forEach(member -> found.add(Member.idOf(member)));
        List<byte[]> fresh = new ArrayList<>(window.read.size());
        for (byte[] member : window.read) {
            byte[] id = Member.idOf(member);
            if (found.add(id) && !wasSeen(id, window.moves.get(id), window.from)) {
                fresh.add(member);
            }
        }
        List<byte[]> late = new ArrayList<>();
        window.moves.forEach((id, move) ->
                place(move, wasSeen(id, move, window.from) || found.contains(id), window.from, window.to, late));
        release(window.to, late);
        if (ahead.size() + left.size() > most) {
            throw EventWindow.tooMany(most);
        }
        return new Settled(fresh, late);
    }

    private boolean wasSeen(byte[] id, @Nullable MemberMove move, ScanFront from) {
        return ahead.contains(id) || (move != null && move.before() != null && from.covers(move.before()));
    }

    private void place(MemberMove move, boolean seen, ScanFront from, ScanFront to, List<byte[]> late) {
        byte[] waiting = left.remove(move.id());
        byte[] old = waiting != null || move.before() == null || !from.reads(move.before()) ? waiting : move.before();
        byte[] now = move.after();
        ahead.remove(move.id());
        if (!move.exists()) {
            return;
        }
        if (now != null && to.covers(now)) {
            if (!seen && old != null) {
                late.add(now);
            }
        } else if (seen) {
            ahead.add(move.id());
        } else if (kind == Kind.ALTERNATIVE && old != null && (now == null || !to.reads(now))) {
            left.put(move.id(), old);
        }
    }

    /** What has left is given where it was, so that the order of a merge holds. */
    private void release(ScanFront to, List<byte[]> late) {
        Iterator<Map.Entry<byte[], byte[]>> waiting = left.entrySet().iterator();
        while (waiting.hasNext()) {
            Map.Entry<byte[], byte[]> one = waiting.next();
            if (to.passed(one.getValue())) {
                late.add(one.getValue());
                ahead.add(one.getKey());
                waiting.remove();
            }
        }
    }
}
