package dev.cress.integration;

import dev.cress.error.UniqueConflictException;

/** Which lockers are taken: each by one parcel of a partition. */
record Lockers(Worker.Partitions partitions) {

    /** What a write of a parcel is refused by; null for nothing. */
    Class<?> failure(ReferenceModel<Parcel> model, Parcel sent) {
        boolean taken = sent.locker() != null
                && model.entities().stream()
                        .anyMatch(other -> !other.id().equals(sent.id())
                                && sent.locker().equals(other.locker())
                                && partitions.of(other.id()) == partitions.of(sent.id()));
        return taken ? UniqueConflictException.class : null;
    }
}
