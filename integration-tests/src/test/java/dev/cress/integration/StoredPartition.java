package dev.cress.integration;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Everything that is stored of one partition of a model, as read. */
final class StoredPartition {

    static final String VERSION = "\u0000v";
    static final String LAST_ID = "\u0000r";
    static final String END = "\u0000x";
    static final String OWN_LIFE = "\u0000t";

    final ModelSchema schema;
    final int number;
    final String name;

    /** id to fields */
    final Map<String, Map<String, String>> entities = new HashMap<>();

    /** id to score */
    final Map<String, String> primary = new HashMap<>();

    /** kind and index to member to score */
    final Map<String, Map<String, String>> ordered = new HashMap<>();

    /** index to id to position */
    final Map<String, Map<String, Position>> geo = new HashMap<>();

    /** index to entry to id */
    final Map<String, Map<String, String>> claims = new HashMap<>();

    /** kind and name of an attachment to id to elements, or the bytes alone */
    final Map<String, Map<String, List<String>>> attachments = new HashMap<>();

    /** index to entry to reservation */
    final Map<String, Map<String, String>> reservations = new HashMap<>();

    /** values that were given up: index, colon and entry, to version */
    final Map<String, String> outbox = new HashMap<>();

    /** renames over partitions that are under way: what is kept for one, and what has left by one */
    final Map<String, String> ways = new HashMap<>();

    /** id to the end of its life */
    final Map<String, String> expiry = new HashMap<>();

    /** id to when the server removes the hash by itself, -1 for never */
    final Map<String, Long> removals = new HashMap<>();

    final Map<String, String> meta = new HashMap<>();
    final Map<String, String> layout = new HashMap<>();
    final List<StoredEvent> events = new ArrayList<>();

    StoredPartition(ModelSchema schema, int number) {
        this.schema = schema;
        this.number = number;
        this.name = schema.model() + " partition " + number;
    }

    long version(String id) {
        String version = entities.get(id).getOrDefault(VERSION, "");
        return version.matches("[1-9][0-9]{0,17}") ? Long.parseLong(version) : -1;
    }

    boolean isEmpty() {
        return entities.isEmpty()
                && primary.isEmpty()
                && ordered.isEmpty()
                && geo.isEmpty()
                && claims.isEmpty()
                && meta.isEmpty()
                && events.isEmpty();
    }
}
