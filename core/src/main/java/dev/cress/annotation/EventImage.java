package dev.cress.annotation;

/** What change events tell of an entity beyond the old and new values of changed indexed properties, and the names of other changed ones. */
public enum EventImage {
    /** The entity after the change. */
    AFTER('a'),
    /** The entity before the change. */
    BEFORE('b'),
    /** Old and new values of all changed properties. */
    CHANGED('c'),
    /** The values of indexed properties that did not change, so that filters on indexed properties can always be decided. */
    INDEXED('i');

    private final char code;

    EventImage(char code) {
        this.code = code;
    }

    /** {@return the letter by which stored events tell it} */
    public char code() {
        return code;
    }
}
