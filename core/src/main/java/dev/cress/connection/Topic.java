package dev.cress.connection;

/**
 * What can be listened to.
 *
 * @param kind how messages reach it
 * @param name name of the channel, or the pattern
 */
public record Topic(Kind kind, String name) {

    /** How messages reach a topic. */
    public enum Kind {
        /** A channel that the whole deployment hears. */
        CHANNEL,
        /** All channels whose names match a pattern of {@code * ? [abc]}. */
        PATTERN,
        /** A channel that only the nodes of its hash slot hear: Redis 7 or newer. */
        SHARD
    }

    /**
     * A channel.
     *
     * @param name its name
     * @return the topic
     */
    public static Topic channel(String name) {
        return new Topic(Kind.CHANNEL, name);
    }

    /**
     * All channels that match.
     *
     * @param pattern a pattern of channel names
     * @return the topic
     */
    public static Topic pattern(String pattern) {
        return new Topic(Kind.PATTERN, pattern);
    }

    /**
     * A channel of one hash slot.
     *
     * @param name its name
     * @return the topic
     */
    public static Topic shard(String name) {
        return new Topic(Kind.SHARD, name);
    }
}
