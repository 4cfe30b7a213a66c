package dev.cress.script.entity;

/** What kind of structure an index is on the server; its code travels to the scripts. */
public enum IndexForm {
    /** Lexicographic sorted set of entries. */
    ORDERED('i'),
    /** The same without entries of nulls. */
    SPARSE('s'),
    /** Geo set of positions. */
    GEO('g'),
    /** Hash from entries to ids. */
    UNIQUE('u');

    private final char code;

    IndexForm(char code) {
        this.code = code;
    }

    /** {@return the letter by which scripts and keys know the form} */
    public char code() {
        return code;
    }
}
