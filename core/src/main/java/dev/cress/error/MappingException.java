package dev.cress.error;

import java.util.List;

/** A type cannot be mapped; the message lists everything that is to be changed. */
public final class MappingException extends NonTransientRedisDataException {

    private static final long serialVersionUID = 1L;

    private final transient List<String> problems;

    /**
     * @param type the type
     * @param problems what is to be changed
     */
    public MappingException(String type, List<String> problems) {
        super("cannot map " + type + ":\n  - " + String.join("\n  - ", problems), null);
        this.problems = List.copyOf(problems);
    }

    /** {@return what is to be changed} */
    public List<String> problems() {
        return problems;
    }
}
