package dev.cress.entity;

import dev.cress.error.InvalidUnitException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What the writes of a unit have to have in common. */
final class UnitRules {

    /** More would keep the server from everybody else for too long: a write takes it some 50 microseconds. */
    static final int MOST_WRITES = 100;

    private static final long MOST_BYTES = 8 * 1024 * 1024;

    private UnitRules() {}

    static void requireNumber(int writes) {
        if (writes > MOST_WRITES) {
            throw new InvalidUnitException(
                    "a unit of work has at most " + MOST_WRITES + " writes; make several units", List.of());
        }
    }

    static void require(List<ReadyWrite<?, ?>> writes) {
        requireOnePartition(writes);
        requireDifferent(writes);
        requireSize(writes);
    }

    private static void requireOnePartition(List<ReadyWrite<?, ?>> writes) {
        int first = writes.get(0).located().partition();
        if (writes.stream().anyMatch(write -> write.located().partition() != first)) {
            List<String> places = writes.stream()
                    .map(write ->
                            write.name() + " (partition " + write.located().partition() + ")")
                    .toList();
            throw new InvalidUnitException(
                    "a unit of work writes in one partition, and this one in several: " + String.join(", ", places)
                            + "; place together what is written together, by @PartitionBy on a common first part of the ids or by types of one partition, or make several units",
                    names(writes));
        }
    }

    private static void requireDifferent(List<ReadyWrite<?, ?>> writes) {
        Set<String> seen = new HashSet<>();
        List<String> twice =
                names(writes).stream().filter(name -> !seen.add(name)).toList();
        if (!twice.isEmpty()) {
            throw new InvalidUnitException(
                    "a unit of work writes an entity once, and this one several times: " + String.join(", ", twice)
                            + "; put its changes together, or make several units",
                    twice);
        }
    }

    private static void requireSize(List<ReadyWrite<?, ?>> writes) {
        long bytes = writes.stream()
                .flatMap(write -> write.call("").arguments().stream())
                .mapToLong(argument -> argument.length)
                .sum();
        if (bytes > MOST_BYTES) {
            throw new InvalidUnitException(
                    "a unit of work has at most " + MOST_BYTES + " bytes of values, and this one " + bytes
                            + "; make several units",
                    names(writes));
        }
    }

    private static List<String> names(List<ReadyWrite<?, ?>> writes) {
        return writes.stream().<String>map(ReadyWrite::name).toList();
    }
}
