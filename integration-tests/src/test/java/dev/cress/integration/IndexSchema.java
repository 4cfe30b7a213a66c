package dev.cress.integration;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * An ordered index or the claims of a unique one, as the layout document has it.
 *
 * @param name name in keys
 * @param kind the letter before the name: {@code i} ordered, {@code s} sparse, {@code u} unique
 * @param type its part of the layout record, without the name
 * @param properties the properties whose values it has
 * @param entries from the fields of an entity to its entries
 */
record IndexSchema(
        String name,
        String kind,
        String type,
        Set<String> properties,
        Function<Map<String, String>, List<String>> entries) {

    /** Of one property. */
    static IndexSchema of(PropertySchema property, boolean unique) {
        return tuple(unique, property);
    }

    /** Of several properties: their entries one after the other; a claim only where none of them is null. */
    static IndexSchema tuple(boolean unique, PropertySchema... parts) {
        return new IndexSchema(
                joined(PropertySchema::name, parts),
                unique ? "u" : "i",
                joined(part -> part.type().indexType(), parts),
                Stream.of(parts).map(PropertySchema::name).collect(Collectors.toSet()),
                fields -> unique && Stream.of(parts).anyMatch(part -> fields.get(part.name()) == null)
                        ? List.of()
                        : List.of(Stream.of(parts)
                                .map(part -> part.entry(fields.get(part.name())))
                                .collect(Collectors.joining())));
    }

    /** Of each scalar at the end of a path into the JSON of a property, where {@code []} leads to each element: {@code tags[]}, {@code address.rooms[].seats}. */
    static IndexSchema path(String path, StoredType type) {
        String[] steps = path.replace("[]", ".[]").split("\\.");
        PropertySchema leaf = PropertySchema.plain(path, type);
        boolean each = path.contains("[]");
        return new IndexSchema(
                path.replace("[]", ""),
                "i",
                (each ? "each-" : "") + type.indexType(),
                Set.of(steps[0]),
                fields -> JsonTexts.at(fields.get(steps[0]), List.of(steps).subList(1, steps.length)).stream()
                        .map(leaf::entry)
                        .distinct()
                        .toList());
    }

    /** Of one property, without nulls. */
    static IndexSchema sparse(PropertySchema property) {
        return new IndexSchema(
                property.name(),
                "s",
                "sparse-" + property.type().indexType(),
                Set.of(property.name()),
                fields -> fields.get(property.name()) == null
                        ? List.of()
                        : List.of(property.entry(fields.get(property.name()))));
    }

    boolean unique() {
        return kind.equals("u");
    }

    String key() {
        return kind + ":" + name;
    }

    String layout(boolean wide) {
        return name + "=" + (unique() ? wide ? "claimed-" : "unique-" : "") + type;
    }

    private static String joined(Function<PropertySchema, String> text, PropertySchema... parts) {
        return Stream.of(parts).map(text).collect(Collectors.joining("+"));
    }
}
