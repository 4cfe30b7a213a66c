package dev.cress.feed;

import dev.cress.error.NonTransientRedisDataException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * A place in a change feed, as text that can be stored or travel: URL-safe, opaque, valid as long as the events after it are kept. It holds a place for each partition and is
 * of 22 characters for each.
 */
public final class ResumeToken {

    private static final byte FORMAT = 1;
    private static final int PARTITION_BYTES = 2 * Long.BYTES;
    private static final int HEADER_BYTES = 1 + Integer.BYTES;

    private final List<Position> positions;

    ResumeToken(List<Position> positions) {
        this.positions = List.copyOf(positions);
    }

    /**
     * Takes a token back.
     *
     * @param text what {@link #toString} gave
     * @return the token; whether it fits a feed shows when it is used
     * @throws InvalidResumeTokenException when it is none
     */
    public static ResumeToken parse(String text) {
        byte[] bytes;
        try {
            bytes = Base64.getUrlDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            throw damaged();
        }
        int body = bytes.length - HEADER_BYTES;
        if (body <= 0 || body % PARTITION_BYTES != 0 || bytes[0] != FORMAT) {
            throw damaged();
        }
        ByteBuffer buffer = ByteBuffer.wrap(bytes, 1, bytes.length - 1);
        if (buffer.getInt() != checksum(bytes)) {
            throw damaged();
        }
        List<Position> positions = new ArrayList<>();
        while (buffer.hasRemaining()) {
            Position position = new Position(buffer.getLong(), buffer.getLong());
            if (position.version() < 0 || position.number() < 0) {
                throw damaged();
            }
            positions.add(position);
        }
        return new ResumeToken(positions);
    }

    List<Position> positions() {
        return positions;
    }

    /** {@return the text} */
    @Override
    public String toString() {
        ByteBuffer buffer = ByteBuffer.allocate(HEADER_BYTES + positions.size() * PARTITION_BYTES);
        buffer.put(FORMAT).putInt(0);
        positions.forEach(position -> buffer.putLong(position.version()).putLong(position.number()));
        buffer.putInt(1, checksum(buffer.array()));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(buffer.array());
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ResumeToken token && token.positions.equals(positions);
    }

    @Override
    public int hashCode() {
        return positions.hashCode();
    }

    private static int checksum(byte[] bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, HEADER_BYTES, bytes.length - HEADER_BYTES);
        return (int) crc.getValue();
    }

    private static NonTransientRedisDataException damaged() {
        return new InvalidResumeTokenException("this is no resume token, or a damaged one", null);
    }
}
