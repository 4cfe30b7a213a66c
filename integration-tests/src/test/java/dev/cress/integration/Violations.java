package dev.cress.integration;

import java.util.ArrayList;
import java.util.List;

/** Collects violations. */
final class Violations {

    private final List<Violation> found = new ArrayList<>();

    void add(Rule rule, String where, String detail) {
        found.add(new Violation(rule, where, detail));
    }

    /** Shows the byte strings among the arguments, which the detail has as {@code %s}. */
    void add(Rule rule, String where, String detail, String... byteStrings) {
        Object[] shown = new Object[byteStrings.length];
        for (int i = 0; i < shown.length; i++) {
            shown[i] = byteStrings[i] == null ? "null" : ByteStrings.show(byteStrings[i]);
        }
        add(rule, where, String.format(detail, shown));
    }

    List<Violation> list() {
        return List.copyOf(found);
    }
}
