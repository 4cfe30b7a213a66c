package dev.cress.channel;

import dev.cress.Cress;

/**
 * The channels of a context. Safe for use by many threads; keep one, since each has a connection of its own while somebody listens.
 *
 * <pre>{@code
 * Channels channels = Channels.of(cress);
 * Channel<Order> orders = channels.channel("orders", ChannelOptions.json(Order.class));
 * orders.messages().subscribe(order -> …);
 * orders.publish(new Order("o-1")).subscribe();
 * }</pre>
 */
public interface Channels {

    /**
     * The channels of a context.
     *
     * @param cress an open context, which ends all subscriptions when it is closed
     * @return its channels; sends nothing
     */
    static Channels of(Cress cress) {
        return new DefaultChannels(cress.foundation());
    }

    /**
     * A channel. Delivery is at most once: who does not listen, or is being connected again, misses messages, and is told so.
     *
     * @param name 1 to 512 bytes; programs that use one namespace meet by it
     * @param options form of the messages, and what happens to a slow subscriber
     * @param <T> type of the messages
     * @return the channel
     */
    <T> Channel<T> channel(String name, ChannelOptions<T> options);

    /**
     * A durable channel: the same, but messages are kept, so that a subscriber that is slow or away for a time misses none.
     *
     * @param name 1 to 512 bytes; another one than that of any other channel
     * @param options form of the messages; there is no overflow, since the stream is the buffer
     * @param retention messages that are kept at least, 1 or more
     * @param <T> type of the messages
     * @return the channel
     */
    <T> DurableChannel<T> durable(String name, ChannelOptions<T> options, long retention);

    /**
     * All channels that match a pattern, except sharded and durable ones.
     *
     * @param pattern {@code ?} is any one byte, {@code *} any bytes, {@code [ab]} one of some; a backslash takes the meaning from the next
     * @param options form of the messages, and what happens to a slow subscriber
     * @param <T> type of the messages
     * @return what can be listened to
     */
    <T> Subscribable<T> pattern(String pattern, ChannelOptions<T> options);
}
