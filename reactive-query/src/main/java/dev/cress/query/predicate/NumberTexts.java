package dev.cress.query.predicate;

import dev.cress.mapping.Property;
import dev.cress.query.criteria.InvalidQueryException;
import dev.cress.script.entry.EntryType;
import java.math.BigDecimal;

/** The text by which a number is compared with a property: any number with any numeric property, by value, exactly. */
final class NumberTexts {

    private NumberTexts() {}

    static String text(Property property, EntryType type, Number value) {
        if (type == EntryType.DECIMAL) {
            return decimal(property, value).toString();
        }
        boolean narrow = property.type() == float.class || property.type() == Float.class;
        boolean same = value instanceof Float || isSame(property, value, narrow ? value.floatValue() : wide(value));
        if (!same) {
            throw refused(property, value);
        }
        return narrow ? Float.toString(value.floatValue()) : Double.toString(wide(value));
    }

    /** A float stands for the decimal that it prints as. */
    private static double wide(Number value) {
        return value instanceof Float ? Double.parseDouble(value.toString()) : value.doubleValue();
    }

    private static boolean isSame(Property property, Number value, double rounded) {
        if (value instanceof Double given) {
            return given == rounded || (Double.isNaN(given) && Double.isNaN(rounded));
        }
        return Double.isFinite(rounded) && decimal(property, value).compareTo(new BigDecimal(rounded)) == 0;
    }

    private static BigDecimal decimal(Property property, Number value) {
        try {
            return new BigDecimal(value.toString());
        } catch (NumberFormatException e) {
            throw refused(property, value);
        }
    }

    private static InvalidQueryException refused(Property property, Number value) {
        return new InvalidQueryException(
                property.name() + " is a " + property.type().getSimpleName() + ", which cannot be equal to the given "
                        + value.getClass().getSimpleName() + "; compare it with a number of its own type",
                null);
    }
}
