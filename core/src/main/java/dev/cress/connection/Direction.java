package dev.cress.connection;

/** Which end of an order comes first. */
public enum Direction {
    /** The least first. */
    ASCENDING,
    /** The greatest first. */
    DESCENDING;

    /** {@return the other direction} */
    public Direction reversed() {
        return this == ASCENDING ? DESCENDING : ASCENDING;
    }
}
