package dev.cress.annotation;

/** What a deletion does about entities that refer to the deleted one. */
public enum OnDelete {
    /** Nothing is deleted while one refers to it. */
    RESTRICT,
    /** The references become null, or are removed from the collections whose elements they are. */
    NULLIFY,
    /** What refers to it is deleted too. */
    CASCADE
}
