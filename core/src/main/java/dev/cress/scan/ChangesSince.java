package dev.cress.scan;

import dev.cress.connection.RedisExecutor;
import dev.cress.connection.Request;
import dev.cress.connection.Role;
import dev.cress.connection.StreamEntry;
import dev.cress.key.PartitionKeys;
import dev.cress.mapping.Property;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Which entities have changed some properties since the first of several scans began whose members are alternatives. What is asked of partitions by way of it is answered as of a moment up to which
 * the changes are known. For one subscription; not for use by two threads at once.
 *
 * <p><b>Cost</b> one {@code HMGET} for each partition that is asked, in the round trip of the questions; one more for up to 1,000 events of each, if there are any.
 *
 * <p><b>Memory</b> about 100 bytes for each entity that has changed.
 */
public final class ChangesSince {

    private final ScanOrigins origins;
    private final PropertyHistory history;
    private final int most;
    private final Map<PartitionKeys, EventPlace> places = new HashMap<>();
    private final Map<PartitionKeys, Map<byte[], MemberMove>> changed = new HashMap<>();

    /**
     * Changes of some properties.
     *
     * @param origins where the first of the scans began
     * @param properties the properties, of which events tell what changes; one where it matters what was before
     */
    public ChangesSince(ScanOrigins origins, List<Property> properties) {
        this(origins, properties, SeenMembers.MAX_MOVED);
    }

    /** @param most how many entities may have changed in a partition */
    ChangesSince(ScanOrigins origins, List<Property> properties, int most) {
        this.origins = origins;
        this.history = PropertyHistory.of(properties);
        this.most = most;
    }

    /**
     * A question to a partition.
     *
     * @param partition its keys
     * @param request what is asked
     * @param <R> the answer
     */
    public record Question<R>(PartitionKeys partition, Request<R> request) {}

    private record Answer<R>(int arrival, @Nullable EventPlace place, List<R> value) {}

    /**
     * Asks, and learns what has changed up to the answers.
     *
     * @param executor sends the questions
     * @param questions the questions
     * @param <R> type of the answers
     * @return a publisher of the answers, in the order of the questions
     */
    public <R> Mono<List<R>> ask(RedisExecutor executor, List<Question<R>> questions) {
        return Mono.defer(() -> {
            Map<PartitionKeys, List<Integer>> byPartition = new LinkedHashMap<>();
            for (int i = 0; i < questions.size(); i++) {
                byPartition
                        .computeIfAbsent(questions.get(i).partition(), keys -> new ArrayList<>())
                        .add(i);
            }
            AtomicInteger arrivals = new AtomicInteger();
            List<Request<Answer<R>>> requests = new ArrayList<>();
            Map<PartitionKeys, Integer> ends = new LinkedHashMap<>();
            byPartition.forEach((keys, indexes) -> {
                if (known(keys) == null) {
                    requests.add(last(keys, arrivals));
                }
                indexes.forEach(i -> requests.add(questions
                        .get(i)
                        .request()
                        .map(value -> new Answer<>(arrivals.getAndIncrement(), null, List.of(value)))));
                requests.add(last(keys, arrivals));
                ends.put(keys, requests.size());
            });
            return executor.executeAll(Role.READ, requests).flatMap(answers -> {
                List<EventWindow> windows = windows(ends, answers);
                return windows.isEmpty() && !ends.isEmpty()
                        ? ask(executor, questions)
                        : learn(executor, List.copyOf(ends.keySet()), windows)
                                .thenReturn(values(byPartition, answers, questions.size()));
            });
        });
    }

    private @Nullable EventPlace known(PartitionKeys keys) {
        EventPlace place = places.get(keys);
        return place == null ? origins.of(keys) : place;
    }

    private static <R> Request<Answer<R>> last(PartitionKeys keys, AtomicInteger arrivals) {
        return EventPlace.last(keys.meta()).map(place -> new Answer<>(arrivals.getAndIncrement(), place, List.of()));
    }

