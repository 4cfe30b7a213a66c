package dev.cress.integration;

/** What the checker checks; each violation names one. */
enum Rule {
    /** Every key of the namespace belongs to a model, in a kind and index that it has. */
    KNOWN_KEY,
    /** Every key has the Redis type of its kind. */
    KEY_TYPE,
    /** Every key carries the tag of a partition of its model. */
    KEY_TAG,
    /** Every id is in the partition that its bytes hash to. */
    PARTITION,
    /** The layout record is in the first partition and says what the schema says. */
    LAYOUT,
    /** Every entity has a version. */
    VERSION,
    /** Every field of an entity is a property. */
    KNOWN_FIELD,
    /** Every stored text is canonical for its type. */
    CANONICAL_TEXT,
    /** Every id of the primary index is an entity, and the other way round. */
    PRIMARY,
    /** Every entity has its entry in each ordered index. */
    ENTRY_PRESENT,
    /** Every entry of an ordered index is that of an entity. */
    ENTRY_TRUE,
    /** Every score of a primary or ordered index is 0. */
    SCORE,
    /** Every entity with a location is in the geo index, and no other id. */
    GEO_MEMBER,
    /** The position in the geo index is the stored one. */
    GEO_POSITION,
    /** Every unique value is claimed, by its entity. */
    CLAIM_PRESENT,
    /** Every claim is that of an entity with this value. */
    CLAIM_TRUE,
    /** No two entities of a partition, or of the model where the index says so, have the same unique value. */
    CLAIM_UNIQUE,
    /** Reservations, permits and what outboxes note have their form, and are where their value is. */
    CLAIM_FORM,
    /** Every value that is unique in all partitions is reserved for the entity that has it. */
    CLAIM_RESERVED,
    /** No value is reserved that nobody has, or waits to be freed: it may be so after a writer has died, until somebody wants the value. */
    CLAIM_STALE,
    /** Nothing is kept under an id for a rename over partitions, and nothing has left by one that has not arrived, when nobody renames. */
    WAYS,
    /** The end of a life is the same in the entity and in the expiry index, and the server removes no hash earlier than a day after it. */
    LIFE,
    /** Nothing is left of a life that was over when all was swept. */
    LIFE_OVER,
    /** The meta record holds epoch, last version and number of events. */
    META,
    /** Event numbers are dense and start with 1 unless trimmed. */
    EVENT_NUMBER,
    /** Event versions grow. */
    EVENT_ORDER,
    /** An event has operation, id and then the fields of its operation. */
    EVENT_FORM,
    /** An event follows from the events before it: creates what is absent, and its old values are those before. */
    EVENT_HISTORY,
    /** The last event of a stored id has its version. */
    EVENT_VERSION,
    /** All events together give the stored ids and indexed values. */
    REPLAY,
    /** Lists and bytes beside properties belong to an entity, and are no longer than declared. */
    ATTACHMENT,
    /** What is kept of a named write is its reply, for two minutes at most. */
    TOKEN,
    /** Leases, dead letters and members of consumer groups have their form. */
    GROUP
}
