package dev.cress.integration;

import java.util.List;
import java.util.function.Consumer;

/** One way to damage a store, and the violations that it must give. */
record Damage(String name, Consumer<Victims> inflict, List<Rule> expected) {

    static Damage of(String name, Consumer<Victims> inflict, Rule... expected) {
        return new Damage(name, inflict, List.of(expected));
    }

    @Override
    public String toString() {
        return name;
    }
}
