package dev.cress.connection;

/** What a connection is for. Each role has its own, so that a heavy page never waits before a write, nor a feed before a look-up. */
public enum Role {
    /** Entity scripts. */
    WRITE,
    /** Look-ups and pages of queries. */
    READ,
    /** Pages of change events. */
    FEED
}
