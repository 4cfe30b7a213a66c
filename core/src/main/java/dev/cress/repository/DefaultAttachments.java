package dev.cress.repository;

import static java.util.Objects.requireNonNull;

import dev.cress.codec.Primitives;
import dev.cress.entity.AttachmentStore;
import dev.cress.entity.EntityStore;
import dev.cress.mapping.Attachment;

/** Lists and bytes of the entities of one store. */
final class DefaultAttachments<T, ID> implements Attachments<T, ID> {

    private final EntityStore<T> store;

    DefaultAttachments(EntityStore<T> store) {
        this.store = store;
    }

    @Override
    public <E> EntityList<E> list(ID id, String name, Class<E> type) {
        Attachment list = find(Attachment.Kind.LIST, name);
        if (Primitives.wrapper(list.type()) != Primitives.wrapper(requireNonNull(type, "type"))) {
            throw new IllegalArgumentException("the elements of " + name + " are of type "
                    + list.type().getTypeName() + ", not " + type.getTypeName());
        }
        return new DefaultEntityList<>(of(id, list), store.lifecycle());
    }

    @Override
    public EntityBytes bytes(ID id, String name) {
        return new DefaultEntityBytes(of(id, find(Attachment.Kind.BYTES, name)));
    }

    private AttachmentStore of(ID id, Attachment attachment) {
        return new AttachmentStore(store, store.model().encodeId(requireNonNull(id, "id")), attachment);
    }

    private Attachment find(Attachment.Kind kind, String name) {
        requireNonNull(name, "name");
        return store.model().attachments().stream()
                .filter(one -> one.kind() == kind && one.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(store.model().name() + " declares no " + kind.code()
                        + " of the name " + name + "; it has "
                        + store.model().attachments().stream()
                                .map(one -> one.kind().code() + " " + one.name())
                                .toList()));
    }
}
