package dev.cress.id;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/**
 * UUIDs of version 7 (RFC 9562): 48 bits of milliseconds, a counter of 12 bits that begins at random in each millisecond, 62 random bits. Those of one process
 * ascend, also when its clock goes back.
 */
public final class UuidV7 implements IdGenerator<UUID> {

    private static final int COUNTER_BITS = 12;
    private static final long MAX_MILLIS = 1L << 48;

    /** The last milliseconds and counter that any instance of the process gave. */
    private static final AtomicLong PROCESS = new AtomicLong();

    /** Seeded once, when the class is loaded; a plain {@link SecureRandom} may read a file, and so block, whenever it is asked. */
    private static final SecureRandom RANDOM = seeded();

    private final AtomicLong last;

    /** One of those that share the counter of the process. */
    public UuidV7() {
        this(PROCESS);
    }

    /** With a counter of its own. */
    UuidV7(AtomicLong last) {
        this.last = last;
    }

    @Override
    public Class<UUID> type() {
        return UUID.class;
    }

    @Override
    public UUID next(Clock clock) {
        long millis = Math.floorMod(clock.millis(), MAX_MILLIS);
        long random = RANDOM.nextLong();
        long fresh = (millis << COUNTER_BITS) | (random >>> 53); // 11 bits: half of the counter is room to count
        long time = last.updateAndGet(before -> fresh > before ? fresh : before + 1);
        long high = ((time >>> COUNTER_BITS) << 16) | 0x7000L | (time & 0xFFF);
        return new UUID(high, (RANDOM.nextLong() & 0x3FFF_FFFF_FFFF_FFFFL) | Long.MIN_VALUE);
    }

    private static SecureRandom seeded() {
        try {
            SecureRandom random = SecureRandom.getInstance("DRBG");
            random.nextLong();
            return random;
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has a DRBG", e);
        }
    }
}
