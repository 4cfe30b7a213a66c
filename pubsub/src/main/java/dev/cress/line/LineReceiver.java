package dev.cress.line;

/** What hears of a topic. Called by one thread at a time; does not throw and does not take long. */
public interface LineReceiver {

    /** Every message arrives from now on. Called again when the connection was lost and restored: messages between may be missing. */
    void connected();

    /**
     * A message has arrived.
     *
     * @param channel channel that it was published on
     * @param payload the message
     */
    void message(String channel, byte[] payload);

    /**
     * No message will arrive any more.
     *
     * @param failure why
     */
    void failed(Throwable failure);
}
