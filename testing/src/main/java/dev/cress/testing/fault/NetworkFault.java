package dev.cress.testing.fault;

import java.time.Duration;

/**
 * What happens to one command on its way to the server, or to its reply on the way back. A connection keeps the order of its bytes
 * and loses none in the middle, as TCP does: what is lost is lost with everything after it, until the connection is reset.
 *
 * @param kind what happens
 * @param direction to the command or to its reply
 * @param duration how long it is delayed, or how long the connection is silent before it is reset; otherwise zero
 */
public record NetworkFault(Kind kind, Direction direction, Duration duration) {

    /** The kinds of faults. */
    public enum Kind {
        /** It and all that follows is lost; the connection stays open and silent for a while, then it is reset. */
        DROP,
        /** The connection is reset, both ways, the moment it arrives: what was under way is lost. */
        RESET,
        /** Half of it is delivered, then the connection ends. */
        TEAR,
        /** It arrives later, and what follows it after it. */
        DELAY,
        /** It arrives in many small pieces. */
        SPLIT
    }

    /** Refuses a negative duration. */
    public NetworkFault {
        if (duration.isNegative()) {
            throw new IllegalArgumentException("duration must not be negative, but was " + duration);
        }
    }

    /**
     * The command never reaches the server. Replies of those before it still arrive.
     *
     * @param silence how long the client hears nothing before the connection is reset
     * @return the fault
     */
    public static NetworkFault dropRequest(Duration silence) {
        return new NetworkFault(Kind.DROP, Direction.REQUEST, silence);
    }

    /**
     * The server runs the command, and its reply never reaches the client.
     *
     * @param silence how long the client hears nothing before the connection is reset; commands that it sends meanwhile are run
     * @return the fault
     */
    public static NetworkFault dropReply(Duration silence) {
        return new NetworkFault(Kind.DROP, Direction.REPLY, silence);
    }

    /**
     * The connection is reset when the command, or its reply, arrives at the proxy.
     *
     * @param direction {@code REQUEST}: the command is not run; {@code REPLY}: it was
     * @return the fault
     */
    public static NetworkFault reset(Direction direction) {
        return new NetworkFault(Kind.RESET, direction, Duration.ZERO);
    }

    /**
     * The connection ends in the middle of the command, which the server therefore does not run, or of its reply.
     *
     * @param direction which of the two
     * @return the fault
     */
    public static NetworkFault tear(Direction direction) {
        return new NetworkFault(Kind.TEAR, direction, Duration.ZERO);
    }

    /**
     * The command, or its reply, and what follows it on the connection, arrives later. A delayed command reaches the server even if the client has hung up meanwhile.
     *
     * @param direction which of the two
     * @param delay how much later
     * @return the fault
     */
    public static NetworkFault delay(Direction direction, Duration delay) {
        return new NetworkFault(Kind.DELAY, direction, delay);
    }

    /**
     * The command, or its reply, arrives in pieces, a millisecond apart.
     *
     * @param direction which of the two
     * @return the fault
     */
    public static NetworkFault split(Direction direction) {
        return new NetworkFault(Kind.SPLIT, direction, Duration.ZERO);
    }
}
