package dev.cress.integration;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;

/** The properties of {@link Parcel} that can be asked for, as the reference model compares them. */
final class ParcelAttributes {

    static final Attribute<Parcel> DEPOT = Attribute.text("depot", Parcel::depot);
    static final Attribute<Parcel> RECIPIENT = Attribute.text("recipient", Parcel::recipient);
    static final Attribute<Parcel> LOCKER = Attribute.text("locker", Parcel::locker);
    static final Attribute<Parcel> POSITION = Attribute.position(
            "position",
            parcel -> parcel.position() == null
                    ? null
                    : new Position(
                            parcel.position().longitude(), parcel.position().latitude()));

    /** Those with an ordered index, but for the depot. */
    static final List<Attribute<Parcel>> INDEXED = List.of(
            RECIPIENT,
            Attribute.text("express", Parcel::express),
            Attribute.natural("pieces", Integer.class, Parcel::pieces),
            Attribute.natural("floor", Short.class, Parcel::floor),
            Attribute.natural("barcode", Long.class, Parcel::barcode),
            Attribute.floatingPoint("weight", Parcel::weight),
            Attribute.floatingPoint("volume", Parcel::volume),
            Attribute.natural("price", BigDecimal.class, Parcel::price),
            Attribute.natural("customs", BigInteger.class, Parcel::customs),
            Attribute.text("size", Parcel::size),
            Attribute.text("zone", Parcel::zone),
            Attribute.text("tracking", Parcel::tracking),
            Attribute.natural("accepted", Instant.class, Parcel::accepted),
            Attribute.natural("due", LocalDate.class, Parcel::due));

    /** Those whose values are in change events and compare by {@code equals}. */
    static final List<Attribute<Parcel>> IN_EVENTS = joined(INDEXED, List.of(DEPOT, LOCKER));

    /** Those that queries may compare and order by; the last ones have no ordered index. */
    static final List<Attribute<Parcel>> QUERYABLE = joined(
            INDEXED,
            List.of(
                    LOCKER,
                    Attribute.natural("attempts", Byte.class, Parcel::attempts),
                    Attribute.textWithoutCase("note", Parcel::note)));

    /** Those with an index together, and ends of such where conditions fix the beginning. */
    static final List<List<Attribute<Parcel>>> TUPLES = List.of(
            List.of(indexed("size"), indexed("price")),
            List.of(indexed("price")),
            List.of(DEPOT, indexed("recipient"), indexed("accepted")),
            List.of(indexed("recipient"), indexed("accepted")));

    private ParcelAttributes() {}

    private static Attribute<Parcel> indexed(String name) {
        return INDEXED.stream()
                .filter(attribute -> attribute.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static List<Attribute<Parcel>> joined(List<Attribute<Parcel>> first, List<Attribute<Parcel>> second) {
        return Stream.concat(first.stream(), second.stream()).toList();
    }
}
