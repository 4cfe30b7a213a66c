package dev.cress.query;

import dev.cress.codec.Utf8;
import dev.cress.connection.Direction;
import dev.cress.geo.GeoPoint;
import dev.cress.mapping.EntityModel;
import dev.cress.mapping.Property;
import dev.cress.query.execute.SortPosition;
import dev.cress.query.plan.SortKey;
import dev.cress.query.plan.SortOrder;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.zip.CRC32C;

/** Cursors as bytes: format, checksum, order, place. */
final class CursorCodec {

    private static final byte FORMAT = 1;
    private static final byte BY_VALUE_ASCENDING = 'a';
    private static final byte BY_VALUE_DESCENDING = 'd';
    private static final byte BY_DISTANCE = 'n';
    private static final int MAX_LENGTH = 16_384;

    private CursorCodec() {}

    static Cursor encode(SortOrder order, SortPosition position) {
        ByteBuffer body = ByteBuffer.allocate(size(order, position));
        body.put((byte) order.keys().size());
        for (SortKey key : order.keys()) {
            put(body, Utf8.encode(key.property().name()));
            if (key instanceof SortKey.ByDistance near) {
                body.put(BY_DISTANCE)
                        .putDouble(near.center().longitude())
                        .putDouble(near.center().latitude());
            } else {
                body.put(key.direction() == Direction.ASCENDING ? BY_VALUE_ASCENDING : BY_VALUE_DESCENDING);
            }
        }
        position.keys().forEach(key -> put(body, key));
        put(body, position.id());
        ByteBuffer whole = ByteBuffer.allocate(5 + body.position());
        whole.put(FORMAT).putInt(checksum(body.array(), body.position())).put(body.array(), 0, body.position());
        return Cursor.of(Base64.getUrlEncoder().withoutPadding().encodeToString(whole.array()));
    }

    static void requireCursor(String text) {
        body(text);
    }

    static Place decode(EntityModel<?> model, Cursor cursor) {
        ByteBuffer body = body(cursor.toString());
        try {
            int keys = body.get();
            SortOrder order = SortOrder.BY_ID;
            for (int i = 0; i < keys; i++) {
                order = order.then(key(model, body));
            }
            List<byte[]> values = new ArrayList<>();
            for (int i = 0; i < keys; i++) {
                values.add(take(body));
            }
            return new Place(order, new SortPosition(values, take(body)));
        } catch (BufferUnderflowException | IllegalArgumentException e) {
            throw damaged();
        }
    }

    private static SortKey key(EntityModel<?> model, ByteBuffer body) {
        Property property = model.property(Utf8.decode(take(body)))
                .orElseThrow(() -> new InvalidCursorException(
                        "the cursor is ordered by a property that " + model.name()
                                + " has not; begin with the first page again",
                        null));
        byte kind = body.get();
        if (kind == BY_DISTANCE
                ? property.type() != GeoPoint.class
                : property.entryType().isEmpty()) {
            throw damaged();
        }
        return switch (kind) {
            case BY_VALUE_ASCENDING -> new SortKey.ByValue(property, Direction.ASCENDING);
            case BY_VALUE_DESCENDING -> new SortKey.ByValue(property, Direction.DESCENDING);
            case BY_DISTANCE -> new SortKey.ByDistance(property, new GeoPoint(body.getDouble(), body.getDouble()));
            default -> throw damaged();
        };
    }

    private static ByteBuffer body(String text) {
        byte[] bytes;
        try {
            bytes = text.length() > MAX_LENGTH
                    ? new byte[0]
                    : Base64.getUrlDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            throw damaged();
        }
        if (bytes.length < 6 || bytes[0] != FORMAT) {
            throw damaged();
        }
        ByteBuffer whole = ByteBuffer.wrap(bytes);
        whole.get();
        int checksum = whole.getInt();
        ByteBuffer body = whole.slice();
        byte[] copy = new byte[body.remaining()];
        body.duplicate().get(copy);
        if (checksum(copy, copy.length) != checksum) {
            throw damaged();
        }
        return body;
    }

    private static int size(SortOrder order, SortPosition position) {
        int size = 1 + 2 + position.id().length;
        for (int i = 0; i < order.keys().size(); i++) {
            size += 2
                    + Utf8.encode(order.keys().get(i).property().name()).length
                    + 17
                    + 2
                    + position.keys().get(i).length;
        }
        return size;
    }

    private static void put(ByteBuffer buffer, byte[] bytes) {
        buffer.putShort((short) bytes.length).put(bytes);
    }

    private static byte[] take(ByteBuffer buffer) {
        byte[] bytes = new byte[Math.min(Short.toUnsignedInt(buffer.getShort()), buffer.remaining() + 1)];
        buffer.get(bytes);
        return bytes;
    }

    private static int checksum(byte[] bytes, int length) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, 0, length);
        return (int) crc.getValue();
    }

    private static InvalidCursorException damaged() {
        return new InvalidCursorException("this is no cursor, or a damaged one; begin with the first page again", null);
    }

    /**
     * @param order the order that the cursor is of
     * @param position the place in it
     */
    record Place(SortOrder order, SortPosition position) {}
}
