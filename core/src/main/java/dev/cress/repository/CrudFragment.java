package dev.cress.repository;

/** Contributes {@link ReactiveRepository}. */
public final class CrudFragment implements RepositoryFragment {

    @Override
    public Class<?> type() {
        return ReactiveRepository.class;
    }

    @Override
    public <T> Object create(FragmentContext<T> context) {
        return new DefaultReactiveRepository<T, Object>(context.store());
    }
}
