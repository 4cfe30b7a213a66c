package dev.cress.integration;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** All that must hold after a load, whatever happened to the servers and the network meanwhile. */
record Verdict(String uri, String namespace, int partitions) {

    /**
     * Fails unless the invariants hold, the events are the effects of the operations, and each ticket's history has an order.
     *
     * @return how many operations of unknown outcome took effect
     */
    int require(Load load) {
        load.settle().block();
        History history = load.history();
        try (RawRedis redis = RawRedis.connect(uri)) {
            new InvariantChecker(redis, namespace, Ticket.schema(partitions)).requireNoViolation();
            int surprises = Effects.require(history, events(redis));
            for (Map.Entry<String, List<Operation>> operations : history.byId().entrySet()) {
                try {
                    Linearization.require(operations.getValue());
                } catch (AssertionError e) {
                    throw new AssertionError(operations.getKey() + ": " + e.getMessage(), e);
                }
            }
            return surprises;
        }
    }

    private List<StoredEvent> events(RawRedis redis) {
        List<StoredEvent> events = new ArrayList<>();
        IntStream.range(0, partitions)
                .mapToObj(partition -> namespace + ":{" + Placement.tagOf(partition) + "}:ticket:v")
                .map(stream -> (List<?>) redis.call("XRANGE", stream, "-", "+"))
                .forEach(entries -> entries.forEach(entry -> events.add(StoredEvent.of(entry))));
        return events;
    }
}
