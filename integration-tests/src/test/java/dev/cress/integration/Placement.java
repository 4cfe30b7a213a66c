package dev.cress.integration;

/**
 * Where the layout document puts an id and a partition. Written from the document and the standards it names; shares no code with
 * Cress, and none with the JDK's {@code CRC32C}.
 */
final class Placement {

    static final int SLOTS = 16_384;

    private static final String ALPHABET = "0123456789abcdefghijklmnopqrstuvwxyz";
    private static final String[] TAGS = tags();

    private Placement() {}

    /** The partition of an id, given as its bytes. */
    static int partitionOf(String id, int partitions) {
        return (int) (crc32c(id) % partitions);
    }

    /** The hash tag of a partition, without braces. */
    static String tagOf(int partition) {
        return TAGS[reverse14(partition)];
    }

    /** The cluster slot of any key, by the rule of Redis Cluster. */
    static int slotOf(String key) {
        int open = key.indexOf('{');
        int close = open < 0 ? -1 : key.indexOf('}', open + 1);
        return crc16(close > open + 1 ? key.substring(open + 1, close) : key) % SLOTS;
    }

    static int reverse14(int number) {
        int reversed = 0;
        for (int bit = 0; bit < 14; bit++) {
            if ((number & 1 << bit) != 0) {
                reversed |= 1 << 13 - bit;
            }
        }
        return reversed;
    }

    /** Castagnoli's CRC: reflected polynomial 82F63B78, initial and final value all ones. */
    static long crc32c(String bytes) {
        int crc = ~0;
        for (int i = 0; i < bytes.length(); i++) {
            crc ^= bytes.charAt(i);
            for (int bit = 0; bit < 8; bit++) {
                crc = (crc & 1) == 0 ? crc >>> 1 : crc >>> 1 ^ 0x82F63B78;
            }
        }
        return Integer.toUnsignedLong(~crc);
    }

    /** The CRC of Redis Cluster (XMODEM): polynomial 1021, initial value zero. */
    static int crc16(String bytes) {
        int crc = 0;
        for (int i = 0; i < bytes.length(); i++) {
            crc ^= bytes.charAt(i) << 8;
            for (int bit = 0; bit < 8; bit++) {
                crc = (crc & 0x8000) == 0 ? crc << 1 : crc << 1 ^ 0x1021;
            }
            crc &= 0xFFFF;
        }
        return crc;
    }

    private static String[] tags() {
        String[] tags = new String[SLOTS];
        int missing = SLOTS;
        for (int length = 1; missing > 0; length++) {
            missing -= fill(tags, "", length);
        }
        return tags;
    }

    /** Gives each slot without a tag the first string of this length that falls into it, and returns how many were filled. */
    private static int fill(String[] tags, String prefix, int length) {
        if (prefix.length() == length) {
            int slot = crc16(prefix) % SLOTS;
            boolean free = tags[slot] == null;
            tags[slot] = free ? prefix : tags[slot];
            return free ? 1 : 0;
        }
        int filled = 0;
        for (int i = 0; i < ALPHABET.length(); i++) {
            filled += fill(tags, prefix + ALPHABET.charAt(i), length);
        }
        return filled;
    }
}
