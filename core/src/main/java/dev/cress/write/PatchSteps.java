package dev.cress.write;

import dev.cress.property.DoubleProperty;
import dev.cress.property.LongProperty;
import dev.cress.property.PropertyReference;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a patch does: changes of properties, each at most once, and conditions. A value, free to be shared; each method gives another one. Nothing is sent.
 *
 * <p>A property is named by method reference or by its name. What a property cannot take is refused on call: an unknown name, a value of another type or a number to
 * which nothing can be added with {@link IllegalArgumentException}, a value that cannot be stored with {@link dev.cress.error.InvalidEntityException}.
 *
 * @param <T> the entity type
 * @param <P> what each step gives
 */
@SuppressWarnings("overloads") // a method reference tells them apart by what it returns
public interface PatchSteps<T, P> {

    /**
     * Sets a property.
     *
     * @param property a property
     * @param value its new value, null to {@linkplain #unset unset} it
     * @param <V> its type
     * @return the patch
     */
    <V extends @Nullable Object> P set(PropertyReference<T, V> property, V value);

    /**
     * As {@link #set(PropertyReference, Object)}.
     *
     * @param property a property
     * @param value its new value
     * @return the patch
     */
    P set(LongProperty<T> property, long value);

    /**
     * As {@link #set(PropertyReference, Object)}.
     *
     * @param property a property
     * @param value its new value
     * @return the patch
     */
    P set(DoubleProperty<T> property, double value);

    /**
     * As {@link #set(PropertyReference, Object)}.
     *
     * @param property name of a property
     * @param value its new value, null to {@linkplain #unset unset} it
     * @return the patch
     */
    P set(String property, @Nullable Object value);

    /**
     * Sets several properties; all others stay as they are.
     *
     * @param fields names of properties and their new values
     * @return the patch
     */
    P merge(Map<String, ? extends @Nullable Object> fields);

    /**
     * Makes a property null: drops its field, or stores its default where it has one.
     *
     * @param property a property
     * @return the patch
     */
    P unset(PropertyReference<T, ?> property);

    /**
     * As {@link #unset(PropertyReference)}, for several.
     *
     * @param properties names of properties
     * @return the patch
     */
    P unset(Collection<String> properties);

    /**
     * Adds to a number on the server, exactly. A null counts as the property's default, or as zero. A sum beyond the property's type is refused with
     * {@link WriteResult.ValueRefused}.
     *
     * @param property a property that is a number, without a converter
     * @param delta what to add
     * @return the patch
     */
    P increment(PropertyReference<T, ? extends @Nullable Number> property, long delta);

    /**
     * As {@link #increment(PropertyReference, long)}.
     *
     * @param property a property that is a number, without a converter
     * @param delta what to add; whole, if the property is
     * @return the patch
     */
    P increment(PropertyReference<T, ? extends @Nullable Number> property, BigDecimal delta);

    /**
     * As {@link #increment(PropertyReference, long)}.
     *
     * @param property name of a property that is a number, without a converter
     * @param delta what to add; whole, if the property is
     * @return the patch
     */
    P increment(String property, Number delta);

    /**
     * Appends to a list or array on the server, whatever others append meanwhile. A null counts as empty. More than {@code @MaxLength} elements, or 1 MiB, are
     * refused with {@link WriteResult.ValueRefused}.
     *
     * @param property a property that is a list
     * @param element what to append
     * @param <E> type of its elements
     * @return the patch
     */
    <E> P append(PropertyReference<T, ? extends @Nullable Collection<E>> property, E element);

    /**
     * As {@link #append(PropertyReference, Object)}, of several.
     *
     * @param property name of a property that is a list or an array
     * @param elements what to append, in this order
     * @return the patch
     */
    P append(String property, Collection<?> elements);

    /**
     * Adds an element to a set on the server, whatever others add meanwhile. To add what is there changes nothing, so that to do it twice is to do it once, and no token is
     * needed. A null counts as empty. More than {@code @MaxLength} elements, or 1 MiB, are refused with {@link WriteResult.ValueRefused}.
     *
     * @param property a property that is a set
     * @param element what to add; elements are equal if their JSON is
     * @param <E> type of its elements
     * @return the patch
     */
    <E> P add(PropertyReference<T, ? extends @Nullable Set<E>> property, E element);

    /**
     * As {@link #add(PropertyReference, Object)}, of several.
     *
     * @param property name of a property that is a set
     * @param elements what to add
     * @return the patch
     */
    P add(String property, Collection<?> elements);

    /**
     * Removes an element from a set, list or array on the server, wherever and however often it is there. To remove what is not there changes nothing, so that to do it
     * twice is to do it once, and no token is needed. What has lost its last element is empty, not null.
     *
     * @param property a property that is a set or list
     * @param element what to remove; elements are equal if their JSON is
     * @param <E> type of its elements
     * @return the patch
     */
    <E> P remove(PropertyReference<T, ? extends @Nullable Collection<E>> property, E element);

    /**
     * As {@link #remove(PropertyReference, Object)}, of several.
     *
     * @param property name of a property that is a set, a list or an array
     * @param elements what to remove
     * @return the patch
     */
    P remove(String property, Collection<?> elements);

    /**
     * Demands something of what is stored; otherwise nothing is written, and the outcome is {@link WriteResult.ConditionNotMet}.
     *
     * @param property a property
     * @param <V> its type
     * @return a condition to complete
     */
    <V extends @Nullable Object> PatchCondition<V, P> onlyIf(PropertyReference<T, V> property);

    /**
     * As {@link #onlyIf(PropertyReference)}.
     *
     * @param property name of a property
     * @return a condition to complete
     */
    PatchCondition<Object, P> onlyIf(String property);
}
