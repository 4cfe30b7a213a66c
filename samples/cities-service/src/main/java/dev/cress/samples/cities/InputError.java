package dev.cress.samples.cities;

/**
 * One thing that is wrong with a request.
 *
 * @param name the query parameter, header or JSON field
 * @param problem what is wrong with it
 * @param allowed what would be right
 */
record InputError(String name, String problem, String allowed) {

    private static final int SHOWN = 60;

    /** One sentence for people. */
    String sentence() {
        return "%s: %s; allowed: %s.".formatted(name, problem, allowed);
    }

    /** A user's text as a message shows it: quoted, and not longer than is helpful. */
    static String quoted(String text) {
        return "'" + shortened(text) + "'";
    }

    static String shortened(String text) {
        return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
    }
}
