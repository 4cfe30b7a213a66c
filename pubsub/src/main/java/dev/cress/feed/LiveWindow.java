package dev.cress.feed;

import dev.cress.mapping.EntityModel;
import dev.cress.mapping.Row;
import dev.cress.query.execute.SortPosition;
import dev.cress.query.plan.QuerySpec;
import dev.cress.query.plan.SortOrder;
import dev.cress.query.predicate.RowTest;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The result of a live query, in order, as far as it is known.
 *
 * <p><b>Sorted windows</b> While a window of n is full, others may exist that sort after its last element. So of what changes, only what sorts up to there is known to belong; when fewer than n
 * do, the index has to be asked.
 *
 * @param <T> the entity type
 */
final class LiveWindow<T> {

    private final EntityModel<T> model;
    private final QuerySpec spec;
    private final SortOrder order;
    private final Comparator<Entry<T>> comparator;
    private final int limit;
    private final List<Entry<T>> entries = new ArrayList<>();
    private final Map<ByteBuffer, Entry<T>> byId = new HashMap<>();

    private record Entry<T>(Row row, SortPosition position, T entity) {
        private ByteBuffer id() {
            return ByteBuffer.wrap(row.id());
        }
    }

    LiveWindow(EntityModel<T> model, QuerySpec spec, int limit) {
        this.model = model;
        this.spec = spec;
        this.order = spec.order() == null ? SortOrder.BY_ID : spec.order();
        this.limit = limit;
        Comparator<SortPosition> positions = SortPosition.comparator(order);
        this.comparator = (a, b) -> positions.compare(a.position(), b.position());
    }

    boolean contains(byte[] id) {
        return byId.containsKey(ByteBuffer.wrap(id));
    }

    List<T> result() {
        return entries.stream().map(Entry::entity).toList();
    }

    int size() {
        return entries.size();
    }

    /** Whether others may exist that are not in the window. */
    private boolean isFull() {
        return entries.size() == limit;
    }

    /**
     * Takes what is stored now of some ids.
     *
     * @param touched the ids
     * @param rows what is stored of them, null for what is not
     * @return what changes; null when that cannot be told without asking the index, and nothing is taken
     */
    @Nullable
    List<LiveSignal<T>> take(List<byte[]> touched, List<@Nullable Row> rows) {
        Map<ByteBuffer, Entry<T>> next = new HashMap<>(byId);
        touched.forEach(id -> next.remove(ByteBuffer.wrap(id)));
        Entry<T> boundary = isFull() ? entries.get(limit - 1) : null;
        for (Row row : rows) {
            if (row != null && RowTest.matches(spec.predicate(), row)) {
                Entry<T> entry = entry(row);
                if (boundary == null || comparator.compare(entry, boundary) <= 0) {
                    next.put(entry.id(), entry);
                }
            }
        }
        if (boundary != null && next.size() < limit) {
            return null;
        }
        return become(next.values());
    }

    /** Takes a whole result. */
    List<LiveSignal<T>> takeAll(List<Row> rows) {
        return become(rows.stream().map(this::entry).toList());
    }

    private Entry<T> entry(Row row) {
        Entry<T> known = byId.get(ByteBuffer.wrap(row.id()));
        return known != null && known.row().version() == row.version()
                ? known
                : new Entry<>(row, SortPosition.of(order, row), model.entity(row));
    }

    private List<LiveSignal<T>> become(Collection<Entry<T>> all) {
        List<Entry<T>> target = all.stream().sorted(comparator).limit(limit).toList();
        Set<ByteBuffer> ids = new HashSet<>();
        target.forEach(entry -> ids.add(entry.id()));
        List<LiveSignal<T>> signals = new ArrayList<>();
        for (int i = entries.size() - 1; i >= 0; i--) {
            if (!ids.contains(entries.get(i).id())) {
                Entry<T> left = entries.remove(i);
                byId.remove(left.id());
                signals.add(new LiveSignal.Left<>(left.entity(), i));
            }
        }
        for (Entry<T> entry : target) {
            Entry<T> known = byId.put(entry.id(), entry);
            if (known == null) {
                signals.add(new LiveSignal.Entered<>(entry.entity(), insert(entry)));
            } else if (known.row().version() != entry.row().version()) {
                signals.add(changed(known, entry));
            }
        }
        return signals;
    }

    /** The list is in order by the places that its elements have in it, old or new, at every step. */
    private LiveSignal<T> changed(Entry<T> known, Entry<T> entry) {
        int from = index(known);
        entries.remove(from);
        int to = insert(entry);
        return from == to
                ? new LiveSignal.Updated<>(entry.entity(), to)
                : new LiveSignal.Moved<>(entry.entity(), from, to);
    }

    private int insert(Entry<T> entry) {
        int index = -index(entry) - 1;
        entries.add(index, entry);
        return index;
    }

    private int index(Entry<T> entry) {
        return java.util.Collections.binarySearch(entries, entry, comparator);
    }
}
