package dev.cress.integration;

import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/**
 * A deliberate defect, and how it must come to light.
 *
 * @param rules rules of the checker that it breaks, among others perhaps
 * @param seenByClients whether clients get answers that the reference model contradicts
 */
record Breakage(String name, Supplier<Fault> fault, Set<Rule> rules, boolean seenByClients) {

    static Breakage ofStore(String name, Supplier<Fault> fault, Rule... rules) {
        return new Breakage(name, fault, Set.copyOf(List.of(rules)), false);
    }

    static Breakage ofAnswers(String name, Supplier<Fault> fault, Rule... rules) {
        return new Breakage(name, fault, Set.copyOf(List.of(rules)), true);
    }

    @Override
    public String toString() {
        return name;
    }
}
