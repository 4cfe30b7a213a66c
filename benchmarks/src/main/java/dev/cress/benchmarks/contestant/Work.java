package dev.cress.benchmarks.contestant;

/** What is measured. */
public enum Work {
    /** New restaurants, the next when the last is stored. */
    SAVE_ONE_BY_ONE("save, one by one"),
    /** New restaurants, 256 under way. */
    SAVE_IN_FLIGHT("save, 256 in flight"),
    /** Stored restaurants removed, 256 under way. */
    DELETE("delete, 256 in flight"),
    /** New restaurants, by whatever is best for many. */
    SAVE_BULK("bulk save"),
    /** Restaurants by id, one at a time. */
    FIND_ONE_BY_ONE("find by id, one by one"),
    /** Restaurants by id, 256 under way. */
    FIND_IN_FLIGHT("find by id, 256 in flight"),
    /** All restaurants of a cuisine, a twentieth of all. */
    EQUALITY("equality, a twentieth of all"),
    /** The 100 dearest of a price range. */
    TOP_OF_RANGE("top 100 of a range"),
    /** A cuisine, and a rating of 4.5 or more. */
    EQUALITY_AND_RANGE("equality and range"),
    /** Within 5 km, nearest first. */
    NEAR("radius of 5 km, nearest first"),
    /** Every restaurant. */
    STREAM("stream all"),
    /** Another price for a stored restaurant, 256 under way. */
    UPDATE("update of one indexed field"),
    /** From a save to its event at a subscriber, one at a time. */
    WRITE_TO_EVENT("write to event received");

    private final String title;

    Work(String title) {
        this.title = title;
    }

    /** {@return for people} */
    public String title() {
        return title;
    }
}
