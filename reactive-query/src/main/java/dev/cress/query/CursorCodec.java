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
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/** Cursors as bytes: form of the seal, seal, heading, order, place. */
final class CursorCodec {

    private static final byte BY_VALUE_ASCENDING = 'a';
    private static final byte BY_VALUE_DESCENDING = 'd';
    private static final byte NEAREST = 'n';
    private static final byte FARTHEST = 'f';
    private static final int BACKWARD = 1;
    private static final int IDS_DESCENDING = 2;
    private static final int MAX_LENGTH = 16_384;

    private final CursorSeal seal;

    CursorCodec(CursorSeal seal) {
        this.seal = seal;
    }

    Cursor encode(Place place) {
        SortOrder order = place.order();
        ByteBuffer body = ByteBuffer.allocate(size(place));
        body.put((byte) ((place.heading() == Heading.BACKWARD ? BACKWARD : 0)
                | (order.idDirection() == Direction.DESCENDING ? IDS_DESCENDING : 0)));
        body.put((byte) order.keys().size());
        order.keys().forEach(key -> put(body, key));
        place.position().keys().forEach(key -> put(body, key));
        put(body, place.position().id());
        byte[] bytes = Arrays.copyOf(body.array(), body.position());
        byte[] sealed = seal.of(bytes);
        ByteBuffer whole = ByteBuffer.allocate(1 + sealed.length + bytes.length);
        whole.put(seal.form()).put(sealed).put(bytes);
        return Cursor.of(Base64.getUrlEncoder().withoutPadding().encodeToString(whole.array()));
    }

    /**
     * Checks what can be checked without a key.
     *
     * @throws InvalidCursorException when it is no cursor
     */
    static void requireCursor(String text) {
        byte[] bytes = bytes(text);
        if (bytes.length < 6 || !CursorSeal.isForm(bytes[0])) {
            throw damaged();
        }
        if (bytes[0] == CursorSeal.CHECKSUM.form()) {
            body(CursorSeal.CHECKSUM, bytes);
        }
    }

    Place decode(EntityModel<?> model, Cursor cursor) {
        ByteBuffer body = body(seal, bytes(cursor.toString()));
        try {
            byte flags = body.get();
            int keys = body.get();
            List<SortKey> sortKeys = new ArrayList<>();
            for (int i = 0; i < keys; i++) {
                sortKeys.add(key(model, body));
            }
            List<byte[]> values = new ArrayList<>();
            for (int i = 0; i < keys; i++) {
                values.add(take(body));
            }
            SortPosition position = new SortPosition(values, take(body));
            Direction ids = (flags & IDS_DESCENDING) == 0 ? Direction.ASCENDING : Direction.DESCENDING;
            Heading heading = (flags & BACKWARD) == 0 ? Heading.FORWARD : Heading.BACKWARD;
            return new Place(new SortOrder(sortKeys, ids), position, heading);
        } catch (BufferUnderflowException | IllegalArgumentException e) {
            throw damaged();
        }
    }

    private static SortKey key(EntityModel<?> model, ByteBuffer body) {
        String name = Utf8.decode(take(body));
        Property property = name.equals(model.id().name())
                ? model.id()
                : model.property(name)
                        .orElseThrow(() -> new InvalidCursorException(
                                "the cursor is ordered by a property that " + model.name()
                                        + " has not; begin with the first page again",
                                null));
        byte kind = body.get();
        boolean byDistance = kind == NEAREST || kind == FARTHEST;
        if (byDistance
                ? property.type() != GeoPoint.class
                : property.entryType().isEmpty()) {
            throw damaged();
        }
        return switch (kind) {
            case BY_VALUE_ASCENDING -> new SortKey.ByValue(property, Direction.ASCENDING);
            case BY_VALUE_DESCENDING -> new SortKey.ByValue(property, Direction.DESCENDING);
            case NEAREST -> new SortKey.ByDistance(property, point(body), Direction.ASCENDING);
            case FARTHEST -> new SortKey.ByDistance(property, point(body), Direction.DESCENDING);
            default -> throw damaged();
        };
    }

    private static GeoPoint point(ByteBuffer body) {
        return new GeoPoint(body.getDouble(), body.getDouble());
    }

    private static void put(ByteBuffer body, SortKey key) {
        put(body, Utf8.encode(key.property().name()));
        boolean ascending = key.direction() == Direction.ASCENDING;
        if (key instanceof SortKey.ByDistance near) {
            body.put(ascending ? NEAREST : FARTHEST)
                    .putDouble(near.center().longitude())
                    .putDouble(near.center().latitude());
        } else {
            body.put(ascending ? BY_VALUE_ASCENDING : BY_VALUE_DESCENDING);
        }
    }

    private static byte[] bytes(String text) {
        try {
            return text.length() > MAX_LENGTH
                    ? new byte[0]
                    : Base64.getUrlDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            throw damaged();
        }
    }

    private static ByteBuffer body(CursorSeal seal, byte[] bytes) {
        int start = 1 + seal.length();
        if (bytes.length <= start || bytes[0] != seal.form()) {
            throw damaged();
        }
        byte[] body = Arrays.copyOfRange(bytes, start, bytes.length);
        if (!seal.fits(Arrays.copyOfRange(bytes, 1, start), body)) {
            throw damaged();
        }
        return ByteBuffer.wrap(body);
    }

    private static int size(Place place) {
        int size = 2 + 2 + place.position().id().length;
        for (int i = 0; i < place.order().keys().size(); i++) {
            size += 2
                    + Utf8.encode(place.order().keys().get(i).property().name()).length
                    + 17
                    + 2
                    + place.position().keys().get(i).length;
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

    private static InvalidCursorException damaged() {
        return new InvalidCursorException("this is no cursor, or a damaged one; begin with the first page again", null);
    }

    /** Which way a cursor leads. */
    enum Heading {
        /** To what comes after its place. */
        FORWARD,
        /** To what comes before it. */
        BACKWARD
    }

    /**
     * @param order the order that the cursor is of
     * @param position the place in it
     * @param heading which way it leads
     */
    record Place(SortOrder order, SortPosition position, Heading heading) {}
}
