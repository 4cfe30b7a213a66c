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
            return isFinite(value) ? exact(value).toString() : refuse(property, value);
        }
        if (property.type() == float.class || property.type() == Float.class) {
            float narrow = value.floatValue();
            return value instanceof Float || (double) narrow == value.doubleValue()
                    ? Float.toString(narrow)
                    : refuse(property, value);
        }
        double wide = value instanceof Float ? Double.parseDouble(value.toString()) : value.doubleValue();
        boolean same = value instanceof Float
                || value instanceof Double
                || exact(value).compareTo(new BigDecimal(wide)) == 0;
        return same ? Double.toString(wide) : refuse(property, value);
    }

    private static boolean isFinite(Number value) {
        return !(value instanceof Double || value instanceof Float) || Double.isFinite(value.doubleValue());
    }

    private static BigDecimal exact(Number value) {
        return new BigDecimal(value.toString());
    }

    private static String refuse(Property property, Number value) {
        throw new InvalidQueryException(
                property.name() + " is a " + property.type().getSimpleName() + ", which cannot be equal to the given "
                        + value.getClass().getSimpleName() + "; compare it with a number of its own type",
                null);
    }
}
