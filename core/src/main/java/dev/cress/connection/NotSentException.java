package dev.cress.connection;

/** A command that the driver refused to take. */
final class NotSentException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    NotSentException(String message) {
        super(message);
    }

    NotSentException(Throwable cause) {
        super("not sent: " + cause.getMessage(), cause);
    }
}
