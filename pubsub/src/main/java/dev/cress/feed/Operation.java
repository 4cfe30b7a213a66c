package dev.cress.feed;

import dev.cress.error.StoredDataException;

/** What happened to an entity. */
public enum Operation {
    /** It was stored and had not been. */
    CREATED('C'),
    /** It was changed. */
    UPDATED('U'),
    /** It was removed. */
    DELETED('D'),
    /** Its time was over. */
    EXPIRED('X'),
    /** Nothing: it is there, as a snapshot found it. Never stored. */
    READ('R');

    private final char code;

    Operation(char code) {
        this.code = code;
    }

    static Operation of(String code) {
        for (Operation operation : values()) {
            if (operation != READ && code.length() == 1 && code.charAt(0) == operation.code) {
                return operation;
            }
        }
        throw new StoredDataException("a change event has an unknown operation", null);
    }
}
