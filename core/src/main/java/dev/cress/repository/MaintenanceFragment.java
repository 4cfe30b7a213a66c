package dev.cress.repository;

/** Contributes {@link Maintenance}. */
public final class MaintenanceFragment implements RepositoryFragment {

    @Override
    public Class<?> type() {
        return Maintenance.class;
    }

    @Override
    public <T> Object create(FragmentContext<T> context) {
        return new DefaultMaintenance<>(context.store());
    }
}
