package dev.cress.samples.cities;

import static java.util.stream.Collectors.joining;

import java.util.List;

/** A request that cannot be understood, with everything that is wrong with it. */
@SuppressWarnings("serial") // never serialized
final class BadInputException extends RuntimeException {

    private final List<InputError> errors;

    BadInputException(List<InputError> errors) {
        super(errors.stream().map(InputError::sentence).collect(joining(" ")));
        this.errors = List.copyOf(errors);
    }

    BadInputException(String name, String problem, String allowed) {
        this(List.of(new InputError(name, problem, allowed)));
    }

    List<InputError> errors() {
        return errors;
    }
}
