package dev.cress.entity;

import java.nio.ByteBuffer;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The ids under which something was found that cannot be read. Bounded: when there are too many, every id counts as one of them. */
final class UnreadableIds {

    private static final int MOST = 10_000;

    private final Set<ByteBuffer> ids = ConcurrentHashMap.newKeySet();

    void add(byte[] id) {
        if (ids.size() < MOST) {
            ids.add(ByteBuffer.wrap(id));
        }
    }

    void remove(byte[] id) {
        ids.remove(ByteBuffer.wrap(id));
    }

    boolean isEmpty() {
        return ids.isEmpty();
    }

    boolean mayContain(byte[] id) {
        return ids.size() >= MOST || ids.contains(ByteBuffer.wrap(id));
    }
}
