package dev.cress.connection;

import org.jspecify.annotations.Nullable;

/**
 * The server's reply to a write, and what came of the question for replicas behind it.
 *
 * @param reply not decoded yet
 * @param replicas how many have said that they have the write, as far as is known
 * @param failure why that is not known; null when it is
 */
record Awaited(Object reply, int replicas, @Nullable Throwable failure) {}
