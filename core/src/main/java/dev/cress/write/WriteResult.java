package dev.cress.write;

import dev.cress.error.ConditionNotMetException;
import dev.cress.error.EntityExistsException;
import dev.cress.error.EntityNotFoundException;
import dev.cress.error.EntityReferencedException;
import dev.cress.error.NotReplicatedException;
import dev.cress.error.RedisDataException;
import dev.cress.error.UniqueConflictException;
import dev.cress.error.ValueRefusedException;
import dev.cress.error.VersionConflictException;
import org.jspecify.annotations.Nullable;

/**
 * What came of a write: {@link Written}, {@link Removed}, {@link Refused}, or {@link NotReplicated} with one of the first two. Everything else, a lost reply, a server that cannot be reached, is an error.
 *
 * @param <T> the entity type
 */
public sealed interface WriteResult<T> {

    /**
     * Demands success.
     *
     * @return this, if the write has done what it was to do
     * @throws RedisDataException what the refusal is as an error
     */
    default WriteResult<T> orThrow() {
        return this;
    }

    /** {@return whether this write removed the entity} */
    default boolean isRemoved() {
        return false;
    }

    /**
     * What has happened to the entity, without what is to be said about replicas.
     *
     * @return this, or the {@link NotReplicated#result}
     */
    default WriteResult<T> effect() {
        return this;
    }

    /**
     * Demands the entity.
     *
     * @return the entity as the write gives it
     * @throws RedisDataException what the refusal is as an error
     * @throws IllegalStateException if the write was not asked for an entity
     */
    default T entity() {
        throw new IllegalStateException("this write gives no entity: " + this);
    }

    /**
     * The entity is stored as it was to be.
     *
     * @param <T> the entity type
     */
    sealed interface Written<T> extends WriteResult<T> {

        /** {@return the entity, null where none was asked for} */
        @Nullable
        T stored();

        /** {@return the version that is stored now} */
        long version();

        /**
         * The same outcome with another entity.
         *
         * @param entity an entity
         * @return the outcome
         */
        Written<T> with(T entity);

        @Override
        default T entity() {
            T stored = stored();
            return stored == null ? WriteResult.super.entity() : stored;
        }
    }

    /**
     * Nothing was written.
     *
     * @param <T> the entity type
     */
    sealed interface Refused<T> extends WriteResult<T> {

        /** {@return the same as an error} */
        RedisDataException failure();

        @Override
        default WriteResult<T> orThrow() {
            throw failure();
        }

        @Override
        default T entity() {
            throw failure();
        }
    }

    /**
     * @param stored the entity, null where none was asked for
     * @param version its version
     * @param <T> the entity type
     */
    record Created<T>(@Nullable T stored, long version) implements Written<T> {
        @Override
        public Created<T> with(T entity) {
            return new Created<>(entity, version);
        }
    }

    /**
     * @param stored the entity, null where none was asked for
     * @param version its version after the change
     * @param <T> the entity type
     */
    record Updated<T>(@Nullable T stored, long version) implements Written<T> {
        @Override
        public Updated<T> with(T entity) {
            return new Updated<>(entity, version);
        }
    }

    /**
     * What is stored was as it was to be: nothing was written.
     *
     * @param stored the entity, null where none was asked for
     * @param version the version that it has
     * @param <T> the entity type
     */
    record Unchanged<T>(@Nullable T stored, long version) implements Written<T> {
        @Override
        public Unchanged<T> with(T entity) {
            return new Unchanged<>(entity, version);
        }
    }

    /**
     * The entity was stored and is no longer.
     *
     * @param version version of the deletion, as its change event has it
     * @param attachments how many of its lists and bytes were there, and have gone with it
     * @param <T> the entity type
     */
    record Removed<T>(long version, long attachments) implements WriteResult<T> {
        @Override
        public boolean isRemoved() {
            return true;
        }
    }

