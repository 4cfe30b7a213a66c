package dev.cress.channel;

import reactor.core.publisher.Flux;

/**
 * A channel whose messages are kept: at least once within its retention, in the order of publication.
 *
 * @param <T> type of the messages
 */
public interface DurableChannel<T> extends Channel<T> {

    /**
     * What was published after a message, then what is published, as {@link #signals}.
     *
     * @param position {@link ChannelSignal.Message#position} of the last message seen, or {@link ChannelSignal.Subscribed#position}
     * @return a cold publisher
     * @throws IllegalArgumentException when it is no position
     */
    Flux<ChannelSignal<T>> signalsAfter(String position);

    /**
     * All messages that are kept, then what is published, as {@link #signals}.
     *
     * @return a cold publisher
     */
    Flux<ChannelSignal<T>> signalsFromBeginning();
}
