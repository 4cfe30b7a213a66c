package dev.cress.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cress.connection.Direction;
import dev.cress.geo.GeoPoint;
import dev.cress.mapping.EntityModel;
import dev.cress.mapping.Property;
import dev.cress.query.execute.SortPosition;
import dev.cress.query.plan.SortKey;
import dev.cress.query.plan.SortOrder;
import dev.cress.repository.SigningKey;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;

class CursorCodecTests {

    private static final int CASES = 10_000;
    private static final EntityModel<Measure> MODEL = EntityModel.of(Measure.class);

    private static final CursorCodec CODEC = new CursorCodec(CursorSeal.CHECKSUM);
    private static final CursorCodec SIGNED = signedWith(new byte[16]);

    private static CursorCodec signedWith(byte[]... keys) {
        return new CursorCodec(
                CursorSeal.of(Stream.of(keys).map(SigningKey::new).toList()));
    }

    private static Property property(String name) {
        return MODEL.property(name).orElseThrow();
    }

    private static Cursor cursor(SortOrder order, byte[]... keys) {
        return CODEC.encode(new CursorCodec.Place(
                order, new SortPosition(List.of(keys), bytes("id-1")), CursorCodec.Heading.FORWARD));
    }

    private static SortOrder by(SortKey... keys) {
        SortOrder order = SortOrder.BY_ID;
        for (SortKey key : keys) {
            order = order.then(key);
        }
        return order;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void comesBackAsItWas() {
        Random random = new Random(11);
        List<SortKey> keys = List.of(
                new SortKey.ByValue(property("count"), Direction.ASCENDING),
                new SortKey.ByValue(property("note"), Direction.DESCENDING),
                new SortKey.ByDistance(property("place"), new GeoPoint(-179.5, 0.0), Direction.ASCENDING));
        for (int i = 0; i < 1_000; i++) {
            SortOrder order = SortOrder.BY_ID;
            List<byte[]> values = new ArrayList<>();
            for (int k = random.nextInt(4); k > 0; k--) {
                order = order.then(keys.get(random.nextInt(keys.size())));
                values.add(random(random, random.nextInt(2_100)));
            }
            byte[] id = random(random, 1 + random.nextInt(512));
            order = random.nextBoolean() ? order.thenById(Direction.DESCENDING) : order;
            CursorCodec.Heading heading = CursorCodec.Heading.values()[random.nextInt(2)];
            CursorCodec codec = random.nextBoolean() ? CODEC : SIGNED;
            Cursor cursor = codec.encode(new CursorCodec.Place(order, new SortPosition(values, id), heading));

            CursorCodec.Place place = codec.decode(MODEL, Cursor.parse(cursor.toString()));

            assertThat(place.heading()).isEqualTo(heading);

            assertThat(place.order()).isEqualTo(order);
            assertThat(place.position().id()).isEqualTo(id);
            assertThat(place.position().keys()).hasSameSizeAs(values);
            for (int k = 0; k < values.size(); k++) {
                assertThat(place.position().keys().get(k)).isEqualTo(values.get(k));
            }
        }
    }

    @Test
    void isUrlSafeAndEqualByText() {
        Cursor cursor = cursor(SortOrder.BY_ID);
        assertThat(cursor.toString()).matches("[A-Za-z0-9_-]+");
        assertThat(Cursor.parse(cursor.toString())).isEqualTo(cursor).hasSameHashCodeAs(cursor);
        assertThat(cursor)
                .isNotEqualTo(cursor(by(new SortKey.ByValue(property("count"), Direction.ASCENDING)), bytes("1")));
    }

    @Test
    void refusesWhateverIsNone() {
        Random random = new Random(12);
        for (int i = 0; i < CASES; i++) {
            survives(random.nextBoolean() ? text(random) : base64(random(random, random.nextInt(60))));
        }
        for (String text : List.of("", "A", "====", "AQAAAAAA", "x".repeat(100_000), "\0", "\uD83D")) {
            assertThatThrownBy(() -> Cursor.parse(text)).isInstanceOf(InvalidCursorException.class);
        }
    }

    @Test
    void refusesMutatedCursors() {
        Random random = new Random(13);
        Cursor cursor = cursor(
                by(
                        new SortKey.ByValue(property("count"), Direction.ASCENDING),
                        new SortKey.ByDistance(property("place"), new GeoPoint(1, 2), Direction.DESCENDING)),
                bytes("key-1"),
                bytes("key-2"));
        byte[] valid = Base64.getUrlDecoder().decode(cursor.toString());
        for (int i = 0; i < CASES; i++) {
            byte[] mutated = valid.clone();
            mutated[random.nextInt(mutated.length)] ^= (byte) (1 << random.nextInt(8));
            String text = base64(java.util.Arrays.copyOf(mutated, random.nextInt(mutated.length + 4)));
            assertThatThrownBy(() -> CODEC.decode(MODEL, Cursor.parse(text)))
                    .isInstanceOf(InvalidCursorException.class);
        }
    }

    @Test
    void refusesForgedCursorsWhoseChecksumIsRight() {
        Random random = new Random(14);
        Cursor cursor = cursor(
                by(
                        new SortKey.ByValue(property("note"), Direction.DESCENDING),
                        new SortKey.ByDistance(property("place"), new GeoPoint(1, 2), Direction.DESCENDING)),
                bytes("key-1"),
                bytes("key-2"));
        byte[] whole = Base64.getUrlDecoder().decode(cursor.toString());
        byte[] body = java.util.Arrays.copyOfRange(whole, 5, whole.length);
        for (int i = 0; i < CASES; i++) {
            byte[] forged = i % 2 == 0 ? random(random, 1 + random.nextInt(40)) : body.clone();
            for (int flips = random.nextInt(3); flips >= 0; flips--) {
                forged[random.nextInt(forged.length)] = (byte) random.nextInt(256);
            }
            survives(signed(java.util.Arrays.copyOf(forged, 1 + random.nextInt(forged.length))));
        }
    }

    @Test
    void refusesAnOrderThatAPropertyCannotHave() {
        assertThatThrownBy(() -> CODEC.decode(
                        MODEL,
                        cursor(
                                by(new SortKey.ByDistance(property("note"), new GeoPoint(0, 0), Direction.ASCENDING)),
                                bytes("12345678"))))
                .isInstanceOf(InvalidCursorException.class);
        assertThatThrownBy(() -> CODEC.decode(
                        MODEL, cursor(by(new SortKey.ByValue(property("tags"), Direction.ASCENDING)), bytes("a"))))
                .isInstanceOf(InvalidCursorException.class);
        assertThatThrownBy(() -> CODEC.decode(
                        MODEL, cursor(by(new SortKey.ByValue(property("place"), Direction.ASCENDING)), bytes("a"))))
                .isInstanceOf(InvalidCursorException.class);
    }

    @Test
    void refusesACursorOfAnotherType() {
        Property name = EntityModel.of(Place.class).property("admin").orElseThrow();
        Cursor other = cursor(by(new SortKey.ByValue(name, Direction.ASCENDING)), bytes("a"));

        assertThatThrownBy(() -> CODEC.decode(MODEL, other))
                .isInstanceOf(InvalidCursorException.class)
                .hasMessageContaining("a property that measure has not");
    }

    @Test
    void takesSignedCursorsFromTheHolderOfTheKeyOnly() {
        CursorCodec.Place place = new CursorCodec.Place(
                SortOrder.BY_ID, new SortPosition(List.of(), bytes("id-1")), CursorCodec.Heading.FORWARD);
        byte[] otherKey = new byte[16];
        otherKey[15] = 1;
        CursorCodec other = signedWith(otherKey);

        assertThat(SIGNED.decode(MODEL, SIGNED.encode(place)).position().id()).isEqualTo(bytes("id-1"));
        for (Cursor forged : List.of(other.encode(place), CODEC.encode(place))) {
            assertThatThrownBy(() -> SIGNED.decode(MODEL, forged)).isInstanceOf(InvalidCursorException.class);
        }
        assertThatThrownBy(() -> CODEC.decode(MODEL, SIGNED.encode(place))).isInstanceOf(InvalidCursorException.class);
        assertThat(SIGNED.encode(place)).isNotEqualTo(CODEC.encode(place));
    }

    @Test
    void takesCursorsOfFormerKeysWithoutSigningWithThem() {
        CursorCodec.Place place = new CursorCodec.Place(
                SortOrder.BY_ID, new SortPosition(List.of(), bytes("id-1")), CursorCodec.Heading.BACKWARD);
        byte[] oldKey = bytes("the old key, the old key");
        byte[] newKey = bytes("the new key, the new key");
        CursorCodec before = signedWith(oldKey);
        CursorCodec announced = signedWith(oldKey, newKey);
        CursorCodec changed = signedWith(newKey, oldKey);
        CursorCodec after = signedWith(newKey);

        for (CursorCodec issuer : List.of(before, announced, changed, after)) {
            for (CursorCodec taker : List.of(announced, changed)) {
                assertThat(taker.decode(MODEL, issuer.encode(place)).heading()).isEqualTo(CursorCodec.Heading.BACKWARD);
            }
        }
        assertThat(announced.encode(place)).isEqualTo(before.encode(place));
        assertThat(changed.encode(place)).isEqualTo(after.encode(place));
        assertThatThrownBy(() -> after.decode(MODEL, before.encode(place))).isInstanceOf(InvalidCursorException.class);
        assertThatThrownBy(() -> changed.decode(MODEL, CODEC.encode(place))).isInstanceOf(InvalidCursorException.class);
    }

    /** What one program has given another one takes, also years later: these texts are never to change. */
    @Test
    void isTheSameTextInEveryProgram() {
        CursorCodec.Place place = new CursorCodec.Place(
                by(
                                new SortKey.ByValue(property("note"), Direction.DESCENDING),
                                new SortKey.ByDistance(
                                        property("place"), new GeoPoint(-179.5, 0.0), Direction.ASCENDING))
                        .thenById(Direction.DESCENDING),
                new SortPosition(List.of(bytes("n\0\uD83D\uDE00"), bytes("12345678")), bytes("{id}:")),
                CursorCodec.Heading.BACKWARD);
        assertThat(CODEC.encode(place))
                .hasToString("AbRSZB4DAgAEbm90ZWQABXBsYWNlbsBmcAAAAAAAAAAAAAAAAAAABm4A8J-YgAAIMTIzNDU2NzgABXtpZH06");
        assertThat(SIGNED.encode(place))
                .hasToString(
                        "AsY_V_sy-bc5-3h58f3y-skDAgAEbm90ZWQABXBsYWNlbsBmcAAAAAAAAAAAAAAAAAAABm4A8J-YgAAIMTIzNDU2NzgABXtpZH06");
        for (CursorCodec codec : List.of(CODEC, SIGNED)) {
            assertThat(codec.decode(MODEL, codec.encode(place)).order()).isEqualTo(place.order());
        }
    }

    @Test
    void refusesSignedCursorsOfWhichABitWasChanged() {
        byte[] valid = Base64.getUrlDecoder()
                .decode(SIGNED.encode(new CursorCodec.Place(
                                SortOrder.BY_ID,
                                new SortPosition(List.of(), bytes("id-1")),
                                CursorCodec.Heading.FORWARD))
                        .toString());
        for (int bit = 0; bit < valid.length * 8; bit++) {
            byte[] mutated = valid.clone();
            mutated[bit / 8] ^= (byte) (1 << bit % 8);
            assertThatThrownBy(() -> SIGNED.decode(MODEL, Cursor.parse(base64(mutated))))
                    .isInstanceOf(InvalidCursorException.class);
        }
    }

    /** Nothing but one exception, whatever the text. */
    private static void survives(String text) {
        try {
            CursorCodec.Place place = CODEC.decode(MODEL, Cursor.parse(text));
            assertThat(place.position().keys()).hasSameSizeAs(place.order().keys());
        } catch (InvalidCursorException expected) {
            assertThat(expected).hasMessageContaining("begin with the first page again");
        }
    }

    private static String signed(byte[] body) {
        CRC32C crc = new CRC32C();
        crc.update(body);
        return base64(ByteBuffer.allocate(5 + body.length)
                .put((byte) 1)
                .putInt((int) crc.getValue())
                .put(body)
                .array());
    }

    private static String text(Random random) {
        StringBuilder text = new StringBuilder();
        for (int n = random.nextInt(80); n > 0; n--) {
            text.append((char) (random.nextInt(4) == 0 ? random.nextInt(65_536) : ' ' + random.nextInt(95)));
        }
        return text.toString();
    }

    private static byte[] random(Random random, int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
