package dev.cress.feed;

import dev.cress.mapping.Row;
import dev.cress.query.execute.SortPosition;
import dev.cress.query.plan.QuerySpec;
import dev.cress.query.plan.SortOrder;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The result of a live query, in order, as far as it is known.
 *
 * <p><b>Sorted windows</b> While a window of n is full, others may exist that sort after its last element. So of what changes, only what sorts up to there is known to belong; when fewer than n
 * do, the index has to be asked.
 *
 * <p><b>How far it is known</b> The query walks an index and reads rows afterwards. What moves down in between is read at a place that the walk did not reach, and if it is the last of the result
 * then, others before it are missing. The feed tells: such a change is an event that comes after the result, of the version that was read, or of an earlier one.
 *
 * <p><b>Unreadable entities</b> have their place in a window of n, as in the result of the query, but are not shown.
 *
 * @param <T> the entity type
 */
final class LiveWindow<T> {

    private final SortOrder order;
    private final Comparator<Entry<T>> comparator;
    private final int limit;
    private final List<Shown<T>> shown = new ArrayList<>();
    private final Map<ByteBuffer, Shown<T>> shownById = new HashMap<>();
    private Map<ByteBuffer, Entry<T>> byId = Map.of();
    private @Nullable Entry<T> last;
    private @Nullable Entry<T> unproven;
    private boolean cutOff;

    /**
     * What is stored of an entity.
     *
     * @param entity null when it cannot be read
     */
    record Loaded<T>(Row row, @Nullable T entity) {}

    private record Entry<T>(
            Row row, SortPosition position, @Nullable T entity) {
        private ByteBuffer id() {
            return ByteBuffer.wrap(row.id());
        }
    }

    private record Shown<T>(Entry<T> entry, T entity) {}

    LiveWindow(QuerySpec spec, int limit) {
        this.order = spec.order() == null ? SortOrder.BY_ID : spec.order();
        this.limit = limit;
        Comparator<SortPosition> positions = SortPosition.comparator(order);
        this.comparator = (a, b) -> positions.compare(a.position(), b.position());
    }

    boolean contains(byte[] id) {
        return byId.containsKey(ByteBuffer.wrap(id));
    }

    /**
     * Hears of a change, in the order of the feed.
     *
     * @return whether it shows that the last result may not reach as far as it seems to, so that the index has to be asked
     */
    boolean isPutInDoubtBy(byte[] id, long version) {
        if (unproven == null || !Arrays.equals(id, unproven.row().id())) {
            return false;
        }
        if (version <= unproven.row().version()) {
            return true;
        }
        unproven = null;
        return false;
    }

    /** What is known already of a row, null when it is to be loaded. */
    @Nullable
    Loaded<T> known(Row row) {
        Entry<T> known = byId.get(ByteBuffer.wrap(row.id()));
        return known != null && known.entity() != null && known.row().version() == row.version()
                ? new Loaded<>(row, known.entity())
                : null;
    }

    List<T> result() {
        return shown.stream().map(Shown::entity).toList();
    }

    int size() {
        return byId.size();
    }

    /** Whether others may exist that are not in the window. */
    private boolean isFull() {
        return cutOff || byId.size() == limit;
    }

    /**
     * Takes what is stored now of some ids.
     *
     * @param touched the ids
     * @param matching what is stored of them, as far as it meets the query's conditions
     * @return what changes; null when that cannot be told without asking the index, and nothing is taken
     */
    @Nullable
    List<LiveSignal<T>> take(List<byte[]> touched, List<Loaded<T>> matching) {
        Map<ByteBuffer, Entry<T>> next = new HashMap<>(byId);
        touched.forEach(id -> next.remove(ByteBuffer.wrap(id)));
        Entry<T> boundary = isFull() ? last : null;
        if (isFull() && boundary == null) {
            return null;
        }
        for (Loaded<T> loaded : matching) {
            Entry<T> entry = entry(loaded);
            if (boundary == null || comparator.compare(entry, boundary) <= 0) {
                next.put(entry.id(), entry);
            }
        }
        if (boundary != null && next.size() < limit) {
            return null;
        }
        return become(next.values());
    }

    /** Where a row sorts. */
    SortPosition place(Row row) {
        return SortPosition.of(order, row);
    }

    /**
     * Takes a whole result.
     *
     * @param found how many the query found, with those that cannot be placed
     */
    List<LiveSignal<T>> takeAll(List<Loaded<T>> rows, int found) {
        cutOff = found >= limit;
        List<LiveSignal<T>> signals = become(rows.stream().map(this::entry).toList());
        unproven = isFull() ? last : null;
        return signals;
    }

    private Entry<T> entry(Loaded<T> loaded) {
        return new Entry<>(loaded.row(), place(loaded.row()), loaded.entity());
    }

    private List<LiveSignal<T>> become(Collection<Entry<T>> all) {
        List<Entry<T>> target = all.stream().sorted(comparator).limit(limit).toList();
        byId = target.stream().collect(Collectors.toMap(Entry::id, entry -> entry));
        last = target.isEmpty() ? null : target.get(target.size() - 1);
        List<LiveSignal<T>> signals = new ArrayList<>();
        for (int i = shown.size() - 1; i >= 0; i--) {
            Entry<T> next = byId.get(shown.get(i).entry().id());
            if (next == null || next.entity() == null) {
                Shown<T> left = shown.remove(i);
                shownById.remove(left.entry().id());
                signals.add(new LiveSignal.Left<>(left.entity(), i));
            }
        }
        for (Entry<T> entry : target) {
            if (entry.entity() != null) {
                show(new Shown<>(entry, entry.entity()), signals);
            }
        }
        return signals;
    }

    private void show(Shown<T> next, List<LiveSignal<T>> signals) {
        Shown<T> known = shownById.put(next.entry().id(), next);
        if (known == null) {
            signals.add(new LiveSignal.Entered<>(next.entity(), insert(next)));
        } else if (known.entry().row().version() != next.entry().row().version()) {
            signals.add(changed(known, next));
        }
    }

    /** The list is in order by the places that its elements have in it, old or new, at every step. */
    private LiveSignal<T> changed(Shown<T> known, Shown<T> next) {
        int from = index(known);
        shown.remove(from);
        int to = insert(next);
        return from == to
                ? new LiveSignal.Updated<>(next.entity(), to)
                : new LiveSignal.Moved<>(next.entity(), from, to);
    }

    private int insert(Shown<T> next) {
        int index = -index(next) - 1;
        shown.add(index, next);
        return index;
    }

    private int index(Shown<T> one) {
        return Collections.binarySearch(shown, one, (a, b) -> comparator.compare(a.entry(), b.entry()));
    }
}
