package dev.cress.integration;

/** One stored property and the indexes on it. */
record PropertySchema(
        String name, StoredType type, boolean ordered, boolean geo, boolean unique, boolean indexedOtherwise) {

    static PropertySchema plain(String name, StoredType type) {
        return new PropertySchema(name, type, false, false, false, false);
    }

    /** With an ordered index, or a geo index when the type is {@link StoredType#GEO}. */
    static PropertySchema indexed(String name, StoredType type) {
        boolean geo = type == StoredType.GEO;
        return new PropertySchema(name, type, !geo, geo, false, false);
    }

    static PropertySchema unique(String name, StoredType type) {
        return new PropertySchema(name, type, false, false, true, false);
    }

    /** The same with its values in an index of more than this property's values. */
    PropertySchema inAnotherIndex() {
        return new PropertySchema(name, type, ordered, geo, unique, true);
    }

    /** Whether change events carry its values. */
    boolean inEvents() {
        return ordered || geo || unique || indexedOtherwise;
    }

    /** The entry of a stored text, null for a null property; malformed text has an entry that is equal to no other. */
    String entry(String stored) {
        try {
            return IndexEntries.entry(type, stored);
        } catch (RuntimeException e) {
            return "malformed " + stored;
        }
    }
}
