package dev.cress.samples.cities;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.util.MultiValueMap;

/**
 * The query parameters of one request. A parameter that is read is a known one; what is wrong is collected and reported in
 * one go, unknown and repeated parameters too. Meanwhile a parameter that is wrong reads as if it were absent.
 */
final class Parameters {

    private final MultiValueMap<String, String> given;
    private final Set<String> known = new LinkedHashSet<>();
    private final List<InputError> errors = new ArrayList<>();

    private Parameters(MultiValueMap<String, String> given) {
        this.given = given;
    }

    /**
     * Reads the parameters of a request.
     *
     * @param reader reads each parameter that is known
     * @throws BadInputException if anything was wrong
     */
    static <V> V read(MultiValueMap<String, String> given, Function<Parameters, V> reader) {
        Parameters parameters = new Parameters(given);
        V value = reader.apply(parameters);
        parameters.check();
        return value;
    }

    /** Refuses every parameter. */
    static void none(MultiValueMap<String, String> given) {
        new Parameters(given).check();
    }

    Optional<Long> wholeNumber(String name, long least, long most) {
        return value(name, "a whole number from %d to %d".formatted(least, most), text -> {
            BigInteger number = number(text, BigInteger::new, "is not a whole number");
            boolean inRange =
                    number.compareTo(BigInteger.valueOf(least)) >= 0 && number.compareTo(BigInteger.valueOf(most)) <= 0;
            return inRange(text, inRange, number.longValue());
        });
    }

    /** Reads a number that has to be given. */
    double decimal(String name, Range range) {
        if (!given.containsKey(name)) {
            reject(name, "is missing", range.toString());
        }
        return value(name, range.toString(), text -> {
                    double number =
                            number(text, BigDecimal::new, "is not a number").doubleValue();
                    return inRange(text, range.contains(number), number);
                })
                .orElse(0.0);
    }

    /** Reads several values, separated by commas. */
    <V> List<V> list(String name, String allowed, Function<String, V> parser) {
        return value(
                        name,
                        allowed + ", or several of them separated by commas",
                        text -> Stream.of(text.split(",", -1)).map(parser).toList())
                .orElse(List.of());
    }

    /**
     * Reads one value.
     *
     * @param allowed what is allowed, for the user
     * @param parser throws {@link #wrong} for what is not
     */
    <V> Optional<V> value(String name, String allowed, Function<String, V> parser) {
        known.add(name);
        if (!given.containsKey(name)) {
            return Optional.empty();
        }
        try {
            return Optional.of(parser.apply(notEmpty(given.getFirst(name))));
        } catch (IllegalArgumentException e) {
            reject(name, String.valueOf(e.getMessage()), allowed);
            return Optional.empty();
        }
    }

    /** Adds an error, such as one that involves several parameters. */
    void reject(String name, String problem, String allowed) {
        errors.add(new InputError(name, problem, allowed));
    }

    private void check() {
        given.forEach(this::checkName);
        if (!errors.isEmpty()) {
            throw new BadInputException(errors);
        }
    }

    private void checkName(String name, List<String> values) {
        if (!known.contains(name)) {
            String allowed = known.isEmpty() ? "no parameters" : String.join(", ", known);
            reject(InputError.shortened(name), "is not a parameter of this resource", allowed);
        } else if (values.size() > 1) {
            reject(name, "is given " + values.size() + " times", "one value");
        }
    }

    /** What a parser throws. */
    static IllegalArgumentException wrong(String text, String problem) {
        return new IllegalArgumentException(InputError.quoted(text) + " " + problem);
    }

    private static String notEmpty(@Nullable String text) {
        if (text == null || text.isEmpty()) {
            throw new IllegalArgumentException("has no value");
        }
        return text;
    }

    private static <N extends Number> N number(String text, Function<String, N> parser, String problem) {
        try {
            return parser.apply(text);
        } catch (NumberFormatException e) {
            throw wrong(text, problem);
        }
    }

    private static <N> N inRange(String text, boolean inRange, N number) {
        if (!inRange) {
            throw wrong(text, "is out of range");
        }
        return number;
    }
}
