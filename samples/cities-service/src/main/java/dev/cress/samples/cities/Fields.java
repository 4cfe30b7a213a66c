package dev.cress.samples.cities;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Checks the fields of a JSON document, and reports all that is wrong in one go. */
final class Fields {

    private final List<InputError> errors = new ArrayList<>();

    <V> void required(String name, @Nullable V value, Predicate<V> rule, String allowed) {
        if (value == null) {
            errors.add(new InputError(name, "is missing", allowed));
        } else {
            optional(name, value, rule, allowed);
        }
    }

    <V> void optional(String name, @Nullable V value, Predicate<V> rule, String allowed) {
        if (value != null && !rule.test(value)) {
            errors.add(new InputError(name, InputError.quoted(value.toString()) + " is not allowed", allowed));
        }
    }

    /** Whether the length of a text in UTF-8 is within limits; half a pair of surrogates has none. */
    static boolean hasBytes(String text, int least, int most) {
        int bytes = text.getBytes(StandardCharsets.UTF_8).length;
        return bytes >= least
                && bytes <= most
                && StandardCharsets.UTF_8.newEncoder().canEncode(text);
    }

    void check() {
        if (!errors.isEmpty()) {
            throw new BadInputException(errors);
        }
    }
}
