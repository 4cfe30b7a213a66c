package dev.cress.integration;

import dev.cress.annotation.ByteStream;
import dev.cress.annotation.CappedList;
import dev.cress.annotation.CompositeIndex;
import dev.cress.annotation.GeoIndexed;
import dev.cress.annotation.Id;
import dev.cress.annotation.IgnoreCase;
import dev.cress.annotation.Indexed;
import dev.cress.annotation.RedisEntity;
import dev.cress.annotation.Unique;
import dev.cress.annotation.Version;
import dev.cress.geo.GeoPoint;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;

/**
 * An entity with a property of every type of the layout document, most of them indexed, most of them null now and then.
 *
 * @param depot who works with it; the random test gives each of its concurrent workers a depot of its own
 */
@RedisEntity("parcel")
@CompositeIndex({"size", "price"})
@CompositeIndex({"depot", "recipient", "accepted"})
@CappedList(name = "trail", type = String.class, max = Trails.TRAIL)
@ByteStream(name = "log", max = Trails.LOG)
record Parcel(
        @Id String id,
        @Indexed String depot,
        @Indexed String recipient,
        @Indexed boolean express,
        @Indexed int pieces,
        @Indexed Short floor,
        @Indexed long barcode,
        @Indexed Double weight,
        @Indexed Float volume,
        @Indexed BigDecimal price,
        @Indexed BigInteger customs,
        @Indexed Size size,
        @Indexed(sparse = true) Character zone,
        @Indexed UUID tracking,
        @Indexed Instant accepted,
        @Indexed LocalDate due,
        @GeoIndexed GeoPoint position,
        @Unique(scope = Unique.Scope.PARTITION) String locker,
        Byte attempts,
        @Indexed @IgnoreCase String note,
        @Indexed List<String> tags,
        @Version long version) {

    enum Size {
        SMALL,
        MEDIUM,
        LARGE,
        /** Lies between the others by name. */
        OVER_SIZE
    }

    /** As the checker is told of it. */
    static ModelSchema schema(int partitions) {
        return ModelSchema.of(
                        "parcel",
                        partitions,
                        PropertySchema.indexed("depot", StoredType.STRING),
                        PropertySchema.indexed("recipient", StoredType.STRING),
                        PropertySchema.indexed("express", StoredType.BOOLEAN),
                        PropertySchema.indexed("pieces", StoredType.INT),
                        PropertySchema.indexed("floor", StoredType.INT),
                        PropertySchema.indexed("barcode", StoredType.LONG),
                        PropertySchema.indexed("weight", StoredType.DOUBLE),
                        PropertySchema.indexed("volume", StoredType.FLOAT),
                        PropertySchema.indexed("price", StoredType.BIG_DECIMAL),
                        PropertySchema.indexed("customs", StoredType.BIG_INTEGER),
                        PropertySchema.indexed("size", StoredType.ENUM),
                        PropertySchema.plain("zone", StoredType.CHAR),
                        PropertySchema.indexed("tracking", StoredType.UUID_TEXT),
                        PropertySchema.indexed("accepted", StoredType.INSTANT),
                        PropertySchema.indexed("due", StoredType.DATE),
                        PropertySchema.indexed("position", StoredType.GEO),
                        PropertySchema.unique("locker", StoredType.STRING),
                        PropertySchema.plain("attempts", StoredType.INT),
                        PropertySchema.indexed("note", StoredType.STRING_WITHOUT_CASE),
                        PropertySchema.plain("tags", StoredType.JSON))
                .withTuple(false, "size", "price")
                .withTuple(false, "depot", "recipient", "accepted")
                .withPath("tags[]", StoredType.STRING)
                .withSparse("zone")
                .withAttachment("q:trail", Trails.TRAIL)
                .withAttachment("b:log", Trails.LOG);
    }

    Parcel withVersion(long other) {
        return withId(id, other);
    }

    Parcel withId(String otherId, long otherVersion) {
        return new Parcel(
                otherId,
                depot,
                recipient,
                express,
                pieces,
                floor,
                barcode,
                weight,
                volume,
                price,
                customs,
                size,
                zone,
                tracking,
                accepted,
                due,
                position,
                locker,
                attempts,
                note,
                tags,
                otherVersion);
    }

    Parcel withoutAttempts() {
        return new Parcel(
                id, depot, recipient, express, pieces, floor, barcode, weight, volume, price, customs, size, zone,
                tracking, accepted, due, position, locker, null, note, tags, version);
    }

    /** Whether the stored content is the same; the version is not looked at. */
    boolean sameContent(Parcel other) {
        return withVersion(0).equals(other.withVersion(0));
    }
}
