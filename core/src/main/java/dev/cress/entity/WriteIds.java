package dev.cress.entity;

import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/** Write ids that no other program makes: what tells this one from others, and a number. */
final class WriteIds {

    private static final String PROGRAM = UUID.randomUUID().toString().replace("-", "") + ".";
    private static final AtomicLong COUNT = new AtomicLong();

    private WriteIds() {}

    static String next() {
        return PROGRAM + Long.toString(COUNT.incrementAndGet(), Character.MAX_RADIX);
    }
}
