package dev.cress.feed;

/**
 * An event that a member of a group is to handle.
 *
 * @param event the event
 * @param attempt which attempt this is, from 1; more than 1 also when an earlier member has failed
 * @param fence grows each time that the partition changes its member: a store that refuses a lower one than it has seen excludes members that were believed dead
 * @param <T> the entity type
 */
public record Delivery<T>(ChangeEvent<T> event, int attempt, long fence) {

    /** {@return what is the same whenever this change is handled, and no other's: id and version} */
    public String idempotencyKey() {
        return event.version() + ":" + event.id();
    }
}
