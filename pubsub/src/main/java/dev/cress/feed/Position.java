package dev.cress.feed;

/**
 * A place in one partition's stream: that of its last event read.
 *
 * @param version version of the event, 0 before the first
 * @param number number of the event, 0 before the first
 */
record Position(long version, long number) {

    static final Position START = new Position(0, 0);
}
