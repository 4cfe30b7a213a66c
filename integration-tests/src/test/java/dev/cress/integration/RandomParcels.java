package dev.cress.integration;

import dev.cress.geo.GeoPoint;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;

/** Parcels from small pools of ordinary and odd values, so that values repeat, and differ in what an encoding may get wrong. */
final class RandomParcels {

    private static final List<String> TEXTS = List.of(
            "",
            " ",
            "{}",
            "{a}:b",
            ":",
            "\0",
            "\0\0",
            "a\0b",
            "a",
            "A",
            "ab",
            "\u0001",
            "\u0002",
            "\u00ff",
            "\uffff",
            "🌍",
            "🌎x",
            "Zürich",
            "Zürich ",
            "zürich",
            "ZÜRICH",
            "ПРИВЕТ",
            "Привет",
            "x".repeat(1_000),
            "x".repeat(999) + "y",
            "é",
            "e\u0301",
            "a*[b]?\\",
            "\r\n",
            "null");
    private static final List<Double> DOUBLES = List.of(
            -0.0,
            0.0,
            1.0,
            -1.0,
            0.1,
            1e300,
            -1e300,
            Double.MIN_VALUE,
            Double.MAX_VALUE,
            Double.POSITIVE_INFINITY,
            Double.NEGATIVE_INFINITY,
            Double.NaN,
            9007199254740993.0,
            3.0000000000000004);
    private static final List<Float> FLOATS =
            List.of(-0.0f, 0.0f, 0.1f, -2.5f, Float.MAX_VALUE, Float.MIN_VALUE, Float.NaN, Float.NEGATIVE_INFINITY);
    private static final List<BigDecimal> DECIMALS = decimals(
            "0",
            "0.00",
            "0E+7",
            "1",
            "1.0",
            "1.00",
            "-1",
            "-1.5",
            "-1.50",
            "10",
            "1E+1",
            "99999999999999999999.99",
            "1E-400",
            "-1E+400",
            "0.1",
            "-0.1",
            "-0.01");
    private static final List<Long> LONGS = List.of(
            0L,
            1L,
            -1L,
            10L,
            100L,
            -100L,
            9007199254740992L,
            9007199254740993L,
            -9007199254740993L,
            Long.MAX_VALUE,
            Long.MAX_VALUE - 1,
            Long.MIN_VALUE);
    private static final List<Instant> INSTANTS = instants(
            "1970-01-01T00:00:00Z",
            "1970-01-01T00:00:00.000000001Z",
            "2026-11-21T02:39:07Z",
            "2026-11-21T02:39:07.100Z",
            "2026-11-21T02:39:07.100001Z",
            "-0001-03-05T00:00:00Z",
            "+10000-01-01T00:00:00Z",
            "+1000000000-12-31T23:59:59.999999999Z",
            "-1000000000-01-01T00:00:00Z");
    private static final List<LocalDate> DATES = dates(
            "1970-01-01",
            "2024-02-29",
            "2026-11-21",
            "2026-11-22",
            "0000-01-01",
            "-0001-03-05",
            "-0001-04-01",
            "+10000-01-01",
            "+999999999-12-31",
            "-999999999-01-01");
    private static final List<Position> CENTRES = List.of(
            new Position(13.405, 52.52), new Position(-179.9999, -17.7), new Position(0, 0), new Position(25.7, 85.0));

    private final Random random;
    private final String depot;

    RandomParcels(Random random, String depot) {
        this.random = random;
        this.depot = depot;
    }

    /** Ids that no other depot has, most of them odd. */
    List<String> ids(int number) {
        return IntStream.range(0, number)
                .mapToObj(i -> {
                    String odd = TEXTS.get(i % TEXTS.size());
                    return (odd.length() > 400 ? odd.substring(0, 480) : odd) + depot + "#" + i;
                })
                .toList();
    }

