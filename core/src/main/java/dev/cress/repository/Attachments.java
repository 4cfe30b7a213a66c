package dev.cress.repository;

/**
 * What entities have beside their properties, under keys of their own in the entity's slot: the {@link dev.cress.annotation.CappedList}s and {@link dev.cress.annotation.ByteStream}s of their type.
 *
 * <pre>{@code
 * interface Posts extends ReactiveRepository<Post, String>, Attachments<Post, String> {}
 *
 * EntityList<View> views = posts.list("p-1", "views", View.class);
 * views.push(view).thenMany(views.newestFirst().take(10))
 * }</pre>
 *
 * @param <T> the entity type
 * @param <ID> type of its id
 */
public interface Attachments<T, ID> {

    /**
     * Names a list of an entity, stored or not. Nothing is sent.
     *
     * @param id id of the entity
     * @param name name of the list
     * @param type what its elements are, as the type declares it
     * @param <E> the same
     * @return the list
     * @throws IllegalArgumentException if the type declares no such list, thrown on call
     * @throws dev.cress.error.InvalidEntityException if it is no id, thrown on call
     */
    <E> EntityList<E> list(ID id, String name, Class<E> type);

    /**
     * Names bytes of an entity, stored or not. Nothing is sent.
     *
     * @param id id of the entity
     * @param name name of the stream of bytes
     * @return the bytes
     * @throws IllegalArgumentException if the type declares no such stream of bytes, thrown on call
     * @throws dev.cress.error.InvalidEntityException if it is no id, thrown on call
     */
    EntityBytes bytes(ID id, String name);
}
