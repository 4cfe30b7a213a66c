package dev.cress.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cress.error.MappingException;
import java.util.List;

/** Why a type cannot be mapped, all in one message. */
final class Problems {

    private Problems() {}

    static List<String> problems(Class<?> type) {
        try {
            EntityModel.of(type);
        } catch (MappingException e) {
            assertThat(e).hasMessageStartingWith("cannot map " + type.getName() + ":\n  - ");
            e.problems().forEach(problem -> assertThat(e).hasMessageContaining(problem));
            return e.problems();
        }
        throw new AssertionError(type + " was mapped");
    }
}
