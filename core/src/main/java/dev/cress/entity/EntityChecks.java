package dev.cress.entity;

import dev.cress.error.InvalidEntityException;
import dev.cress.mapping.EntityModel;
import dev.cress.validation.EntityValidator;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Whether an entity can be stored: all that is wrong with it is told in one error. */
record EntityChecks<T>(EntityModel<T> model) {

    /** @throws InvalidEntityException if there is none, or it cannot be stored, with what else is wrong with the entity */
    byte[] id(T entity) {
        try {
            return model.id(entity);
        } catch (InvalidEntityException e) {
            throw refused(List.of(), entity);
        }
    }

    /** The id of an entity; empty if there is none, or it cannot be stored. */
    Optional<byte[]> idIfAny(T entity) {
        try {
            return Optional.of(model.id(entity));
        } catch (InvalidEntityException e) {
            return Optional.empty();
        }
    }

    /**
     * Asks a validator; what is right to it may be wrong to the writer all the same.
     *
     * @throws InvalidEntityException with what keeps the entity from being stored besides
     */
    void require(EntityValidator validator, T entity) {
        List<String> violations = validator.violations(entity);
        if (!violations.isEmpty()) {
            throw refused(violations, entity);
        }
    }

    private InvalidEntityException refused(List<String> violations, T entity) {
        List<String> all = new ArrayList<>(violations);
        collect(all, () -> model.id(entity));
        collect(all, () -> model.texts(entity));
        return new InvalidEntityException(model.name(), all);
    }

    private static void collect(List<String> all, Runnable check) {
        try {
            check.run();
        } catch (InvalidEntityException e) {
            all.addAll(e.violations());
        }
    }
}
