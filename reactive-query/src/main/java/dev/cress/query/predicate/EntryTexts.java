package dev.cress.query.predicate;

import dev.cress.codec.Primitives;
import dev.cress.codec.ScalarType;
import dev.cress.codec.ScalarTypes;
import dev.cress.mapping.Property;
import dev.cress.script.entry.EntryType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** From an index entry back to a text of the same value, where that is all that is wanted: no entity has to be read. */
public final class EntryTexts {

    private static final int NULL = 0x01;

    /** Types, beside those that are ordered as texts, of which an entry holds all that a text does, but for the scale of a decimal. */
    private static final Set<Class<?>> TOLD = Set.of(
            Byte.class,
            Short.class,
            Integer.class,
            Float.class,
            Double.class,
            Long.class,
            BigInteger.class,
            BigDecimal.class,
            LocalDate.class,
            LocalDateTime.class,
            Instant.class,
            Duration.class);

    private EntryTexts() {}

    /**
     * Whether entries tell the values of a property.
     *
     * @param property a property
     * @return whether {@link #of} may be asked
     */
    public static boolean tell(Property property) {
        Optional<EntryType> known = property.entryType();
        if (known.filter(EntryType.TEXT::equals).isPresent()) {
            return true; // an entry of a text is the whole text
        }
        Class<?> type = Primitives.wrapper(property.type());
        return TOLD.contains(type)
                && known.equals(
                        ScalarTypes.of(type).map(ScalarType::entryType)); // not so where a converter chose another
    }

    /**
     * A text whose entry this is.
     *
     * @param property a property whose values entries {@link #tell}
     * @param entry an entry of it
     * @return a text that its codec takes, null for the entry of null; of a decimal a plain one
     */
    public static byte @Nullable [] of(Property property, byte[] entry) {
        return of(property.entryType().orElseThrow(), entry);
    }

    static byte @Nullable [] of(EntryType type, byte[] entry) {
        if (entry[0] == NULL) {
            return null;
        }
        return switch (type) {
            case TEXT -> text(entry);
            case FOLDED -> throw new IllegalArgumentException("a text is not told by its entry without case");
            case DOUBLE -> ascii(number(entry));
            case DECIMAL -> ascii(decimal(entry, entry.length).toPlainString());
            case DATE -> ascii(date(decimal(entry, entry.length).longValueExact()));
            case DATETIME -> ascii(dateTime(entry));
            case INSTANT -> ascii(dateTime(entry) + "Z");
        };
    }

    private static byte[] text(byte[] entry) {
        byte[] text = new byte[entry.length];
        int length = 0;
        for (int i = 1; i < entry.length - 1; i++) {
            text[length++] = entry[i];
            if (entry[i] == 0) {
                i++; // the escape
            }
        }
        return Arrays.copyOf(text, length);
    }

    private static String number(byte[] entry) {
        long turned = ByteBuffer.wrap(entry, 1, Long.BYTES).getLong();
        double value = Double.longBitsToDouble(turned < 0 ? turned ^ Long.MIN_VALUE : ~turned);
        return value == Math.rint(value) && Math.abs(value) < 1L << 53
                ? Long.toString((long) value)
                : Double.toString(value);
    }

    /** The number with which an entry begins. */
    private static BigDecimal decimal(byte[] entry, int end) {
        if (entry[0] == '=') {
            return BigDecimal.ZERO;
        }
        boolean negative = entry[0] == '<';
        int shifted = Integer.parseInt(new String(entry, 1, 4, StandardCharsets.US_ASCII));
        int exponent = negative ? 4_999 - shifted : shifted - 5_000;
        StringBuilder digits = new StringBuilder(negative ? "-0." : "0.");
        for (int i = 5; i < end - 1; i++) {
            digits.append((char) (negative ? '0' + '9' - entry[i] : entry[i]));
        }
        return new BigDecimal(digits.toString()).scaleByPowerOfTen(exponent);
    }

    private static String date(long number) {
        long year = Math.floorDiv(number, 10_000);
        long rest = Math.floorMod(number, 10_000);
        String sign = year < 0 ? "-" : year > 9_999 ? "+" : "";
        return sign + String.format(Locale.ROOT, "%04d-%02d-%02d", Math.abs(year), rest / 100, rest % 100);
    }

    private static String dateTime(byte[] entry) {
        byte terminator = (byte) (entry[0] == '<' ? '~' : 0);
        int end = entry[0] == '=' ? 1 : 5;
        while (entry[end - 1] != terminator && entry[0] != '=') {
            end++;
        }
        String time = new String(entry, end, entry.length - 1 - end, StandardCharsets.US_ASCII);
        String fraction = time.length() > 6 ? "." + time.substring(6) : "";
        return date(decimal(entry, end).longValueExact()) + "T" + time.substring(0, 2) + ":" + time.substring(2, 4)
                + ":" + time.substring(4, 6) + fraction;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
