package dev.cress.connection;

import java.time.Duration;
import java.util.List;

/**
 * How to reach the server and how long to wait for it.
 *
 * @param uris addresses, in the form that Lettuce's {@code RedisURI} has; several for the seeds of a cluster
 * @param commandTimeout how long one attempt may take
 * @param operationDeadline until when attempts are repeated
 * @param writesInFlight most writes under way
 * @param readsInFlight most reads under way
 * @param queueLimit most commands that wait
 */
public record ConnectionOptions(
        List<String> uris,
        Duration commandTimeout,
        Duration operationDeadline,
        int writesInFlight,
        int readsInFlight,
        int queueLimit) {

    /** Copies the addresses. */
    public ConnectionOptions {
        uris = List.copyOf(uris);
    }
}
