package dev.cress.integration;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;

/** The visits that should be there, in memory. Those whose lives are over stay until something takes their place, and count for nothing. Not thread-safe. */
final class VisitModel {

    private final Map<String, Stored> stored = new HashMap<>();

    private record Stored(Visit visit, ExpectedLife life) {}

    void put(Visit visit, ExpectedLife life) {
        stored.put(visit.id(), new Stored(visit, life));
    }

    void remove(String id) {
        stored.remove(id);
    }

    /** Null when it is not there, or its life is over. */
    Visit alive(String id, long now) {
        Stored one = stored.get(id);
        return one == null || one.life.isOver(now) ? null : one.visit;
    }

    /** Null when there is none, or it is over. */
    ExpectedLife life(String id, long now) {
        return alive(id, now) == null ? null : stored.get(id).life;
    }

    /** In the order of ids. */
    List<Visit> alive(long now, Predicate<Visit> condition) {
        return stored.values().stream()
                .filter(one -> !one.life.isOver(now) && condition.test(one.visit))
                .map(Stored::visit)
                .sorted(Comparator.comparing(Visit::id, ByteStrings.UTF8_ORDER))
                .toList();
    }

    /** Ids of those whose lives are over, and that may still be stored. */
    List<String> over(long now) {
        return stored.values().stream()
                .filter(one -> one.life.isOver(now))
                .map(one -> one.visit.id())
                .sorted()
                .toList();
    }

    /** Whether another one that is alive has a value that is unique. */
    boolean conflicts(Visit visit, long now) {
        return !alive(now, other -> !other.id().equals(visit.id()) && shareAValue(visit, other))
                .isEmpty();
    }

    private static boolean shareAValue(Visit one, Visit other) {
        boolean code = one.code() != null
                && other.code() != null
                && IndexEntries.lower(one.code()).equals(IndexEntries.lower(other.code()));
        boolean seat = one.seat() != null && one.seat().equals(other.seat()) && partition(one) == partition(other);
        boolean nick = one.place() != null
                && one.nick() != null
                && one.place().equals(other.place())
                && Objects.equals(one.nick(), other.nick());
        return code || seat || nick;
    }

    private static int partition(Visit visit) {
        return partition(visit.id());
    }

    static int partition(String id) {
        return Placement.partitionOf(ByteStrings.utf8(id), Visit.PARTITIONS);
    }
}
