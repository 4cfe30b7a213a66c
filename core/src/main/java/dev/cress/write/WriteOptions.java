package dev.cress.write;

import java.time.Duration;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What one write is asked for beside its entity. A value, free to be shared; each method gives another one.
 *
 * <pre>{@code
 * accounts.save(account, WriteOptions.DEFAULT.ifAbsent().writeId("order-17"))
 * }</pre>
 *
 * @param presence what must be stored
 * @param ifVersion version that must be stored, 0 for none; empty for that of the entity, where the type has a version
 * @param repetition whether the write may be sent again
 * @param writeId names the write; null for none, or for one that Cress makes
 * @param expiry what is to become of the entity's life; null for what its type, or a property of it, says
 * @param durability how many replicas must have the write; null for none
 */
public record WriteOptions(
        Presence presence,
        OptionalLong ifVersion,
        Repetition repetition,
        @Nullable String writeId,
        @Nullable Expiry expiry,
        @Nullable Durability durability) {

    /** Nothing is asked for: what {@code save(entity)} does. */
    public static final WriteOptions DEFAULT =
            new WriteOptions(Presence.ANY, OptionalLong.empty(), Repetition.BY_KIND, null, null, null);

    private static final Pattern WRITE_ID = Pattern.compile("[A-Za-z0-9_.-]{1,64}");

    /** Checks the write id. */
    public WriteOptions {
        if (writeId != null && !WRITE_ID.matcher(writeId).matches()) {
            throw new IllegalArgumentException("a write id matches " + WRITE_ID + ", not \"" + writeId + "\"");
        }
        if (ifVersion.isPresent() && ifVersion.getAsLong() < 0) {
            throw new IllegalArgumentException("a version is 0 or more, not " + ifVersion.getAsLong());
        }
    }

    /** {@return these, for a write that only creates} */
    public WriteOptions ifAbsent() {
        return new WriteOptions(Presence.ABSENT, ifVersion, repetition, writeId, expiry, durability);
    }

    /** {@return these, for a write that only changes what is stored} */
    public WriteOptions ifPresent() {
        return new WriteOptions(Presence.PRESENT, ifVersion, repetition, writeId, expiry, durability);
    }

    /**
     * Only if this version is stored, whatever that of the entity is; also for types that have no version property.
     *
     * @param version a version, as a {@link WriteResult} tells it; 0 for not stored
     * @return these, for such a write
     */
    public WriteOptions ifVersion(long version) {
        return new WriteOptions(presence, OptionalLong.of(version), repetition, writeId, expiry, durability);
    }

    /**
     * Names the write. Of all writes of one entity with the same id, within {@code CressOptions.writeIdRetention}, the first takes effect; the others give its
     * result. So a write may be repeated by whoever does not know what came of it; Cress does so itself until the deadline of the operation. Its change event tells the id.
     *
     * @param id letters, digits, {@code _.-}, at most 64; not one that an earlier, other write of the same entity has
     * @return these, for such a write
     */
    public WriteOptions writeId(String id) {
        return new WriteOptions(presence, ifVersion, Repetition.ONCE, id, expiry, durability);
    }

    /** {@return these, for a write that Cress repeats when its reply is lost, with a write id of its own that no event tells} */
    public WriteOptions once() {
        return new WriteOptions(presence, ifVersion, Repetition.ONCE, writeId, expiry, durability);
    }

    /** {@return these, for a write that is sent at most once and leaves no token on the server, even if it counts or appends} */
    public WriteOptions withoutToken() {
        return new WriteOptions(presence, ifVersion, Repetition.NEVER, null, expiry, durability);
    }

    /**
     * Says what is to become of the entity's life.
     *
     * @param value how long it is to live; a type that does not expire, or keeps the end of lives in a property, refuses the write when it is called
     * @return these, for such a write
     */
    public WriteOptions expiry(Expiry value) {
        return new WriteOptions(presence, ifVersion, repetition, writeId, value, durability);
    }

    /**
     * Waits until replicas have the write. Whether they do or not, it is done: a {@link WriteResult.NotReplicated} tells of too few of them, or its error, {@link
     * dev.cress.error.NotReplicatedException}. The write has a token, unless it is said to have none, so that it and the question are sent again when a reply is lost.
     *
     * <p>Such writes have a connection to each node of their own, which waits while the replicas are asked. Those that ask for the same leave together and wait together; a write
     * that finds others under way waits for them first, at most until the deadline of the operation, so it takes at most that and {@code timeout}. No other operation waits for them.
     *
     * @param number replicas, at least 1
     * @param timeout how long to wait for them, a millisecond to a minute
     * @return these, for such a write
     */
    public WriteOptions replicas(int number, Duration timeout) {
        return new WriteOptions(presence, ifVersion, repetition, writeId, expiry, new Durability(number, timeout));
    }
}
