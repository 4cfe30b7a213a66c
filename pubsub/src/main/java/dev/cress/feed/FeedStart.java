package dev.cress.feed;

import java.time.Instant;

/** Where a feed begins. */
public sealed interface FeedStart {

    /** {@return with the first event after the subscription became active} */
    static FeedStart now() {
        return new Now();
    }

    /** {@return with the oldest event that is kept} */
    static FeedStart beginning() {
        return new Beginning();
    }

    /**
     * After an event that was read before.
     *
     * @param token its token, or a position that was asked for
     * @return with the first event after it
     */
    static FeedStart after(ResumeToken token) {
        return new After(token);
    }

    /**
     * At a time.
     *
     * @param instant by the server's clock
     * @return with the first event that was written then or later; when the kept ones do not reach back so far, events are missing, as after an old token
     */
    static FeedStart at(Instant instant) {
        return new At(instant);
    }

    /**
     * With everything that is stored.
     *
     * @return with all entities as {@link Operation#READ}, then with what happens, without a gap between
     */
    static FeedStart snapshot() {
        return new Snapshot();
    }

    /** With the first event after the subscription became active. */
    record Now() implements FeedStart {}

    /** With the oldest event that is kept. */
    record Beginning() implements FeedStart {}

    /**
     * After an event that was read before.
     *
     * @param token its token
     */
    record After(ResumeToken token) implements FeedStart {}

    /**
     * At a time.
     *
     * @param instant by the server's clock
     */
    record At(Instant instant) implements FeedStart {}

    /** With everything that is stored. */
    record Snapshot() implements FeedStart {}
}
