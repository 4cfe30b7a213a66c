package dev.cress.repository;

import dev.cress.error.RepositoryDefinitionException;
import dev.cress.mapping.EntityModel;

/** Contributes {@link Expiring}. */
public final class ExpiringFragment implements RepositoryFragment {

    @Override
    public Class<?> type() {
        return Expiring.class;
    }

    @Override
    public <T> Object create(FragmentContext<T> context) {
        EntityModel<T> model = context.store().model();
        if (!model.expires()) {
            throw new RepositoryDefinitionException("entities of " + model.name() + " do not expire; annotate "
                    + model.type().getSimpleName() + " with @Expires, or let its repository not be Expiring");
        }
        return new DefaultExpiring<T, Object>(context.store());
    }
}