    Parcel parcel(String id, long version) {
        return new Parcel(
                id,
                depot,
                sometimesNull(text()),
                random.nextBoolean(),
                random.nextInt(20) - 10,
                sometimesNull((short) (random.nextInt(6) - 3)),
                oneOf(LONGS),
                sometimesNull(random.nextBoolean() ? oneOf(DOUBLES) : Double.valueOf(random.nextInt(8))),
                sometimesNull(oneOf(FLOATS)),
                sometimesNull(oneOf(DECIMALS)),
                sometimesNull(BigInteger.valueOf(oneOf(LONGS)).multiply(BigInteger.valueOf(oneOf(LONGS)))),
                sometimesNull(oneOf(List.of(Parcel.Size.values()))),
                sometimesNull(oneOf(List.of('a', 'b', 'Z', '\0', 'é', '\uffff'))),
                sometimesNull(new UUID(random.nextInt(3) - 1L, random.nextInt(3) - 1L)),
                sometimesNull(oneOf(INSTANTS)),
                sometimesNull(oneOf(DATES)),
                sometimesNull(position()),
                random.nextInt(3) > 0 ? null : depot + " locker " + random.nextInt(6),
                sometimesNull((byte) random.nextInt(3)),
                sometimesNull(text()),
                sometimesNull(tags()),
                version);
    }

    /** The parcel with a few properties of another one, which may be equal by chance. */
    Parcel changed(Parcel parcel) {
        Parcel other = parcel(parcel.id(), parcel.version());
        Parcel result = parcel;
        for (int changes = random.nextInt(4); changes > 0; changes--) {
            result = withOneOf(result, other, random.nextInt(8));
        }
        return result;
    }

    private static Parcel withOneOf(Parcel p, Parcel o, int group) {
        return new Parcel(
                p.id(),
                p.depot(),
                group == 0 ? o.recipient() : p.recipient(),
                group == 0 ? o.express() : p.express(),
                group == 1 ? o.pieces() : p.pieces(),
                group == 1 ? o.floor() : p.floor(),
                group == 1 ? o.barcode() : p.barcode(),
                group == 2 ? o.weight() : p.weight(),
                group == 2 ? o.volume() : p.volume(),
                group == 3 ? o.price() : p.price(),
                group == 3 ? o.customs() : p.customs(),
                group == 4 ? o.size() : p.size(),
                group == 4 ? o.zone() : p.zone(),
                group == 4 ? o.tracking() : p.tracking(),
                group == 5 ? o.accepted() : p.accepted(),
                group == 5 ? o.due() : p.due(),
                group == 6 ? o.position() : p.position(),
                group == 7 ? o.locker() : p.locker(),
                group == 7 ? o.attempts() : p.attempts(),
                group == 7 ? o.note() : p.note(),
                group == 7 ? o.tags() : p.tags(),
                p.version());
    }

    private String text() {
        return oneOf(TEXTS);
    }

    private List<String> tags() {
        return new ArrayList<>(
                IntStream.range(0, random.nextInt(3)).mapToObj(i -> text()).toList());
    }

    private GeoPoint position() {
        Position centre = oneOf(CENTRES);
        double latitude = Math.max(-85, Math.min(85, centre.latitude() + random.nextGaussian()));
        double longitude = Math.IEEEremainder(centre.longitude() + random.nextGaussian(), 360);
        return new GeoPoint(longitude, latitude);
    }

    private <V> V oneOf(List<V> values) {
        return values.get(random.nextInt(values.size()));
    }

    private <V> V sometimesNull(V value) {
        return random.nextInt(6) == 0 ? null : value;
    }

    private static List<BigDecimal> decimals(String... texts) {
        return List.of(texts).stream().map(BigDecimal::new).toList();
    }

    private static List<Instant> instants(String... texts) {
        return List.of(texts).stream().map(Instant::parse).toList();
    }

    private static List<LocalDate> dates(String... texts) {
        return List.of(texts).stream().map(LocalDate::parse).toList();
    }
}
