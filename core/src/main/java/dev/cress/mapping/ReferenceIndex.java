package dev.cress.mapping;

import dev.cress.reference.Ref;
import dev.cress.script.entity.IndexArgument;
import dev.cress.script.entity.IndexForm;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
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
     * The index of a property.
     *
     * @param referrer the type that refers
     * @param name Java name of its property
     * @param target the type that it refers to
     * @return the index
     * @throws IllegalArgumentException saying what is to be changed
     */
    public static ReferenceIndex of(EntityModel<?> referrer, String name, Class<?> target) {
        String where = referrer.name() + "." + name;
        Property property = referrer.property(name)
                .orElseThrow(() -> new IllegalArgumentException(referrer.name() + " has no property " + name));
        Type type = ValueStep.typeOf(referrer.type(), property);
        Type reference = ValueStep.elements(type).map(ValueStep.Followed::type).orElse(type);
        if (ValueStep.rawType(reference) != Ref.class || ReferenceTypes.target(reference) != target) {
            throw new IllegalArgumentException(
                    where + " is no Ref<" + target.getSimpleName() + ">, and no collection of such");
        }
        return referrer.indexes().all().stream()
                .filter(index -> serves(index, property))
                .findFirst()
                .map(index -> new ReferenceIndex(property, index))
                .orElseThrow(() -> new IllegalArgumentException(
                        where + " has no index by which referrers could be found; annotate it with @Indexed"));
    }

    private static boolean serves(IndexDefinition index, Property property) {
        return (index.form() == IndexForm.ORDERED || index.form() == IndexForm.SPARSE)
                && !index.isComposite()
                && index.covers(property)
                && Optional.ofNullable(index.path())
                        .map(path -> path.names().equals(List.of(IndexArgument.EACH)))
                        .orElse(true);
    }

    private Property leaf() {
        return index.properties().get(0);
    }

    /** {@return whether the property holds a collection of references} */
    public boolean isMany() {
        return index.isPath();
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
        if (text == null || !isMany()) {
            return text != null && Arrays.equals(text, id);
        }
        return index.path() != null
                && index.path().values(property.codec().decode(text)).contains(reference(id));
    }
}
