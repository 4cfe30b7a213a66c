package dev.cress.channel;

import static java.util.Objects.requireNonNull;

import dev.cress.codec.JsonCodecs;
import dev.cress.codec.TextCodec;
import java.util.function.Consumer;

/**
 * How a channel's messages look, and what happens to a slow subscriber. Immutable.
 *
 * @param <T> type of the messages
 */
public final class ChannelOptions<T> {

    /** What meters call channels without a label. */
    public static final String UNLABELLED = "other";

    /** How messages reach subscribers on a cluster. */
    enum Reach {
        /** All nodes. */
        BROADCAST,
        /** The nodes of the channel's slot. */
        SHARD
    }

    private final TextCodec<T> codec;
    private final Overflow overflow;
    private final Reach reach;
    private final Consumer<? super UndecodableMessage> undecodable;
    private final String label;

    private ChannelOptions(
            TextCodec<T> codec,
            Overflow overflow,
            Reach reach,
            Consumer<? super UndecodableMessage> undecodable,
            String label) {
        this.codec = codec;
        this.overflow = overflow;
        this.reach = reach;
        this.undecodable = undecodable;
        this.label = label;
    }

    /**
     * Messages as JSON.
     *
     * @param type what Jackson can write and read; nothing in a message chooses a class
     * @param <T> type of the messages
     * @return options: failing on overflow, not sharded
     */
    public static <T> ChannelOptions<T> json(Class<T> type) {
        TextCodec<Object> json = JsonCodecs.jackson().codec(type);
        return initial(TextCodec.of(json::encode, text -> type.cast(json.decode(text))));
    }

    /** {@return options for messages as they are: failing on overflow, not sharded} */
    public static ChannelOptions<byte[]> bytes() {
        return initial(TextCodec.of(bytes -> bytes.clone(), bytes -> bytes));
    }

    /**
     * Messages of another form.
     *
     * @param codec between a message and its bytes; must not block
     * @param <T> type of the messages
     * @return options: failing on overflow, not sharded
     */
    public static <T> ChannelOptions<T> of(TextCodec<T> codec) {
        return initial(requireNonNull(codec, "codec"));
    }

    private static <T> ChannelOptions<T> initial(TextCodec<T> codec) {
        return new ChannelOptions<>(codec, Overflow.error(), Reach.BROADCAST, message -> {}, UNLABELLED);
    }

    /**
     * What happens to messages that a subscriber has not asked for.
     *
     * @param policy a policy
     * @return the changed options
     */
    public ChannelOptions<T> overflow(Overflow policy) {
        return new ChannelOptions<>(codec, requireNonNull(policy, "policy"), reach, undecodable, label);
    }

    /**
     * Keeps messages on the nodes of the channel's hash slot instead of telling all nodes of a cluster: for many busy channels. Publishers and subscribers have to agree; patterns do not
     * match; Redis 7 is needed.
     *
     * @return the changed options
     */
    public ChannelOptions<T> sharded() {
        return new ChannelOptions<>(codec, overflow, Reach.SHARD, undecodable, label);
    }

    /**
     * Hears of messages that are not of this channel's form. They are dropped, and counted for each subscriber.
     *
     * @param hook called on the subscriber's thread; must not block
     * @return the changed options
     */
    public ChannelOptions<T> onUndecodable(Consumer<? super UndecodableMessage> hook) {
        return new ChannelOptions<>(codec, overflow, reach, requireNonNull(hook, "hook"), label);
    }

    /**
     * What meters call channels of these options.
     *
     * @param value value of the tag {@code channel}: few in all, so no names made of ids; default {@value #UNLABELLED}
     * @return the changed options
     */
    public ChannelOptions<T> label(String value) {
        return new ChannelOptions<>(codec, overflow, reach, undecodable, requireNonNull(value, "label"));
    }

    String label() {
        return label;
    }

    TextCodec<T> codec() {
        return codec;
    }

    Overflow overflow() {
        return overflow;
    }

    boolean shard() {
        return reach == Reach.SHARD;
    }

    Consumer<? super UndecodableMessage> undecodable() {
        return undecodable;
    }
}
