package dev.cress.feed;

/** What waits while an event of a group is tried again. */
public enum GroupOrder {
    /** All later events of its partition: they are handled in the order of their writes, also those of different entities. */
    PARTITION,
    /**
     * The later events of its entity only; others of the partition go on, up to {@value ConsumerGroup#AHEAD} of them. When a member ends meanwhile, the events that were handled ahead
     * come again.
     */
    ENTITY
}
