package dev.cress.script.entity;

import dev.cress.script.entry.EntryType;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * The constants that are written into the text of each entity script for a type: what it needs, so that the sections it does not are left out.
 *
 * @param schema what the scripts know of the type
 */
record SchemaConstants(WriteSchema schema) {

    /** Entity, meta, stream and primary index. */
    private static final int KEYS_BEFORE_INDEXES = 4;

    private static final List<String> PLACES =
            List.of("forms", "types", "fields", "tuples", "paths", "folds", "temporal");
    private static final Set<EntryType> TEMPORAL = Set.of(EntryType.DATE, EntryType.DATETIME, EntryType.INSTANT);

    Map<String, List<?>> forSave() {
        Map<String, List<?>> constants = forDrop();
        putIndexed(constants, IntStream.range(0, schema.names().size()).boxed().toList());
        constants.put("moved", ifMoved());
        constants.put("noted", notes());
        return constants;
    }

    Map<String, List<?>> forRename() {
        Map<String, List<?>> constants = forSave();
        constants.put("attached", attachments());
        constants.put("followed", schema.followed() ? List.of(true) : List.of());
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
        constants.put("names", schema.names());
        constants.put("olds", told('-', schema.events()::tellsOld));
        constants.put("news", told('+', schema.events()::tellsNew));
        constants.put("image", schema.events().constants(schema.names().size(), this::indexed, this::joined));
        return constants;
    }

    Map<String, List<?>> forDelete() {
        List<Integer> read = IntStream.range(0, schema.names().size())
                .filter(property -> schema.events().tellsOld(indexed(property)))
                .boxed()
                .toList();
        Map<String, List<?>> constants = new LinkedHashMap<>();
        constants.put("names", read.stream().map(schema.names()::get).toList());
        constants.put("image", schema.events().constants(schema.names().size(), this::indexed, this::joined));
        putIndexed(constants, read);
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
        used.addAll(List.of("lives", "followed"));
        return only(forRename(), used);
    }

    Map<String, List<?>> forStaged() {
        return Map.of("attached", attachments());
    }

    Map<String, List<?>> forTouch() {
        return Map.of("lives", lives());
    }

    Map<String, List<?>> forForget() {
        Map<String, List<?>> constants = new LinkedHashMap<>();
        constants.put(
                "forms",
                schema.indexes().stream()
                        .map(index -> String.valueOf(index.form().code()))
                        .toList());
        constants.put("claims", claimed());
        constants.put("attached", attachments());
        constants.put("noted", notes());
        return constants;
    }

    private static Map<String, List<?>> only(Map<String, List<?>> constants, List<String> used) {
        Map<String, List<?>> chosen = new LinkedHashMap<>();
        used.forEach(name -> chosen.put(name, Objects.requireNonNull(constants.get(name), name)));
        return chosen;
    }

    /** Something, so that a section is kept, where entities may come from other partitions. */
    private List<?> ifMoved() {
        return schema.moved() ? List.of(true) : List.of();
    }

    private List<?> notes() {
        return schema.noted() ? List.of(true) : List.of();
    }

    private List<?> attachments() {
        return schema.attached() == 0 ? List.of() : List.of(schema.attached());
    }

    /** Place of the key and name of each index that is unique in all partitions. */
    private List<List<?>> claimed() {
        return schema.claims().entrySet().stream()
                .<List<?>>map(claim -> List.of(claim.getKey() + KEYS_BEFORE_INDEXES + 1, claim.getValue()))
                .toList();
    }

    /** The rule, and whether more than entries has to end with a life. */
    private List<?> lives() {
        LifeRule life = schema.life();
        if (life == null) {
            return List.of();
        }
        List<Object> constants = new ArrayList<>(life.constants());
        if (schema.attached() > 0 || schema.noted()) {
            constants.add(true);
        }
        return constants;
    }

    /** Something, so that a section is kept, where an index has entries of one of the types. */
    private List<?> ifIndexed(Set<EntryType> types) {
        boolean indexed = schema.indexes().stream()
                .flatMap(index -> index.parts().stream())
                .anyMatch(part -> part.type() != null && types.contains(part.type()));
        return indexed ? List.of(true) : List.of();
    }

    /** What events call the value of each property, false for one that they do not tell: so that no call puts the name together. */
    private List<?> told(char sign, Predicate<Boolean> tells) {
        return IntStream.range(0, schema.names().size())
                .<Object>mapToObj(property -> tells.test(indexed(property))
                        ? signed(sign, schema.names().get(property))
                        : false)
                .toList();
    }

    private static byte[] signed(char sign, byte[] name) {
        return ByteBuffer.allocate(1 + name.length).put((byte) sign).put(name).array();
    }

    private boolean indexed(int property) {
        return schema.indexes().stream().anyMatch(index -> index.has(property));
    }

    private boolean joined(int property) {
        return schema.indexes().stream()
                .anyMatch(index -> index.form() == IndexForm.ORDERED && index.isTuple() && index.has(property));
    }

    /** @param read numbers of the properties that the script has read */
    private void putIndexed(Map<String, List<?>> constants, List<Integer> read) {
        putIndexes(constants, read);
        constants.put("folds", ifIndexed(Set.of(EntryType.FOLDED)));
        constants.put("temporal", ifIndexed(TEMPORAL));
        constants.put("lives", lives());
        constants.put("claims", claimed());
    }

    private void putIndexes(Map<String, List<?>> constants, List<Integer> read) {
        List<String> forms = new ArrayList<>();
        List<String> types = new ArrayList<>();
        List<Integer> fields = new ArrayList<>();
        List<List<Object>> tuples = new ArrayList<>();
        List<List<Object>> paths = new ArrayList<>();
        for (IndexArgument index : schema.indexes()) {
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
    }
}
