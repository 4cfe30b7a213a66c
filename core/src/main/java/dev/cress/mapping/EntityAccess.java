package dev.cress.mapping;

import java.lang.invoke.MethodHandle;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads and builds instances: a getter for each constructor parameter, and the constructor.
 *
 * <p>Parameters are in declaration order; {@code ordinals} says which stored property each is, or that it is the id or the version.
 */
final class EntityAccess<T> {

    static final int ID = -1;
    static final int VERSION = -2;

    private final MethodHandle constructor;
    private final int[] ordinals;
    private final MethodHandle id;
    private final @Nullable MethodHandle version;
    private final MethodHandle[] getters;

    /**
     * @param constructor takes an array of all parameters, returns the entity
     * @param ordinals for each parameter the ordinal of its property, {@link #ID} or {@link #VERSION}
     * @param getters for each parameter, from an entity to its value
     */
    EntityAccess(MethodHandle constructor, int[] ordinals, List<MethodHandle> getters) {
        this.constructor = constructor;
        this.ordinals = ordinals.clone();
        MethodHandle idGetter = getters.get(0);
        MethodHandle versionGetter = null;
        this.getters = new MethodHandle[ordinals.length];
        for (int i = 0; i < ordinals.length; i++) {
            switch (ordinals[i]) {
                case ID -> idGetter = getters.get(i);
                case VERSION -> versionGetter = getters.get(i);
                default -> this.getters[ordinals[i]] = getters.get(i);
            }
        }
        this.id = idGetter;
        this.version = versionGetter;
    }

    boolean versioned() {
        return version != null;
    }

    @Nullable
    Object id(T entity) {
        return get(id, entity);
    }

    long version(T entity) {
        Object value = version == null ? null : get(version, entity);
        return value == null ? 0 : (Long) value;
    }

    @Nullable
    Object value(T entity, int ordinal) {
        return get(getters[ordinal], entity);
    }

    @SuppressWarnings("unchecked")
    T create(@Nullable Object idValue, long versionValue, @Nullable Object[] values) {
        @Nullable Object[] arguments = new Object[ordinals.length];
        for (int i = 0; i < ordinals.length; i++) {
            arguments[i] = switch (ordinals[i]) {
                case ID -> idValue;
                case VERSION -> versionValue;
                default -> values[ordinals[i]];
            };
        }
        try {
            return (T) (Object) constructor.invokeExact(arguments);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalArgumentException(
                    "the constructor failed: " + e.getClass().getName(), e);
        }
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
