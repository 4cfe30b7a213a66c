package dev.cress.script.entity;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** What every write of a partition carries beside the entity, as arguments: made once, not for each write. Immutable. */
public final class WriteContext {

    private final byte[] epoch;
    private final byte[] retention;
    private final byte[] channel;
    private final byte[] partition;
    private final byte[] writeId;

    /**
     * Of a write without a name.
     *
     * @param epoch epoch of the layout that the client works with
     * @param retention number of events that the partition's stream keeps at least
     * @param channel doorbell channel, empty for none
     * @param partition what the doorbell says
     */
    public WriteContext(long epoch, long retention, String channel, int partition) {
        this.epoch = utf8(Long.toString(epoch));
        this.retention = utf8(Long.toString(retention));
        this.channel = utf8(channel);
        this.partition = utf8(Integer.toString(partition));
        this.writeId = Arguments.EMPTY;
    }

    private WriteContext(WriteContext context, byte[] writeId) {
        this.epoch = context.epoch;
        this.retention = context.retention;
        this.channel = context.channel;
        this.partition = context.partition;
        this.writeId = writeId;
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /**
     * The same of a named write.
     *
     * @param name names the write in its event, null for none
     * @return the context
     */
    public WriteContext named(@Nullable String name) {
        return name == null ? this : new WriteContext(this, utf8(name));
    }

    byte[] epoch() {
        return epoch;
    }

    byte[] retention() {
        return retention;
    }

    byte[] channel() {
        return channel;
    }

    byte[] partition() {
        return partition;
    }

    /** Empty for none. */
    byte[] writeId() {
        return writeId;
    }
}
