package dev.cress.script.entity;

import org.jspecify.annotations.Nullable;

/**
 * What every write of a partition carries beside the entity.
 *
 * @param epoch epoch of the layout that the client works with
 * @param retention number of events that the partition's stream keeps at least
 * @param channel doorbell channel, empty for none
 * @param partition what the doorbell says
 * @param writeId names the write in its event, empty for none
 */
public record WriteContext(long epoch, long retention, String channel, int partition, String writeId) {

    /**
     * Of a write without a name.
     *
     * @param epoch epoch of the layout that the client works with
     * @param retention number of events that the partition's stream keeps at least
     * @param channel doorbell channel, empty for none
     * @param partition what the doorbell says
     */
    public WriteContext(long epoch, long retention, String channel, int partition) {
        this(epoch, retention, channel, partition, "");
    }

    /**
     * The same of a named write.
     *
     * @param name names the write, null for none
     * @return the context
     */
    public WriteContext named(@Nullable String name) {
        return name == null ? this : new WriteContext(epoch, retention, channel, partition, name);
    }
}
