/** Channels: typed messages to whoever listens, at most once; or durable, as a stream that can be read again. */
@NullMarked
package dev.cress.channel;

import org.jspecify.annotations.NullMarked;
