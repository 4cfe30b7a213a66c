package dev.cress.key;

import dev.cress.mapping.IdParts;
import java.util.zip.CRC32C;

/**
 * Assigns ids to partitions, and partitions to hash slots.
 *
 * <p>Partition p lies in the slot whose 14 bits are those of p reversed (the van der Corput sequence): even for every power of two, and unchanged for the
 * old partitions when their number doubles.
 */
public final class Partitioning {

    /** The most partitions that a model can have: one for each slot of a cluster. */
    public static final int MAX_PARTITIONS = 16_384;

    private final int count;
    private final Placement placement;

    /**
     * A partitioning by whole ids.
     *
     * @param count number of partitions, a power of two from 1 to {@link #MAX_PARTITIONS}
     */
    public Partitioning(int count) {
        this(count, Placement.WHOLE_ID);
    }

    /**
     * A partitioning.
     *
     * @param count number of partitions, a power of two from 1 to {@link #MAX_PARTITIONS}
     * @param placement what of an id chooses the partition
     */
    public Partitioning(int count, Placement placement) {
        if (count < 1 || count > MAX_PARTITIONS || Integer.bitCount(count) != 1) {
            throw new IllegalArgumentException(
                    "partitions are a power of two from 1 to " + MAX_PARTITIONS + ", not " + count);
        }
        this.count = count;
        this.placement = placement;
    }

    /** {@return the number of partitions} */
    public int count() {
        return count;
    }

    /**
     * The partition of an id.
     *
     * @param id bytes of an id
     * @return its partition, from 0
     */
    public int of(byte[] id) {
        return of(id, placement == Placement.WHOLE_ID ? id.length : IdParts.firstLength(id));
    }

    /**
     * The partition of all ids with a first part, where that chooses it.
     *
     * @param text text of the part
     * @return its partition, from 0
     */
    public int ofPart(byte[] text) {
        byte[] part = IdParts.escaped(text);
        return of(part, part.length);
    }

    /**
     * The partition that tells who has a value.
     *
     * @param entry the value's entry in its unique index
     * @return its partition, from 0
     */
    public int ofValue(byte[] entry) {
        return of(entry, entry.length);
    }

    private int of(byte[] bytes, int length) {
        if (count == 1) {
            return 0;
        }
        CRC32C crc = new CRC32C();
        crc.update(bytes, 0, length);
        return (int) crc.getValue() & (count - 1);
    }

    static int slot(int partition) {
        return Integer.reverse(partition) >>> (Integer.SIZE - 14);
    }
}
