package dev.cress.connection;

/** What a failed attempt means: whether the command was applied, and what to do about it. */
enum Failure {
    /** The script is not cached: not applied, send its text. */
    NOT_CACHED,
    /** Never left, or was refused before it started: not applied, try again. */
    NOT_APPLIED,
    /** The connection or the reply was lost: nobody knows. */
    UNKNOWN,
    /** The server or the client refuses for want of memory, disk, replicas or room in a queue: not applied, not retried. */
    OVERLOADED,
    /** The user may not do this. */
    DENIED,
    /** A key holds another type than the layout says. */
    FOREIGN_DATA,
    /** Anything else: a defect. */
    DEFECT
}
