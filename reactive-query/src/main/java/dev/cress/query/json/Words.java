package dev.cress.query.json;

/** The names in the JSON form of criteria. */
final class Words {

    static final String AND = "and";
    static final String OR = "or";
    static final String NOT = "not";
    static final String PROPERTY = "property";
    static final String IN = "in";
    static final String HAS_ELEMENT = "hasElement";
    static final String BETWEEN = "between";
    static final String FROM = "from";
    static final String FROM_EXCLUDED = "fromExcluded";
    static final String TO = "to";
    static final String TO_EXCLUDED = "toExcluded";
    static final String STARTS_WITH = "startsWith";
    static final String ENDS_WITH = "endsWith";
    static final String CONTAINS = "contains";
    static final String MATCHES = "matches";
    static final String IS_EMPTY = "isEmpty";
    static final String WITHIN = "within";
    static final String IN_BOX = "inBox";
    static final String AROUND = "around";
    static final String LONGITUDE = "longitude";
    static final String LATITUDE = "latitude";
    static final String METRES = "metres";
    static final String SOUTH_WEST = "southWest";
    static final String NORTH_EAST = "northEast";
    static final String ID = "id";

    private Words() {}
}
