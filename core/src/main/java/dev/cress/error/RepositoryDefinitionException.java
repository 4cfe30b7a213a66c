package dev.cress.error;

/** A repository interface asks for something that no module on the class path offers; the message says what to add. */
public final class RepositoryDefinitionException extends NonTransientRedisDataException {

    private static final long serialVersionUID = 1L;

    /**
     * @param message what happened, where, and what to do
     */
    public RepositoryDefinitionException(String message) {
        super(message, null);
    }
}
