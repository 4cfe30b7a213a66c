package dev.cress.feed;

import org.jspecify.annotations.Nullable;

/**
 * An event that a member of a group is to handle.
 *
 * @param event the event
 * @param attempt which attempt this is, from 1; more than 1 also when an earlier member has failed
 * @param fence grows each time that the partition changes its member: a store that refuses a lower one than it has seen excludes members that were believed dead
 * @param place where the group is once this event is done, for a handler that keeps it with a write of its own; null in a group that keeps {@link GroupOrder#ENTITY}, where others may
 *     not be done
 * @param <T> the entity type
 */
public record Delivery<T>(
        ChangeEvent<T> event,
        int attempt,
        long fence,
        @Nullable Place place) {

    /**
     * A place of a group in a partition. A handler that writes to keys with the same hash tag can keep it in the same script: when the field {@code f} of the hash is the fence, and {@code n} is below
     * the number (else the event was done before), it writes what it has to and sets {@code v}, {@code n} and {@code a} to version, number and 0. Then each event has its effect exactly once.
     *
     * @param key of the hash
     * @param version version of the event
     * @param number number of the event in its partition
     */
    public record Place(String key, long version, long number) {}

    /** {@return what is the same whenever this change is handled, and no other's: id and version} */
    public String idempotencyKey() {
        return event.version() + ":" + event.id();
    }
}
