package dev.cress.write;

/** Whether a write may be sent again when its reply was lost. */
public enum Repetition {
    /** As the write does by itself: patches that count or append are guarded, all others are not repeated. */
    BY_KIND,
    /** Guarded by a token on the server, so that it takes effect once however often it is sent; Cress sends it again by itself. */
    ONCE,
    /** Sent at most once, without a token. */
    NEVER
}
