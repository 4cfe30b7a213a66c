package dev.cress.mapping;

import dev.cress.annotation.CompositeIndex;
import dev.cress.annotation.Unique;
import dev.cress.script.entity.IndexForm;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/** Reads the indexes of several properties that a type declares. */
final class CompositeReader {

    private final Class<?> type;
    private final List<Property> properties;
    private final Predicate<Property> indexable;
    private final List<String> problems;

    /** @param indexable whether a property's name can be part of a key; says it when not */
    CompositeReader(Class<?> type, List<Property> properties, Predicate<Property> indexable, List<String> problems) {
        this.type = type;
        this.properties = properties;
        this.indexable = indexable;
        this.problems = problems;
    }

    List<IndexDefinition> read() {
        Set<IndexDefinition> indexes = new LinkedHashSet<>();
        for (CompositeIndex declared : type.getAnnotationsByType(CompositeIndex.class)) {
            read(
                    "@CompositeIndex",
                    declared.value(),
                    parts -> new IndexDefinition(IndexForm.ORDERED, parts, null, null),
                    indexes);
        }
        for (Unique declared : type.getAnnotationsByType(Unique.class)) {
            read("@Unique", declared.value(), parts -> IndexDefinition.unique(parts, declared.scope()), indexes);
        }
        return List.copyOf(indexes);
    }

    private void read(
            String annotation,
            String[] names,
            Function<List<Property>, IndexDefinition> index,
            Set<IndexDefinition> indexes) {
        String what = annotation + "(" + String.join(", ", names) + ")";
        if (names.length < 2 || new HashSet<>(List.of(names)).size() < names.length) {
            problems.add(what + " names two properties or more, each once");
            return;
        }
        List<Property> parts = new ArrayList<>();
        for (String name : names) {
            part(what, name).ifPresent(parts::add);
        }
        if (parts.size() == names.length && !indexes.add(index.apply(parts))) {
            problems.add(what + " is declared twice");
        }
    }

    private Optional<Property> part(String what, String name) {
        Optional<Property> property =
                properties.stream().filter(one -> one.name().equals(name)).findFirst();
        if (property.isEmpty()) {
            problems.add(what + ": there is no stored property " + name + "; neither id nor version is one");
        } else if (property.get().entryType().isEmpty()) {
            problems.add(what + ": " + name + " is to be of a scalar type, not "
                    + property.get().type().getTypeName());
            return Optional.empty();
        }
        return property.filter(indexable);
    }
}