    /** The events up to the answers, of each partition; none when all is to be asked again. */
    private <R> List<EventWindow> windows(Map<PartitionKeys, Integer> ends, List<Answer<R>> answers) {
        List<EventWindow> windows = new ArrayList<>();
        int begin = 0;
        for (Map.Entry<PartitionKeys, Integer> partition : ends.entrySet()) {
            PartitionKeys keys = partition.getKey();
            List<Answer<R>> own = answers.subList(begin, partition.getValue());
            begin = partition.getValue();
            boolean inOrder = IntStream.range(1, own.size()).allMatch(i -> own.get(i - 1).arrival < own.get(i).arrival);
            EventPlace first = own.get(0).place;
            if (!inOrder || (first != null && !origins.begin(keys, first))) {
                return List.of();
            }
            EventPlace from = known(keys);
            EventPlace until = own.get(own.size() - 1).place;
            if (from == null || until == null) {
                throw new IllegalStateException("no place was asked for");
            }
            windows.add(new EventWindow(keys.stream(), history::move, from, until, most));
        }
        return windows;
    }

    private Mono<Void> learn(RedisExecutor executor, List<PartitionKeys> partitions, List<EventWindow> windows) {
        return Mono.defer(() -> read(executor, windows))
                .repeat(() -> windows.stream().anyMatch(window -> !window.isComplete()))
                .then(Mono.fromRunnable(() -> {
                    for (int i = 0; i < windows.size(); i++) {
                        remember(partitions.get(i), windows.get(i));
                    }
                }));
    }

    private static Mono<Void> read(RedisExecutor executor, List<EventWindow> windows) {
        List<EventWindow> open =
                windows.stream().filter(window -> !window.isComplete()).toList();
        if (open.isEmpty()) {
            return Mono.empty();
        }
        List<Request<List<StreamEntry>>> requests =
                open.stream().map(EventWindow::next).toList();
        return executor.executeAll(Role.READ, requests)
                .doOnNext(events -> {
                    for (int i = 0; i < open.size(); i++) {
                        open.get(i).accept(events.get(i));
                    }
                })
                .then();
    }

    private void remember(PartitionKeys keys, EventWindow window) {
        places.put(keys, window.until());
        Map<byte[], MemberMove> known = changed.computeIfAbsent(keys, k -> new TreeMap<>(SeenMembers.BY_BYTES));
        window.moves().forEach((id, move) -> known.merge(id, move, MemberMove::then));
        if (known.size() > most) {
            throw EventWindow.tooMany(most);
        }
    }

    private static <R> List<R> values(
            Map<PartitionKeys, List<Integer>> byPartition, List<Answer<R>> answers, int count) {
        List<Integer> order =
                byPartition.values().stream().flatMap(List::stream).toList();
        List<R> inOrder =
                answers.stream().flatMap(answer -> answer.value.stream()).toList();
        Map<Integer, R> values = new HashMap<>();
        for (int i = 0; i < order.size(); i++) {
            values.put(order.get(i), inOrder.get(i));
        }
        return IntStream.range(0, count).mapToObj(values::get).toList();
    }

    /**
     * Whether an entity has changed one of the properties, as far as was asked.
     *
     * @param partition where it is
     * @param id its id
     * @return whether it has
     */
    public boolean has(PartitionKeys partition, byte[] id) {
        return changed.getOrDefault(partition, Map.of()).containsKey(id);
    }

    /**
     * What entities that have changed had before.
     *
     * @param partition where they are
     * @return by id the text of the property where the scans began, of those that had one then and are stored now
     */
    public Map<byte[], byte[]> before(PartitionKeys partition) {
        Map<byte[], byte[]> before = new TreeMap<>(SeenMembers.BY_BYTES);
        changed.getOrDefault(partition, Map.of()).forEach((id, move) -> {
            byte[] text = move.before();
            if (text != null && move.exists()) {
                before.put(id, text);
            }
        });
        return before;
    }
}
