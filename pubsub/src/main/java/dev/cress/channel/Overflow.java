package dev.cress.channel;

/**
 * What happens to messages that a subscriber has not asked for.
 *
 * @param policy which of them go
 * @param capacity how many wait at most
 */
public record Overflow(Policy policy, int capacity) {

    /** Some bursts of small messages, and no more than some megabytes of large ones. */
    public static final int DEFAULT_CAPACITY = 1_024;

    /** Which messages go when the buffer is full. */
    public enum Policy {
        /** The subscription fails, after what waits. */
        ERROR,
        /** Those that wait for longest. */
        DROP_OLDEST,
        /** Those that arrive. */
        DROP_NEWEST
    }

    /** Checks the capacity. */
    public Overflow {
        if (capacity < 1) {
            throw new IllegalArgumentException("a buffer takes 1 message or more, not " + capacity);
        }
    }

    /** {@return failing beyond {@value #DEFAULT_CAPACITY} messages} */
    public static Overflow error() {
        return new Overflow(Policy.ERROR, DEFAULT_CAPACITY);
    }

    /** {@return dropping those that wait for longest beyond {@value #DEFAULT_CAPACITY} messages} */
    public static Overflow dropOldest() {
        return new Overflow(Policy.DROP_OLDEST, DEFAULT_CAPACITY);
    }

    /** {@return dropping those that arrive beyond {@value #DEFAULT_CAPACITY} messages} */
    public static Overflow dropNewest() {
        return new Overflow(Policy.DROP_NEWEST, DEFAULT_CAPACITY);
    }

    /** {@return keeping the last message only} */
    public static Overflow latest() {
        return new Overflow(Policy.DROP_OLDEST, 1);
    }

    /**
     * The same policy with another buffer.
     *
     * @param messages 1 or more
     * @return the changed policy
     */
    public Overflow withCapacity(int messages) {
        return new Overflow(policy, messages);
    }
}
