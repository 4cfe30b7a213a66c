package dev.cress.script.entity;

import dev.cress.script.entry.EntryType;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What the entity scripts know of a type. It is written into the text of the scripts, so that a call carries an entity's values and nothing else.
 *
 * @param names names of all properties
 * @param indexes the indexes, in the order of their keys: those of several properties after the others, and those inside of a property last
 * @param life how long entities live; null for a type whose entities do not expire
 * @param events what its change events tell
 * @param claims positions of the indexes whose values are unique in all partitions, with their names
 * @param attached how many attachments an entity has
 * @param moved whether entities may be renamed from one partition to another
 * @param noted whether a removal is noted, until what refers to the entity is changed
 * @param followed whether a rename is noted, until what refers to the entity follows; always where removals are
 */
public record WriteSchema(
        List<byte[]> names,
        List<IndexArgument> indexes,
        @Nullable LifeRule life,
        EventSchema events,
        SortedMap<Integer, String> claims,
        int attached,
        boolean moved,
        boolean noted,
        boolean followed) {

    /** More would need more arguments than a command takes. */
    public static final int MAX_PROPERTIES = 1_000;

    /**
     * A type whose entities do not expire.
     *
     * @param names names of all properties
     * @param indexes the indexes, in the order of their keys
     */
    public WriteSchema(List<byte[]> names, List<IndexArgument> indexes) {
        this(names, indexes, null);
    }

    /**
     * A type whose events tell the old and new values of changed indexed properties.
     *
     * @param names names of all properties
     * @param indexes the indexes, in the order of their keys: those of several properties last
     * @param life how long entities live; null for a type whose entities do not expire
     */
    public WriteSchema(List<byte[]> names, List<IndexArgument> indexes, @Nullable LifeRule life) {
        this(names, indexes, life, EventSchema.PLAIN);
    }

    /**
     * A type whose values are unique in one partition, if at all.
     *
     * @param names names of all properties
     * @param indexes the indexes, in the order of their keys: those of several properties last
     * @param life how long entities live; null for a type whose entities do not expire
     * @param events what its change events tell
     */
    public WriteSchema(List<byte[]> names, List<IndexArgument> indexes, @Nullable LifeRule life, EventSchema events) {
        this(names, indexes, life, events, Collections.emptySortedMap());
    }

    /**
     * A type whose entities have nothing beside their hash.
     *
     * @param names names of all properties
     * @param indexes the indexes, in the order of their keys: those of several properties last
     * @param life how long entities live; null for a type whose entities do not expire
     * @param events what its change events tell
     * @param claims positions of the indexes whose values are unique in all partitions, with their names
     */
    public WriteSchema(
            List<byte[]> names,
            List<IndexArgument> indexes,
            @Nullable LifeRule life,
            EventSchema events,
            SortedMap<Integer, String> claims) {
        this(names, indexes, life, events, claims, 0);
    }

    /**
     * A type whose entities stay in their partitions, and whose removals nobody has to know of.
     *
     * @param names names of all properties
     * @param indexes the indexes, in the order of their keys: those of several properties last
     * @param life how long entities live; null for a type whose entities do not expire
     * @param events what its change events tell
     * @param claims positions of the indexes whose values are unique in all partitions, with their names
     * @param attached how many attachments an entity has
     */
    public WriteSchema(
            List<byte[]> names,
            List<IndexArgument> indexes,
            @Nullable LifeRule life,
            EventSchema events,
            SortedMap<Integer, String> claims,
            int attached) {
        this(names, indexes, life, events, claims, attached, false, false, false);
    }

    /** Copies the lists. */
    public WriteSchema {
        names = List.copyOf(names);
        indexes = List.copyOf(indexes);
        claims = Collections.unmodifiableSortedMap(new TreeMap<>(claims));
        if (names.size() > MAX_PROPERTIES) {
            throw new IllegalArgumentException(
                    "a type has at most " + MAX_PROPERTIES + " properties, not " + names.size());
        }
        if (!indexes.equals(inOrder(indexes))) {
            throw new IllegalArgumentException(
                    "the indexes of whole properties come first, those of one of them before those of several");
        }
    }

    private static List<IndexArgument> inOrder(List<IndexArgument> indexes) {
        return indexes.stream()
                .sorted(Comparator.comparing(IndexArgument::isPath).thenComparing(IndexArgument::isTuple))
                .toList();
    }

    /** How the entries of a property are made, if all indexes of it alone make them in the same way; null otherwise. */
    @Nullable
    EntryType entryType(int property) {
        List<IndexPart> parts = indexes.stream()
                .filter(index -> !index.isPath() && !index.isTuple() && index.has(property))
                .map(index -> index.parts().get(0))
                .distinct()
                .toList();
        return parts.size() == 1 ? parts.get(0).type() : null;
    }

    /** What is written into the text of each script. */
    SchemaConstants constants() {
        return new SchemaConstants(this);
    }
}
