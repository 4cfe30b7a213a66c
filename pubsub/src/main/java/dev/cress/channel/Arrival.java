package dev.cress.channel;

import dev.cress.channel.ChannelSignal.Cause;
import java.util.Set;

/** What waits for a subscriber, before its payload is read. */
sealed interface Arrival {

    /** The subscription became active. */
    record Connected() implements Arrival {}

    /** A message. */
    record Raw(String channel, byte[] payload) implements Arrival {}

    /** Something is missing here. */
    record Missing(Set<Cause> causes, long dropped) implements Arrival {}
}
