package dev.cress.integration;

import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;

/** What clients did and were told. Thread-safe. */
final class History {

    private final Queue<Operation> operations = new ConcurrentLinkedQueue<>();

    private final Queue<List<Long>> units = new ConcurrentLinkedQueue<>();

    void add(Operation operation) {
        operations.add(operation);
    }

    /** Marks that were written by one unit of work: all of them, or none. */
    void addUnit(List<Long> marks) {
        units.add(marks);
    }

    List<List<Long>> units() {
        return List.copyOf(units);
    }

    List<Operation> operations() {
        return List.copyOf(operations);
    }

    Map<String, List<Operation>> byId() {
        return operations.stream().collect(Collectors.groupingBy(Operation::id));
    }

    long count(Operation.Outcome outcome) {
        return operations.stream()
                .filter(operation -> operation.outcome() == outcome)
                .count();
    }

    /** How many of each kind and outcome. */
    Map<String, Long> summary() {
        return operations.stream()
                .collect(Collectors.groupingBy(
                        operation -> operation.kind() + " " + operation.outcome(),
                        java.util.TreeMap::new,
                        Collectors.counting()));
    }
}
