package dev.cress.connection;

/** Hears what arrives on a {@link MessageConnection}, on its I/O thread. */
public interface MessageListener {

    /**
     * A message has arrived.
     *
     * @param topic to which it belongs
     * @param channel channel that it was published on
     * @param payload the message
     */
    void message(Topic topic, String channel, byte[] payload);

    /** The connection was lost, or serves a topic no more. Nothing arrives from then on; it is to be closed and replaced. May be called more than once. */
    void lost();
}
