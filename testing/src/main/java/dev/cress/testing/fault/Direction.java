package dev.cress.testing.fault;

/** Which way something travels. */
public enum Direction {
    /** From the client to the server. */
    REQUEST,
    /** From the server to the client. */
    REPLY
}
