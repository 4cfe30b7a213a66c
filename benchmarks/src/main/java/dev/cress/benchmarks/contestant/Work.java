package dev.cress.benchmarks.contestant;

/** What is measured. */
public enum Work {
    /** New restaurants, the next when the last is stored. */
    SAVE_ONE_BY_ONE("save, one by one", 3_000),
    /** New restaurants, 256 under way. */
    SAVE_IN_FLIGHT("save, 256 in flight", 20_000),
    /** Stored restaurants removed, 256 under way. */
    DELETE("delete, 256 in flight", 20_000),
    /** New restaurants, by whatever is best for many. */
    SAVE_BULK("bulk save", 20_000),
    /** Restaurants by id, one at a time. */
    FIND_ONE_BY_ONE("find by id, one by one", 5_000),
    /** Restaurants by id, 256 under way. */
    FIND_IN_FLIGHT("find by id, 256 in flight", 50_000),
    /** All restaurants of a cuisine, a twentieth of all. */
    EQUALITY("equality, a twentieth of all", 20),
    /** The 100 dearest of a price range. */
    TOP_OF_RANGE("top 100 of a range", 1_000),
    /** A cuisine, and a rating of 4.5 or more. */
    EQUALITY_AND_RANGE("equality and range", 60),
    /** Within 5 km, nearest first. */
    NEAR("radius of 5 km, nearest first", 4_000),
    /** Every restaurant. */
    STREAM("stream all", 1),
    /** Another price for a stored restaurant, 256 under way. */
    UPDATE("update of one indexed field", 20_000),
    /** From a save to its event at a subscriber, one at a time. */
    WRITE_TO_EVENT("write to event received", 2_000);

    private final String title;
    private final int operations;

    Work(String title, int operations) {
        this.title = title;
        this.operations = operations;
    }

    /** {@return for people} */
    public String title() {
        return title;
    }

    /** {@return how often it is done in a round, by those for whom that does not take too long; {@link #STREAM} once} */
    public int operations() {
        return operations;
    }
}
