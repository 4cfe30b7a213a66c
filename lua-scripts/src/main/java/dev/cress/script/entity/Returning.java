package dev.cress.script.entity;

import java.util.Locale;

/** Which texts of an entity a patch gives back. */
public enum Returning {
    /** None. */
    NOTHING,
    /** Those before the patch. */
    BEFORE,
    /** Those after the patch. */
    AFTER;

    String argument() {
        return this == NOTHING ? "" : name().toLowerCase(Locale.ROOT);
    }
}
