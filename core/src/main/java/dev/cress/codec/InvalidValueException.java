package dev.cress.codec;

import java.util.List;

/** A value cannot be stored for several reasons, of which each is told. */
public final class InvalidValueException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    private final transient List<String> violations;

    InvalidValueException(List<String> violations) {
        super(String.join("; ", violations));
        this.violations = violations;
    }

    /** {@return what is wrong, without values} */
    public List<String> violations() {
        return violations;
    }
}
