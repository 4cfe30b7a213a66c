package dev.cress.validation;

import jakarta.validation.ConstraintViolation;
import jakarta.validation.NoProviderFoundException;
import jakarta.validation.Validation;
import jakarta.validation.Validator;
import jakarta.validation.constraints.Min;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Checks by the constraints of Jakarta Validation, {@code @NotNull}, {@code @Size} and so on. Needs {@code jakarta.validation-api} and a provider on the class path; where
 * they are, Cress uses it without being told.
 */
public final class JakartaValidator implements EntityValidator {

    private final Validator validator;

    /**
     * A validator of the application.
     *
     * @param validator checks entities; must not block
     */
    public JakartaValidator(Validator validator) {
        this.validator = validator;
    }

    /**
     * The default validator of the class path, made once. Reads files, so it is not to be called on a thread that must not block.
     *
     * @return a validator; empty when there is no provider of one
     * @throws jakarta.validation.ValidationException when the provider cannot start
     */
    public static Optional<EntityValidator> ofClassPath() {
        return ClassPath.VALIDATOR;
    }

    /** Whether a constraint is declared on the type or its properties. */
    @Override
    public boolean concerns(Class<?> type) {
        return validator.getConstraintsForClass(type).isBeanConstrained();
    }

    /** Each violation with the path to the property; a message template of the user's own should not ask for the value. */
    @Override
    public List<String> violations(Object entity) {
        return validator.validate(entity).stream()
                .map(JakartaValidator::line)
                .sorted()
                .toList();
    }

    @Override
    public List<String> violations(Class<?> type, String property, @Nullable Object value) {
        return validator.validateValue(type, property, value).stream()
                .map(JakartaValidator::line)
                .sorted()
                .toList();
    }

    private static String line(ConstraintViolation<?> violation) {
        String path = violation.getPropertyPath().toString();
        return path.isEmpty() ? violation.getMessage() : path + " " + violation.getMessage();
    }

    private record Probe(@Min(1) int tooSmall) {}

    private static final class ClassPath {

        static final Optional<EntityValidator> VALIDATOR = find();

        private static Optional<EntityValidator> find() {
            try {
                EntityValidator found = new JakartaValidator(
                        Validation.buildDefaultValidatorFactory().getValidator());
                found.violations(new Probe(0)); // reads the files of messages now, not on an I/O thread
                return Optional.of(found);
            } catch (NoProviderFoundException e) {
                return Optional.empty();
            }
        }
    }
}
