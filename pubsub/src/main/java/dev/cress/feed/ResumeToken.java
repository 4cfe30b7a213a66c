package dev.cress.feed;

import dev.cress.error.NonTransientRedisDataException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * A place in a change feed, as text that can be stored or travel: URL-safe, opaque, valid as long as the events after it are kept. It holds a place for each partition and is
 * of 22 characters for each; in the middle of a snapshot also the id that was read last in each partition that is not finished.
 */
public final class ResumeToken {

    private static final byte FORMAT = 1;
    private static final byte SNAPSHOT_FORMAT = 2;
    private static final int PARTITION_BYTES = 2 * Long.BYTES;
    private static final int HEADER_BYTES = 1 + Integer.BYTES;

    private final List<Position> positions;
    private final SortedMap<Integer, ScanPlace> scans;

    ResumeToken(List<Position> positions) {
        this(positions, new TreeMap<>());
    }

    /** @param scans where the snapshot is, for each partition that it has not finished */
    ResumeToken(List<Position> positions, SortedMap<Integer, ScanPlace> scans) {
        this.positions = List.copyOf(positions);
        this.scans = new TreeMap<>(scans);
    }

    /**
     * Takes a token back.
     *
     * @param text what {@link #toString} gave
     * @return the token; whether it fits a feed shows when it is used
     * @throws InvalidResumeTokenException when it is none
     */
    public static ResumeToken parse(String text) {
        try {
            ByteBuffer buffer = ByteBuffer.wrap(Base64.getUrlDecoder().decode(text));
            byte format = buffer.get();
            if ((format != FORMAT && format != SNAPSHOT_FORMAT) || buffer.getInt() != checksum(buffer.array())) {
                throw damaged();
            }
            int partitions = format == FORMAT ? buffer.remaining() / PARTITION_BYTES : buffer.getInt();
            ResumeToken token = new ResumeToken(positions(buffer, partitions), scans(buffer, partitions));
            if (partitions < 1 || !token.toString().equals(text)) {
                throw damaged();
            }
            return token;
        } catch (IllegalArgumentException | BufferUnderflowException e) {
            throw damaged();
        }
    }

    private static List<Position> positions(ByteBuffer buffer, int partitions) {
        if (partitions < 0 || partitions > buffer.remaining() / PARTITION_BYTES) {
            throw damaged();
        }
        List<Position> positions = new ArrayList<>(partitions);
        for (int i = 0; i < partitions; i++) {
            Position position = new Position(buffer.getLong(), buffer.getLong());
            if (position.version() < 0 || position.number() < 0) {
                throw damaged();
            }
            positions.add(position);
        }
        return positions;
    }

    private static SortedMap<Integer, ScanPlace> scans(ByteBuffer buffer, int partitions) {
        SortedMap<Integer, ScanPlace> scans = new TreeMap<>();
        while (buffer.hasRemaining()) {
            int partition = buffer.getInt();
            int length = buffer.getShort();
            if (partition < 0 || partition >= partitions || length < 0 || length > buffer.remaining()) {
                throw damaged();
            }
            byte[] id = new byte[length];
            buffer.get(id);
            scans.put(partition, new ScanPlace(id));
        }
        return scans;
    }

    List<Position> positions() {
        return positions;
    }

    SortedMap<Integer, ScanPlace> scans() {
        return new TreeMap<>(scans);
    }

    /** {@return the text} */
    @Override
    public String toString() {
        int ids = scans.values().stream()
                .mapToInt(place -> Integer.BYTES + Short.BYTES + place.id().length)
                .sum();
        int head = scans.isEmpty() ? HEADER_BYTES : HEADER_BYTES + Integer.BYTES;
        ByteBuffer buffer = ByteBuffer.allocate(head + positions.size() * PARTITION_BYTES + ids);
        buffer.put(scans.isEmpty() ? FORMAT : SNAPSHOT_FORMAT).putInt(0);
        if (!scans.isEmpty()) {
            buffer.putInt(positions.size());
        }
        positions.forEach(position -> buffer.putLong(position.version()).putLong(position.number()));
        scans.forEach((partition, place) ->
                buffer.putInt(partition).putShort((short) place.id().length).put(place.id()));
        buffer.putInt(1, checksum(buffer.array()));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(buffer.array());
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ResumeToken token && token.positions.equals(positions) && token.scans.equals(scans);
    }

    @Override
    public int hashCode() {
        return 31 * positions.hashCode() + scans.hashCode();
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
