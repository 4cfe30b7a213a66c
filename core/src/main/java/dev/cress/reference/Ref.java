package dev.cress.reference;

import java.util.Objects;

/**
 * Refers to an entity by its id. Stored as the id, so it can be indexed and asked for as the id's type can; nothing is read until it is
 * {@linkplain dev.cress.repository.ReactiveRepository#fetch fetched}, and what it refers to may be gone. Inside of collections and other values it is stored as the same text, and
 * {@code @Indexed} has an entry for each.
 *
 * <pre>{@code
 * record Post(@Id String id, @Indexed Ref<Author> author) {}
 *
 * posts.query().where(Post::author).is(Ref.to("ada")).all();
 * authors.fetch(posts.findAll(), Post::author);
 * }</pre>
 *
 * @param id id of the entity, of its id's type, which is checked when it is stored
 * @param <T> the entity type
 */
@SuppressWarnings("UnusedTypeParameter") // the compiler keeps references to different types apart
public record Ref<T>(Object id) {

    /** Checks that there is an id. */
    public Ref {
        Objects.requireNonNull(id, "id");
    }

    /**
     * A reference.
     *
     * @param id id of the entity
     * @param <T> the entity type
     * @return a reference to it
     */
    public static <T> Ref<T> to(Object id) {
        return new Ref<>(id);
    }
}
