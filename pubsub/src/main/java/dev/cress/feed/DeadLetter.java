package dev.cress.feed;

import java.time.Instant;

/**
 * An event that a group could not handle.
 *
 * @param event the event; its token tells where it was in its partition
 * @param attempts how often it was tried
 * @param reason class of the last failure
 * @param buried when it was given up, by the server's clock
 * @param place where the letter is
 * @param <T> the entity type
 */
public record DeadLetter<T>(ChangeEvent<T> event, int attempts, String reason, Instant buried, Place place) {

    DeadLetter<T> withEvent(ChangeEvent<T> loaded) {
        return new DeadLetter<>(loaded, attempts, reason, buried, place);
    }

    /**
     * Where a letter is.
     *
     * @param partition number of the partition
     * @param time first part of its entry's id
     * @param sequence second part of it
     */
    public record Place(int partition, long time, long sequence) {}
}
