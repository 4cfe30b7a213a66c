package dev.cress.key;

import java.util.zip.CRC32C;

/**
 * Assigns ids to partitions, and partitions to hash slots.
 *
 * <p>Partition p lies in the slot whose 14 bits are those of p reversed (the van der Corput sequence): even for every power of two, and unchanged for the
 * old partitions when their number doubles.
 */
public final class Partitioning {

    /** Name of the hash in the layout record. */
    public static final String HASH = "crc32c";

    /** The most partitions that a model can have: one for each slot of a cluster. */
    public static final int MAX_PARTITIONS = 16_384;

    private final int count;

    /**
     * A partitioning.
     *
     * @param count number of partitions, a power of two from 1 to {@link #MAX_PARTITIONS}
     */
    public Partitioning(int count) {
        if (count < 1 || count > MAX_PARTITIONS || Integer.bitCount(count) != 1) {
            throw new IllegalArgumentException(
                    "partitions are a power of two from 1 to " + MAX_PARTITIONS + ", not " + count);
        }
        this.count = count;
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
        if (count == 1) {
            return 0;
        }
        CRC32C crc = new CRC32C();
        crc.update(id, 0, id.length);
        return (int) crc.getValue() & (count - 1);
    }

    static int slot(int partition) {
        return Integer.reverse(partition) >>> (Integer.SIZE - 14);
    }
}
