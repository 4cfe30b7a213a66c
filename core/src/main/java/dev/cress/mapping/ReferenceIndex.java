package dev.cress.mapping;

import dev.cress.codec.JsonCodecs;
import dev.cress.codec.Utf8;
import dev.cress.reference.Ref;
import dev.cress.script.entity.IndexForm;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The index by which referrers of an entity are found.
 *
 * @param property what holds the references
 * @param index its index
 */
public record ReferenceIndex(Property property, IndexDefinition index) {

    private static final byte BEFORE_ID = 2;

    /**
     * The index of references.
     *
     * @param referrer the type that refers
     * @param path Java name of its property, and of members inside of it, with dots between
     * @param target the type that it refers to
     * @return the index
     * @throws IllegalArgumentException saying what is to be changed
     */
    public static ReferenceIndex of(EntityModel<?> referrer, String path, Class<?> target) {
        String where = referrer.name() + "." + path;
        String[] names = path.split("\\.", -1);
        Property property = referrer.property(names[0])
                .orElseThrow(() -> new IllegalArgumentException(referrer.name() + " has no property " + names[0]));
        Type reference = element(ValueStep.typeOf(referrer.type(), property));
        for (String name : List.of(names).subList(1, names.length)) {
            reference = element(ValueStep.member(reference, name)
                    .orElseThrow(() -> new IllegalArgumentException(where + " leads nowhere: there is no " + name))
                    .type());
        }
        if (ValueStep.rawType(reference) != Ref.class || ReferenceTypes.target(reference) != target) {
            throw new IllegalArgumentException(
                    where + " is no Ref<" + target.getSimpleName() + ">, and no collection of such");
        }
        return referrer.indexes().all().stream()
                .filter(index -> serves(index, property, path))
                .findFirst()
                .map(index -> new ReferenceIndex(property, index))
                .orElseThrow(() -> new IllegalArgumentException(where
                        + " has no index by which referrers could be found; annotate " + property.name() + " with "
                        + (names.length == 1
                                ? "@Indexed"
                                : "@Indexed(paths = \"" + path.substring(names[0].length() + 1) + "\")")));
    }

    private static Type element(Type type) {
        return ValueStep.elements(type).map(ValueStep.Followed::type).orElse(type);
    }

    private static boolean serves(IndexDefinition index, Property property, String path) {
        boolean found = (index.form() == IndexForm.ORDERED || index.form() == IndexForm.SPARSE)
                && !index.isComposite()
                && index.covers(property);
        return found && (index.path() == null ? property.name() : index.path().text()).equals(path);
    }

    private Property leaf() {
        return index.properties().get(0);
    }

    /** {@return whether the references are inside of the property, as elements or deeper} */
    public boolean isInside() {
        return index.isPath();
    }

    /** {@return Java names of the property and of members on the way to the references} */
    public String name() {
        return leaf().name();
    }

    /**
     * What the members of the index begin with that belong to referrers of an entity; the id of the referrer follows.
     *
     * @param id bytes of the entity's id
     * @return the beginning
     */
    public byte[] prefix(byte[] id) {
        byte[] entry = leaf().entryType().orElseThrow().encode(id);
        byte[] prefix = Arrays.copyOf(entry, entry.length + 1);
        prefix[entry.length] = BEFORE_ID;
        return prefix;
    }

    /**
     * The reference to an entity.
     *
     * @param id bytes of its id
     * @return a reference
     */
    public Object reference(byte[] id) {
        return leaf().codec().decode(id);
    }

    /**
     * Whether a row refers to an entity.
     *
     * @param row what is stored of the referrer
     * @param id bytes of the entity's id
     * @return whether it does
     * @throws IllegalArgumentException when the property cannot be read
     */
    public boolean refers(Row row, byte[] id) {
        byte @Nullable [] text = row.texts()[property.ordinal()];
        return text != null
                && (index.path() == null
                        ? Arrays.equals(text, id)
                        : index.path().values(property.codec().decode(text)).contains(reference(id)));
    }

    /**
     * A property that holds references inside, with others in their place.
     *
     * @param row what is stored of the referrer, which has the property
     * @param id bytes of the id of the entity that it refers to
     * @param other bytes of the id that it is to refer to; null for none: elements are removed, members become null
     * @return the value of the property
     * @throws IllegalArgumentException when that is none
     */
    public Object replaced(Row row, byte[] id, byte @Nullable [] other) {
        byte[] text = Objects.requireNonNull(row.texts()[property.ordinal()]);
        List<String> names = Objects.requireNonNull(index.path()).names();
        String next = other == null ? null : Utf8.decode(other);
        return property.codec().decode(JsonCodecs.replaced(text, names, Utf8.decode(id), next));
    }
}
