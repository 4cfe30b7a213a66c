package dev.cress.repository;

/**
 * A capability that a module adds to repositories: found by {@link java.util.ServiceLoader}, mixed into every repository interface that extends its interface.
 */
public interface RepositoryFragment {

    /** {@return the interface; its first type parameter is the entity type} */
    Class<?> type();

    /**
     * Makes an implementation for one entity type.
     *
     * @param context what the repository stands on
     * @param <T> the entity type
     * @return an instance of {@link #type}
     */
    <T> Object create(FragmentContext<T> context);
}
