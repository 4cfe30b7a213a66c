package dev.cress.repository;

import dev.cress.error.RepositoryDefinitionException;
import dev.cress.mapping.EntityModel;

/** Contributes {@link Attachments}. */
public final class AttachmentsFragment implements RepositoryFragment {

    @Override
    public Class<?> type() {
        return Attachments.class;
    }

    @Override
    public <T> Object create(FragmentContext<T> context) {
        EntityModel<T> model = context.store().model();
        if (model.attachments().isEmpty()) {
            throw new RepositoryDefinitionException("entities of " + model.name()
                    + " have no lists or bytes beside their properties; annotate "
                    + model.type().getSimpleName()
                    + " with @CappedList or @ByteStream, or let its repository not have Attachments");
        }
        return new DefaultAttachments<T, Object>(context.store());
    }
}
