package dev.cress.integration;

/** One broken rule. */
record Violation(Rule rule, String where, String detail) {

    @Override
    public String toString() {
        return rule + " in " + where + ": " + detail;
    }
}
