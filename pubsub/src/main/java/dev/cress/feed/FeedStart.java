package dev.cress.feed;

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
}
