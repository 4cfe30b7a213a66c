/** Commands as values, and how they reach the server: connections by role, batching, translation of failures, retries. */
@NullMarked
package dev.cress.connection;

import org.jspecify.annotations.NullMarked;
