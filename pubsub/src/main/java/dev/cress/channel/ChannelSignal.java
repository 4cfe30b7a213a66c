package dev.cress.channel;

import java.util.Set;

/**
 * What a subscriber of a channel hears.
 *
 * @param <T> type of the messages
 */
public sealed interface ChannelSignal<T> {

    /**
     * The subscription is active; the first signal.
     *
     * @param position of a durable channel, where its subscriber begins; otherwise empty
     * @param <T> type of the messages
     */
    record Subscribed<T>(String position) implements ChannelSignal<T> {}

    /**
     * A message.
     *
     * @param channel name of the channel, which tells those of a pattern apart
     * @param payload the message
     * @param position of a durable channel, after which a subscriber can go on; otherwise empty
     * @param <T> type of the messages
     */
    record Message<T>(String channel, T payload, String position) implements ChannelSignal<T> {}

    /**
     * Between the signal before and the next one, messages may be missing.
     *
     * @param causes why
     * @param dropped how many are missing for certain; those that were published while there was no connection are not known
     * @param <T> type of the messages
     */
    record Gap<T>(Set<Cause> causes, long dropped) implements ChannelSignal<T> {

        /** Copies the causes. */
        public Gap {
            causes = Set.copyOf(causes);
        }
    }

    /** Why messages are missing. */
    enum Cause {
        /** The connection was lost, and is there again. */
        CONNECTION_LOST,
        /** The subscriber was slower than the publishers, and its buffer full. */
        OVERFLOW,
        /** A durable channel does not keep them any more. */
        TRIMMED,
        /** A durable channel has fewer messages than were seen: the server lost the last ones, or the stream was deleted. */
        REWOUND
    }
}
