package dev.cress.channel;

import reactor.core.publisher.Flux;

/**
 * What can be listened to.
 *
 * @param <T> type of the messages
 */
public interface Subscribable<T> {

    /**
     * What arrives, with what is to be known of it.
     * <ul>
     * <li><b>Emits</b> {@link ChannelSignal.Subscribed} first: every message that is published from then on arrives, or a {@link ChannelSignal.Gap} tells that some do not. Live,
     *     without end; messages of one publisher in its order.
     * <li><b>Errors</b> {@link ChannelOverflowException}, where the options say so; {@link dev.cress.error.UnsupportedServerException};
     *     {@link dev.cress.error.RedisUnavailableException} when the context is closed. A lost connection is no error: it is opened again until it stands.
     * <li><b>Backpressure</b> what is not asked for waits in a buffer of this subscriber, of as many messages as the options say; beyond it their overflow policy holds. Of a durable
     *     channel nothing is read that is not asked for.
     * <li><b>Cancellation</b> ends the subscription; the last one closes the connection.
     * <li><b>Threading</b> signals on a parallel thread; no subscriber waits for another.
     * <li><b>Redis</b> {@code SUBSCRIBE}, {@code PSUBSCRIBE} or {@code SSUBSCRIBE} on a connection that all subscribers share, except that each sharded channel has its own; of a
     *     durable channel one {@code XRANGE} for each message or batch of up to 256.
     * </ul>
     *
     * @return a cold publisher; each subscription listens for itself
     */
    Flux<ChannelSignal<T>> signals();

    /**
     * The messages of {@link #signals} alone, for those who can do without the missing ones.
     *
     * @return a cold publisher
     */
    default Flux<T> messages() {
        return signals().ofType(ChannelSignal.Message.class).map(message -> {
            @SuppressWarnings("unchecked") // a channel has messages of its own type only
            T payload = (T) message.payload();
            return payload;
        });
    }
}
