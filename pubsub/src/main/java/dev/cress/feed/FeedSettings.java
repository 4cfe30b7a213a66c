package dev.cress.feed;

/** What a feed says so far. */
record FeedSettings<T>(FeedStart start, EventFilter<T> filter, LossPolicy loss) {}
