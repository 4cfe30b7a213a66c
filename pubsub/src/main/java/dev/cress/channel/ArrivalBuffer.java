package dev.cress.channel;

import dev.cress.channel.Arrival.Connected;
import dev.cress.channel.Arrival.Missing;
import dev.cress.channel.Arrival.Raw;
import dev.cress.channel.ChannelSignal.Cause;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What waits for one subscriber. Holds as many messages as its policy says, and at most one gap between two of them, however often the connection is lost.
 *
 * <p>Its lock is held for a few steps and never around a signal.
 */
final class ArrivalBuffer {

    private final Overflow overflow;
    private final ChannelMeters meters;
    private final Deque<Arrival> waiting = new ArrayDeque<>();
    private int messages;
    private boolean connected;
    private boolean full;

    ArrivalBuffer(Overflow overflow, ChannelMeters meters) {
        this.overflow = overflow;
        this.meters = meters;
    }

    synchronized void connected() {
        if (connected) {
            missingAtEnd(Cause.CONNECTION_LOST, 0);
        } else {
            connected = true;
            waiting.addLast(new Connected());
        }
    }

    /** False when the subscription is to end; from then on nothing is taken. */
    synchronized boolean offer(String channel, byte[] payload) {
        if (full) {
            return false;
        }
        if (messages == overflow.capacity() && !makeRoom()) {
            return !full;
        }
        messages++;
        waiting.addLast(new Raw(channel, payload));
        return true;
    }

    synchronized @Nullable Arrival poll() {
        Arrival next = waiting.pollFirst();
        if (next instanceof Raw) {
            messages--;
        }
        return next;
    }

    /** Messages that wait. */
    synchronized int messages() {
        return messages;
    }

    synchronized boolean isEmpty() {
        return waiting.isEmpty();
    }

    /** Whether a message had no room, and the policy says that the subscription fails then. */
    synchronized boolean failed() {
        return full;
    }

    private boolean makeRoom() {
        meters.dropped();
        switch (overflow.policy()) {
            case ERROR -> full = true;
            case DROP_NEWEST -> missingAtEnd(Cause.OVERFLOW, 1);
            case DROP_OLDEST -> {
                dropOldest();
                return true;
            }
        }
        return false;
    }

    private void dropOldest() {
        Connected handshake = waiting.peekFirst() instanceof Connected first ? first : null;
        if (handshake != null) {
            waiting.removeFirst();
        }
        Set<Cause> causes = EnumSet.of(Cause.OVERFLOW);
        long dropped = 1;
        while (waiting.removeFirst() instanceof Missing missing) {
            causes.addAll(missing.causes());
            dropped += missing.dropped();
        }
        messages--;
        if (waiting.peekFirst() instanceof Missing next) {
            waiting.removeFirst();
            causes.addAll(next.causes());
            dropped += next.dropped();
        }
        waiting.addFirst(new Missing(causes, dropped));
        if (handshake != null) {
            waiting.addFirst(handshake);
        }
    }

    private void missingAtEnd(Cause cause, long dropped) {
        Set<Cause> causes = EnumSet.of(cause);
        long all = dropped;
        if (waiting.peekLast() instanceof Missing last) {
            waiting.removeLast();
            causes.addAll(last.causes());
            all += last.dropped();
        }
        waiting.addLast(new Missing(causes, all));
    }
}
