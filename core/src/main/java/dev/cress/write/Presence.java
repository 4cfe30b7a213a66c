package dev.cress.write;

/** What must be stored under an id for a write to happen. */
public enum Presence {
    /** Anything: the write creates or changes, as it usually does. */
    ANY,
    /** Nothing: the write creates. */
    ABSENT,
    /** An entity: the write changes it. */
    PRESENT
}
