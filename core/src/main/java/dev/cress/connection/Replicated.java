package dev.cress.connection;

/**
 * The reply to a write, and who has the write.
 *
 * @param reply decoded reply
 * @param replicas how many replicas have said that they have it
 * @param <R> decoded reply
 */
public record Replicated<R>(R reply, int replicas) {}
