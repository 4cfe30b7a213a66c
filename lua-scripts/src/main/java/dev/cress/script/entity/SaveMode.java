package dev.cress.script.entity;

import java.util.Locale;

/** What a save does about an entity that is, or is not, stored already. */
public enum SaveMode {
    /** Refuses when it is stored. */
    INSERT,
    /** Refuses when it is not stored. */
    UPDATE,
    /** Creates or changes. */
    UPSERT;

    private final String argument = name().toLowerCase(Locale.ROOT);

    String argument() {
        return argument;
    }
}
