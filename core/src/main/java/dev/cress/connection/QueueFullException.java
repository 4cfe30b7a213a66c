package dev.cress.connection;

/** There was no room for a command. */
final class QueueFullException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    QueueFullException() {
        super("too many commands wait; limit the concurrency of the caller");
    }
}
