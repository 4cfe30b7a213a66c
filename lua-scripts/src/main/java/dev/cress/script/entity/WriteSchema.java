package dev.cress.script.entity;

import dev.cress.script.entry.EntryType;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.IntStream;
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
 */
public record WriteSchema(
        List<byte[]> names,
        List<IndexArgument> indexes,
        @Nullable LifeRule life,
        EventSchema events,
        SortedMap<Integer, String> claims,
        int attached,
        boolean moved,
        boolean noted) {

    /** More would need more arguments than a command takes. */
    public static final int MAX_PROPERTIES = 1_000;

    private static final int KEYS_BEFORE_INDEXES = 4;
    private static final List<String> PLACES =
            List.of("forms", "types", "fields", "tuples", "paths", "folds", "temporal");
    private static final Set<EntryType> TEMPORAL = Set.of(EntryType.DATE, EntryType.DATETIME, EntryType.INSTANT);

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
        this(names, indexes, life, events, claims, attached, false, false);
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

    Map<String, List<?>> forSave() {
        Map<String, List<?>> constants = forDrop();
        putIndexes(constants, IntStream.range(0, names.size()).boxed().toList());
        constants.put("moved", ifMoved());
        constants.put("noted", notes());
        return constants;
    }

    Map<String, List<?>> forRename() {
        Map<String, List<?>> constants = forSave();
        constants.put("attached", attachments());
        return constants;
    }

    /** A patch compares properties without an index too. */
    Map<String, List<?>> forPatch() {
        Map<String, List<?>> constants = forSave();
        constants.put("temporal", List.of(true));
        return constants;
    }

    /** What no index takes part in. */
    Map<String, List<?>> forDrop() {
        Map<String, List<?>> constants = new LinkedHashMap<>();
        constants.put("names", names);
        constants.put("olds", told('-', events::tellsOld));
        constants.put("news", told('+', events::tellsNew));
        constants.put("image", events.constants(names.size(), this::indexed, this::joined));
        return constants;
    }

    Map<String, List<?>> forDelete() {
        List<Integer> read = IntStream.range(0, names.size())
                .filter(property -> events.tellsOld(indexed(property)))
                .boxed()
                .toList();
        Map<String, List<?>> constants = new LinkedHashMap<>();
        constants.put("names", read.stream().map(names::get).toList());
        constants.put("image", events.constants(names.size(), this::indexed, this::joined));
        putIndexes(constants, read);
        constants.put("moved", ifMoved());
        constants.put("attached", attachments());
        constants.put("noted", notes());
        return constants;
    }

    Map<String, List<?>> forPack() {
        return only(forRename(), List.of("lives", "attached"));
    }

    Map<String, List<?>> forStage() {
        List<String> used = new ArrayList<>(List.of("names"));
        used.addAll(PLACES);
        used.addAll(List.of("lives", "claims", "attached", "noted"));
        return only(forRename(), used);
    }

    Map<String, List<?>> forDeparture() {
        List<String> used = new ArrayList<>(List.of("names", "image"));
        used.addAll(PLACES);
        used.addAll(List.of("lives", "attached"));
        return only(forDelete(), used);
    }

    Map<String, List<?>> forArrival() {
        List<String> used = new ArrayList<>(List.of("names", "news", "image"));
        used.addAll(PLACES);
        used.add("lives");
        return only(forRename(), used);
    }

    Map<String, List<?>> forStaged() {
        return Map.of("attached", attachments());
    }

    private static Map<String, List<?>> only(Map<String, List<?>> constants, List<String> used) {
        Map<String, List<?>> chosen = new LinkedHashMap<>();
        used.forEach(name -> chosen.put(name, Objects.requireNonNull(constants.get(name), name)));
        return chosen;
    }

    Map<String, List<?>> forTouch() {
        return Map.of("lives", lives());
    }

    /** Something, so that a section is kept, where entities may come from other partitions. */
    private List<?> ifMoved() {
        return moved ? List.of(true) : List.of();
    }

    private List<?> notes() {
        return noted ? List.of(true) : List.of();
    }

    private List<?> attachments() {
        return attached == 0 ? List.of() : List.of(attached);
    }

    Map<String, List<?>> forForget() {
        Map<String, List<?>> constants = new LinkedHashMap<>();
        constants.put(
                "forms",
                indexes.stream()
                        .map(index -> String.valueOf(index.form().code()))
                        .toList());
        constants.put("claims", claimed());
        constants.put("attached", attachments());
        constants.put("noted", notes());
        return constants;
    }

    /** Place of the key and name of each index that is unique in all partitions. */
    private List<List<?>> claimed() {
        return claims.entrySet().stream()
                .<List<?>>map(claim -> List.of(claim.getKey() + KEYS_BEFORE_INDEXES + 1, claim.getValue()))
                .toList();
    }

    private List<?> lives() {
        if (life == null || (attached == 0 && !noted)) {
            return life == null ? List.of() : life.constants();
        }
        List<Object> constants = new ArrayList<>(life.constants());
        constants.add(true);
        return constants;
    }

    /** Something, so that a section is kept, where an index has entries of one of the types. */
    private List<?> ifIndexed(Set<EntryType> types) {
        boolean indexed = indexes.stream()
                .flatMap(index -> index.parts().stream())
                .anyMatch(part -> part.type() != null && types.contains(part.type()));
        return indexed ? List.of(true) : List.of();
    }

    /** What events call the value of each property, false for one that they do not tell: so that no call puts the name together. */
    private List<?> told(char sign, Predicate<Boolean> tells) {
        return IntStream.range(0, names.size())
                .<Object>mapToObj(property -> tells.test(indexed(property)) ? signed(sign, names.get(property)) : false)
                .toList();
    }

    private static byte[] signed(char sign, byte[] name) {
        return ByteBuffer.allocate(1 + name.length).put((byte) sign).put(name).array();
    }

    private boolean indexed(int property) {
        return indexes.stream().anyMatch(index -> index.has(property));
    }

    private boolean joined(int property) {
        return indexes.stream()
                .anyMatch(index -> index.form() == IndexForm.ORDERED && index.isTuple() && index.has(property));
    }

    private void putIndexes(Map<String, List<?>> constants, List<Integer> read) {
        List<String> forms = new ArrayList<>();
        List<String> types = new ArrayList<>();
        List<Integer> fields = new ArrayList<>();
        List<List<Object>> tuples = new ArrayList<>();
        List<List<Object>> paths = new ArrayList<>();
        for (IndexArgument index : indexes) {
            String form = String.valueOf(index.form().code());
            List<Integer> places = index.parts().stream()
                    .map(part -> read.indexOf(part.property()) + 1)
                    .toList();
            if (index.isTuple()) {
                List<Object> tuple = new ArrayList<>(List.of(form, index.types()));
                tuple.addAll(places);
                tuples.add(tuple);
            } else if (index.isPath()) {
                List<Object> path = new ArrayList<>(List.of(index.types(), places.get(0)));
                path.addAll(index.path());
                paths.add(path);
            } else {
                forms.add(form);
                types.add(index.types());
                fields.add(places.get(0));
            }
        }
        constants.put("forms", forms);
        constants.put("types", types);
        constants.put("fields", fields);
        constants.put("tuples", tuples);
        constants.put("paths", paths);
        constants.put("folds", ifIndexed(Set.of(EntryType.FOLDED)));
        constants.put("temporal", ifIndexed(TEMPORAL));
        constants.put("lives", lives());
        constants.put("claims", claimed());
    }
}
