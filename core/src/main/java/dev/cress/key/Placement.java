package dev.cress.key;

/** What of an id chooses the partition. Its name is in the layout record. */
public enum Placement {
    /** All of it. */
    WHOLE_ID("crc32c"),
    /** The first of its parts. */
    FIRST_PART("crc32c-part");

    private final String hash;

    Placement(String hash) {
        this.hash = hash;
    }

    /** {@return the name of the hash in the layout record} */
    public String hash() {
        return hash;
    }
}
