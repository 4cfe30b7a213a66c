package dev.cress.error;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A stored entity cannot be built: a value is not of its property's type, or the constructor refuses it. It is left as it is; streams go on with the next one. Save an
 * entity by {@code overwrite} to replace it, or {@code deleteById} to remove it.
 */
public final class UnreadableEntityException extends StoredDataException {

    private static final long serialVersionUID = 1L;

    private final String model;
    private final String id;
    private final transient List<String> problems;

    /**
     * @param model name of the model
     * @param id id of the entity
     * @param problems what cannot be read, one line for each property, without its value
     * @param cause what it was caused by, or null
     */
    public UnreadableEntityException(String model, String id, List<String> problems, @Nullable Throwable cause) {
        super(model + " " + id + " cannot be read: " + String.join("; ", problems), cause);
        this.model = model;
        this.id = id;
        this.problems = List.copyOf(problems);
    }

    /** {@return name of the model} */
    public String model() {
        return model;
    }

    /** {@return id of the entity} */
    public String id() {
        return id;
    }

    /** {@return what cannot be read, one line for each property, without its value} */
    public List<String> problems() {
        return problems;
    }
}
