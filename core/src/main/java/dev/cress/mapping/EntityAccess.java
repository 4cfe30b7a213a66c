package dev.cress.mapping;

import java.lang.invoke.MethodHandle;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Reads and builds instances.
 *
 * <p>What builds an instance takes its members in their order; {@code sources} says of each what it is: a stored property, by its ordinal, the version, or a part
 * of the id, {@code ID - part}.
 */
final class EntityAccess<T> {

    static final int VERSION = -1;
    static final int ID = -2;

    private final MethodHandle creation;
    private final int[] sources;
    private final List<@Nullable UnaryOperator<@Nullable Object>> wraps = new ArrayList<>();
    private final boolean wrapping;
    private final MethodHandle[] idParts;
    private final @Nullable MethodHandle version;
    private final MethodHandle[] getters;
    private final int[] partOf;

    /**
     * @param shape how instances are built and read
     * @param id the members that make the id, in the order of its parts
     * @param version the member that holds the version, null for none
     * @param properties the members that are stored, by ordinal; parts of the id may be among them
     */
    EntityAccess(
            EntityShape shape, List<EntityMember> id, @Nullable EntityMember version, List<EntityMember> properties) {
        this.creation = shape.creation();
        this.sources = new int[shape.members().size()];
        for (int i = 0; i < sources.length; i++) {
            EntityMember member = shape.members().get(i);
            int part = id.indexOf(member);
            sources[i] = part >= 0 ? ID - part : member.equals(version) ? VERSION : properties.indexOf(member);
            wraps.add(member.wrap());
        }
        this.wrapping = shape.members().stream().anyMatch(EntityMember::isOptional);
        this.idParts = handles(id);
        this.version = version == null ? null : version.getter();
        this.getters = handles(properties);
        this.partOf = properties.stream().mapToInt(id::indexOf).toArray();
    }

    private static MethodHandle[] handles(List<EntityMember> members) {
        return members.stream().map(EntityMember::getter).toArray(MethodHandle[]::new);
    }

    /** Which part of the id a stored property is; negative for none. */
    int partOf(int ordinal) {
        return partOf[ordinal];
    }

    boolean versioned() {
        return version != null;
    }

    @Nullable
    Object[] idParts(T entity) {
        @Nullable Object[] parts = new Object[idParts.length];
        for (int i = 0; i < parts.length; i++) {
            parts[i] = get(idParts[i], entity);
        }
        return parts;
    }

    long version(T entity) {
        Object value = version == null ? null : get(version, entity);
        return value == null ? 0 : (Long) value;
    }

    @Nullable
    Object value(T entity, int ordinal) {
        return get(getters[ordinal], entity);
    }

    @Nullable
    Object[] values(T entity) {
        @Nullable Object[] values = new Object[getters.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = get(getters[i], entity);
        }
        return values;
    }

    @SuppressWarnings("unchecked")
    T create(@Nullable Object[] id, long versionValue, @Nullable Object[] values) {
        @Nullable Object[] arguments = new Object[sources.length];
        for (int i = 0; i < sources.length; i++) {
            int source = sources[i];
            Object value = source >= 0 ? values[source] : source == VERSION ? (Object) versionValue : id[ID - source];
            arguments[i] = wrapping ? wrapped(i, value) : value;
        }
        try {
            return (T) (Object) creation.invokeExact(arguments);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalArgumentException(
                    "the constructor failed: " + e.getClass().getName(), e);
        }
    }

    private @Nullable Object wrapped(int i, @Nullable Object value) {
        UnaryOperator<@Nullable Object> wrap = wraps.get(i);
        return wrap == null ? value : wrap.apply(value);
    }

    private static @Nullable Object get(MethodHandle getter, Object entity) {
        try {
            return (Object) getter.invokeExact(entity);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("a getter failed: " + e.getClass().getName(), e);
        }
    }
}
