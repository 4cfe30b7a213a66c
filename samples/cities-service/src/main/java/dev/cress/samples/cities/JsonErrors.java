package dev.cress.samples.cities;

import static java.util.stream.Collectors.joining;

import java.util.Map;
import java.util.Objects;
import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.InputCoercionException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

/** Says in a client's words what Jackson found wrong with a body. */
final class JsonErrors {

    private static final Map<Class<?>, String> ALLOWED = Map.of(
            String.class, "a string",
            Long.class, "a whole number",
            Double.class, "a number",
            CityBody.Location.class, "an object with longitude and latitude");

    private JsonErrors() {}

    static BadInputException of(JacksonException e) {
        if (e instanceof UnrecognizedPropertyException unknown) {
            return new BadInputException(path(e), "is not a known field", names(unknown));
        }
        if (e instanceof InputCoercionException) {
            return new BadInputException(path(e), "is out of range", "a whole number below 2^63");
        }
        if (e instanceof MismatchedInputException mismatch) {
            String allowed = ALLOWED.getOrDefault(mismatch.getTargetType(), "a JSON object");
            return new BadInputException(path(e), "has a value of the wrong kind", allowed);
        }
        TokenStreamLocation place = e.getLocation();
        String where = place == null ? "" : " (line %d, column %d)".formatted(place.getLineNr(), place.getColumnNr());
        return new BadInputException(
                "body", "is not valid JSON" + where + ": " + e.getOriginalMessage(), "a JSON object");
    }

    private static String path(JacksonException e) {
        String path = e.getPath().stream()
                .map(JacksonException.Reference::getPropertyName)
                .filter(Objects::nonNull)
                .collect(joining("."));
        return path.isEmpty() ? "body" : path;
    }

    private static String names(UnrecognizedPropertyException e) {
        return Objects.requireNonNull(e.getKnownPropertyIds()).stream()
                .map(Object::toString)
                .collect(joining(", "));
    }
}