    /**
     * The write was done, and too few replicas have said in time that they have it.
     *
     * @param result what the write did
     * @param model name of the model
     * @param id id of the entity
     * @param wanted replicas that were asked for
     * @param acknowledged replicas that have said that they have it
     * @param <T> the entity type
     */
    record NotReplicated<T>(WriteResult<T> result, String model, String id, int wanted, int acknowledged)
            implements WriteResult<T> {
        @Override
        public WriteResult<T> orThrow() {
            throw failure();
        }

        @Override
        public boolean isRemoved() {
            return result.isRemoved();
        }

        @Override
        public WriteResult<T> effect() {
            return result;
        }

        @Override
        public T entity() {
            throw failure();
        }

        /**
         * The same of another result.
         *
         * @param other what the write did
         * @return the outcome
         */
        public NotReplicated<T> with(WriteResult<T> other) {
            return new NotReplicated<>(other, model, id, wanted, acknowledged);
        }

        private NotReplicatedException failure() {
            return new NotReplicatedException(model, id, wanted, acknowledged);
        }
    }

    /**
     * No entity is stored.
     *
     * @param model name of the model
     * @param id id of the entity
     * @param <T> the entity type
     */
    record Missing<T>(String model, String id) implements Refused<T> {
        @Override
        public RedisDataException failure() {
            return new EntityNotFoundException(model, id);
        }
    }

    /**
     * An entity is stored already.
     *
     * @param model name of the model
     * @param id id of the entity
     * @param version its version
     * @param <T> the entity type
     */
    record Exists<T>(String model, String id, long version) implements Refused<T> {
        @Override
        public RedisDataException failure() {
            return new EntityExistsException(model, id);
        }
    }

    /**
     * Another version is stored.
     *
     * @param model name of the model
     * @param id id of the entity
     * @param expected version that was to be stored, 0 for none
     * @param actual version that is stored, 0 for none
     * @param <T> the entity type
     */
    record VersionConflict<T>(String model, String id, long expected, long actual) implements Refused<T> {
        @Override
        public RedisDataException failure() {
            return new VersionConflictException(model, id, expected, actual);
        }
    }

    /**
     * Another entity has the value of a unique property.
     *
     * @param model name of the model
     * @param id id of the entity
     * @param property the unique property
     * @param holder id of the entity that has the value
     * @param <T> the entity type
     */
    record UniqueConflict<T>(String model, String id, String property, String holder) implements Refused<T> {
        @Override
        public RedisDataException failure() {
            return new UniqueConflictException(model, id, property, holder);
        }
    }

    /**
     * Another entity refers to the one that was to be deleted, whose type does not allow that.
     *
     * @param model name of the model
     * @param id id of the entity
     * @param referrerModel name of the model of what refers to it
     * @param referrerId id of one that does
     * @param <T> the entity type
     */
    record Referenced<T>(String model, String id, String referrerModel, String referrerId) implements Refused<T> {
        @Override
        public RedisDataException failure() {
            return new EntityReferencedException(model, id, referrerModel, referrerId);
        }
    }

    /**
     * A condition of a patch does not hold.
     *
     * @param model name of the model
     * @param id id of the entity
     * @param property the property that the condition is on
     * @param version version of what is stored
     * @param <T> the entity type
     */
    record ConditionNotMet<T>(String model, String id, String property, long version) implements Refused<T> {
        @Override
        public RedisDataException failure() {
            return new ConditionNotMetException(model, id, property, version);
        }
    }

    /**
     * What a patch would have made of a property cannot be stored there.
     *
     * @param model name of the model
     * @param id id of the entity
     * @param property the property
     * @param reason why, without values
     * @param <T> the entity type
     */
    record ValueRefused<T>(String model, String id, String property, String reason) implements Refused<T> {
        @Override
        public RedisDataException failure() {
            return new ValueRefusedException(model, id, property, reason);
        }
    }
}
