package dev.cress.integration;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.UUID;
import java.util.function.UnaryOperator;

/** A row of the layout document's table of types: the canonical text, and the type of index that it gets. */
enum StoredType {
    STRING("text", text -> text),
    STRING_WITHOUT_CASE("folded", text -> text),
    CHAR("text", text -> text.substring(0, 1)),
    BOOLEAN("text", text -> Boolean.toString(Boolean.parseBoolean(text))),
    ENUM("text", text -> text),
    UUID_TEXT("text", text -> UUID.fromString(text).toString()),
    INT("double", text -> Integer.toString(Integer.parseInt(text))),
    FLOAT("double", text -> Float.toString(Float.parseFloat(text))),
    DOUBLE("double", text -> Double.toString(Double.parseDouble(text))),
    LONG("decimal", text -> Long.toString(Long.parseLong(text))),
    BIG_INTEGER("decimal", text -> new BigInteger(text).toString()),
    BIG_DECIMAL("decimal", text -> new BigDecimal(text).toString()),
    DATE("date", text -> LocalDate.parse(text).toString()),
    INSTANT("instant", text -> Instant.parse(text).toString()),
    URI_TEXT("text", text -> URI.create(text).toString()),
    TIME("text", text -> LocalTime.parse(text).toString()),
    DATE_TIME("datetime", text -> LocalDateTime.parse(text).toString()),
    OFFSET_DATE_TIME("instant", text -> OffsetDateTime.parse(text).toString()),
    ZONED_DATE_TIME("instant", text -> ZonedDateTime.parse(text).toString()),
    DURATION("decimal", StoredType::canonicalSeconds),
    BYTES("text", text -> text),
    GEO("geo", StoredType::canonicalPoint),
    JSON("none", text -> text);

    private final String indexType;
    private final UnaryOperator<String> canonical;

    StoredType(String indexType, UnaryOperator<String> canonical) {
        this.indexType = indexType;
        this.canonical = canonical;
    }

    /** As the layout record names it. */
    String indexType() {
        return indexType;
    }

    /** Whether the stored bytes are UTF-8 and the text that the document prescribes for the value. */
    boolean isCanonical(String stored) {
        if (this == BYTES) {
            return true;
        }
        String text = ByteStrings.text(stored);
        try {
            return ByteStrings.utf8(text).equals(stored)
                    && canonical.apply(text).equals(text)
                    && (this != JSON || !text.isBlank());
        } catch (RuntimeException e) {
            return false;
        }
    }

    private static String canonicalSeconds(String text) {
        BigDecimal seconds = new BigDecimal(text);
        Duration.ofSeconds(seconds.setScale(0, RoundingMode.FLOOR).longValueExact());
        return seconds.setScale(9, RoundingMode.UNNECESSARY)
                .stripTrailingZeros()
                .toPlainString();
    }

    private static String canonicalPoint(String text) {
        int comma = text.indexOf(',');
        return DOUBLE.canonical.apply(text.substring(0, comma)) + ","
                + DOUBLE.canonical.apply(text.substring(comma + 1));
    }
}
