package dev.cress.entity;

import dev.cress.error.InvalidUnitException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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
        requirePlaces(places(writes));
        requireSize(writes);
    }

    /** Of places whose partitions are perhaps not known yet. */
    static void requirePlaces(List<UnitPlace> places) {
        requireOnePartition(places);
        requireDifferent(places);
    }

    private static void requireOnePartition(List<UnitPlace> places) {
        places.stream().filter(place -> place.partition() != null).findFirst().ifPresent(first -> {
            List<UnitPlace> others =
                    places.stream().filter(place -> place.isApartFrom(first)).toList();
            if (!others.isEmpty()) {
                throw scattered(first, others);
            }
        });
    }

    private static InvalidUnitException scattered(UnitPlace first, List<UnitPlace> others) {
        List<UnitPlace> named = Stream.concat(Stream.of(first), others.stream()).toList();
        return new InvalidUnitException(
                "a unit of work writes in one partition, and this one in several: "
                        + named.stream().map(UnitPlace::inPartition).collect(Collectors.joining(", "))
                        + "; place together what is written together, by @PartitionBy on a common first part of the ids or by types of one partition, or make several units",
                names(named));
    }

    private static void requireDifferent(List<UnitPlace> places) {
        Set<String> seen = new HashSet<>();
        List<String> twice =
                names(places).stream().filter(name -> !seen.add(name)).toList();
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
                    names(places(writes)));
        }
    }

    private static List<UnitPlace> places(List<ReadyWrite<?, ?>> writes) {
        return writes.stream().<UnitPlace>map(ReadyWrite::place).toList();
    }

    private static List<String> names(List<UnitPlace> places) {
        return places.stream().map(UnitPlace::name).toList();
    }
}
