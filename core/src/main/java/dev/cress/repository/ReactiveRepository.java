package dev.cress.repository;

import dev.cress.mapping.ModelDescription;
import dev.cress.reference.Fetched;
import dev.cress.reference.FetchedAll;
import dev.cress.reference.Ref;
import dev.cress.write.Patch;
import dev.cress.write.WriteOptions;
import dev.cress.write.WriteResult;
import java.util.Collection;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Reading and writing of entities by id.
 *
 * <p>Every publisher is cold: nothing is sent before it is subscribed to, and each subscription runs again. Unless said otherwise: values and signals arrive on the
 * connection's I/O thread, on which {@code block()} fails; a single value ignores demand; cancelling before a command left prevents it, later it does not undo it;
 * errors are {@link dev.cress.error.RedisDataException}s, of which {@link dev.cress.error.TransientRedisDataException} means that nothing was written and a
 * retry may help. Null arguments fail with {@link NullPointerException} when the method is called.
 *
 * <p>Safe for use by many threads.
 *
 * @param <T> the entity type
 * @param <ID> type of its id
 */
public interface ReactiveRepository<T, ID> {

    /**
     * Creates the entity or changes what is stored to it, together with all its index entries and its change event.
     * <ul>
     * <li><b>Emits</b> the entity with its new version; with the stored one if nothing differed, in which case nothing was written.
     * <li><b>Errors</b> {@link dev.cress.error.VersionConflictException} if the type has a version and another one is stored;
     *     {@link dev.cress.error.UniqueConflictException}; {@link dev.cress.error.InvalidEntityException}, before anything is sent;
     *     {@link dev.cress.error.OutcomeUnknownException} if the reply was lost; {@link dev.cress.error.UnreadableEntityException} if the type has no version
     *     and what would be replaced cannot be read, in which case nothing was written.
     * <li><b>Atomicity</b> one script in one slot: all or nothing.
     * <li><b>Redis</b> {@code EVALSHA entity/save}: 1 round trip, 2 when the server has not seen the script; O(properties + indexes * log n). Writes of one type and partition that wait at the same moment
     *     share a call, in which each is done or refused for itself. Of a type without version 1 round trip more when it changes a value of which the server cannot tell that it is readable: JSON, converted values, rare texts.
     * </ul>
     *
     * @param entity the entity to store
     * @return a cold publisher of one entity
     */
    Mono<T> save(T entity);

    /**
     * Creates the entity. As {@link #save(Object)}, but fails with {@link dev.cress.error.EntityExistsException} if one with its id is stored.
     *
     * @param entity the entity to store; its version is not looked at
     * @return a cold publisher of one entity
     */
    Mono<T> insert(T entity);

    /**
     * Changes a stored entity. As {@link #save(Object)}, but fails with {@link dev.cress.error.EntityNotFoundException} if none with its id is stored.
     *
     * @param entity the entity to store
     * @return a cold publisher of one entity
     */
    Mono<T> update(T entity);

    /**
     * Creates the entity or changes what is stored to it, as the options say; tells what came of it as a value.
     * <ul>
     * <li><b>Emits</b> the outcome, a {@link WriteResult.Refused} too; {@link WriteResult#entity()} gives the stored entity or fails as {@link #save(Object)} does.
     * <li><b>Errors</b> as {@link #save(Object)}, but for those that are outcomes. {@link dev.cress.error.OutcomeUnknownException}, if the write has a
     *     {@linkplain WriteOptions#writeId write id}, comes at the deadline of the operation and tells the id with which to repeat it.
     * <li><b>Atomicity</b> one script in one slot: all or nothing.
     * <li><b>Redis</b> as {@link #save(Object)}; with a write id, one more key for a while.
     * </ul>
     *
     * @param entity the entity to store
     * @param options what else is asked for
     * @return a cold publisher of one outcome
     */
    Mono<WriteResult<T>> save(T entity, WriteOptions options);

    /**
     * Begins a patch: a change of some properties on the server, without reading the entity.
     *
     * @param id an id
     * @return a patch that does nothing yet
     * @throws dev.cress.error.InvalidEntityException if it is no id, thrown on call
     */
    Patch<T> patch(ID id);

    /**
     * Stores the entity whatever is stored. As {@link #save(Object)}, but its version is not looked at, and an entity that cannot be read is replaced too.
     *
     * @param entity the entity to store
     * @return a cold publisher of one entity
     */
    Mono<T> overwrite(T entity);

    /**
     * Saves each entity. As {@link #saveAll(Publisher)}.
     *
     * @param entities the entities to store
     * @return a cold publisher of the stored entities, in the order of the given ones
     */
    default Flux<T> saveAll(Iterable<? extends T> entities) {
        return saveAll(Flux.fromIterable(entities));
    }

    /**
     * Saves each entity, up to 256 at a time. An entity that occurs twice may be saved in either order.
     * <ul>
     * <li><b>Emits</b> the stored entities, in the order of the given ones.
     * <li><b>Errors</b> the first failure, as {@link #save(Object)} has it; entities that were under way then may be stored or not.
     * <li><b>Backpressure</b> asks for 256 entities ahead; results that the subscriber has not asked for are kept, 256 at most.
     * <li><b>Cancellation</b> what is under way may still be stored.
     * <li><b>Atomicity</b> each entity by itself.
     * <li><b>Redis</b> sent together as they come, up to 16 entities of a partition in one call of their script.
     * </ul>
     *
     * @param entities the entities to store
     * @return a cold publisher of the stored entities
     */
    Flux<T> saveAll(Publisher<? extends T> entities);

    /**
     * Finds an entity.
     * <ul>
     * <li><b>Emits</b> the entity; completes empty when none is stored.
     * <li><b>Errors</b> {@link dev.cress.error.UnreadableEntityException} if what is stored does not fit the type, naming all properties that do not.
     * <li><b>Redis</b> {@code HMGET}: 1 round trip.
     * </ul>
     *
     * @param id an id
     * @return a cold publisher of one entity or none
     */
    Mono<T> findById(ID id);

    /**
     * Names an entity, stored or not.
     *
     * @param id an id
     * @return its key
     * @throws dev.cress.error.InvalidEntityException if it is no id, thrown on call
     */
    EntityKey<T> key(ID id);

    /**
     * Names an entity by its own id.
     *
     * @param entity an entity that has an id
     * @return its key
     * @throws dev.cress.error.InvalidEntityException if it has none, thrown on call
     */
    EntityKey<T> keyOf(T entity);

    /**
     * Binds an entity that was just made to this repository. Entities that a repository emits are bound already.
     *
     * @param entity an entity; one that is no {@link dev.cress.entity.ActiveRecord} is left as it is
     * @return the same
     */
    T bind(T entity);

    /** {@return what the entity type declares: its properties, their stored names and indexes, what it has beside them, and what refers to it} */
    ModelDescription describe();

    /**
     * Finds entities. As {@link #findAllById(Publisher)}.
     *
     * @param ids the ids
     * @return a cold publisher of those that are stored, in the order of the ids
     */
    default Flux<T> findAllById(Iterable<? extends ID> ids) {
        return findAllById(Flux.fromIterable(ids));
    }

    /**
     * Finds entities.
     * <ul>
     * <li><b>Emits</b> those that are stored, in the order of the ids; one for each time that its id occurs.
     * <li><b>Backpressure</b> asks for 128 ids at a time and reads them together when they are all there or the ids end.
     * <li><b>Redis</b> {@code HMGET} for each id; 1 round trip for 128 ids and each node.
     * </ul>
     *
     * @param ids the ids
     * @return a cold publisher
     */
    Flux<T> findAllById(Publisher<? extends ID> ids);

    /**
     * Finds what is referred to.
     * <ul>
     * <li><b>Emits</b> the entity; completes empty when none is stored.
     * <li>Otherwise as {@link #findById}.
     * </ul>
     *
     * @param reference a reference
     * @return a cold publisher of one entity or none
     */
    Mono<T> findByRef(Ref<T> reference);

    /**
     * Finds what others refer to, many in one round trip.
     * <ul>
     * <li><b>Emits</b> each owner, in their order, with what it refers to.
     * <li><b>Errors</b> those of the owners; {@link IllegalArgumentException} for a reference whose id is of another type. An entity that cannot be read is left out and reported.
     * <li><b>Backpressure</b> asks for 128 owners at a time and reads together what they refer to, each entity once, when they are all there or the owners end.
     * <li><b>Redis</b> {@code HMGET} for each entity; 1 round trip for 128 owners and each node.
     * </ul>
     *
     * @param owners what holds references
     * @param reference the reference of an owner, null for none
     * @param <E> type of the owners
     * @return a cold publisher
     */
    <E> Flux<Fetched<E, T>> fetch(Publisher<? extends E> owners, Function<? super E, @Nullable Ref<T>> reference);

    /**
     * Finds what others refer to, by collections of references. As {@link #fetch}, but
     * <ul>
     * <li><b>Emits</b> each owner, in their order, with all that it refers to.
     * <li><b>Redis</b> {@code HMGET} for each entity; 1 round trip for 1,024 entities and each node.
     * </ul>
     *
     * @param owners what holds references
     * @param references the references of an owner, null for none
     * @param <E> type of the owners
     * @return a cold publisher
     */
    <E> Flux<FetchedAll<E, T>> fetchAll(
            Publisher<? extends E> owners, Function<? super E, ? extends @Nullable Collection<Ref<T>>> references);

    /**
     * Streams all entities.
     * <ul>
     * <li><b>Emits</b> each entity that is stored throughout exactly once, by the bytes of its id; one that comes or goes meanwhile perhaps. One that cannot be
     *     read is left out and reported, see {@link dev.cress.entity.EntityOptions.Builder#onUnreadable}; this holds for all streams.
     * <li><b>Backpressure</b> pages are fetched on demand only; memory is one page of ids for each partition and 128 entities.
     * <li><b>Cancellation</b> no further page is fetched.
     * <li><b>Redis</b> {@code ZRANGEBYLEX} in pages of up to 1,000 ids a partition, {@code HMGET} for each entity in groups of 128.
     * </ul>
     *
     * @return a cold publisher
     */
    Flux<T> findAll();

    /**
     * Tells whether an entity is stored.
     * <ul>
     * <li><b>Emits</b> true or false.
     * <li><b>Redis</b> {@code HEXISTS}: 1 round trip.
     * </ul>
     *
     * @param id an id
     * @return a cold publisher of one value
     */
    Mono<Boolean> existsById(ID id);

    /**
     * Counts the entities.
     * <ul>
     * <li><b>Emits</b> their number: exact for each partition, not at one moment for all of them.
     * <li><b>Redis</b> {@code ZCARD} for each partition; 1 round trip for 1,024 partitions and each node.
     * </ul>
     *
     * @return a cold publisher of one value
     */
    Mono<Long> count();

    /**
     * Removes an entity with all its index entries, whatever its version.
     * <ul>
     * <li><b>Emits</b> true if this call removed it, false if none was stored.
     * <li><b>Errors</b> {@link dev.cress.error.OutcomeUnknownException} if the reply was lost; {@link dev.cress.error.EntityReferencedException} and
     *     {@link dev.cress.error.DanglingReferenceException}, of a type that is {@link dev.cress.annotation.ReferencedBy}.
     * <li><b>Atomicity</b> one script in one slot: all or nothing; what refers to it is changed after it, each for itself.
     * <li><b>Redis</b> {@code EVALSHA entity/delete}: 1 round trip, 2 when the server has not seen the script.
     * </ul>
     *
     * @param id an id
     * @return a cold publisher of one value
     */
    Mono<Boolean> deleteById(ID id);

    /**
     * Removes an entity with all its index entries, as the options say; tells what came of it as a value.
     * <ul>
     * <li><b>Emits</b> {@link WriteResult.Removed}, which tells how many lists and bytes went with the entity, {@link WriteResult.Missing}, {@link WriteResult.VersionConflict} or {@link WriteResult.Referenced}.
     * <li><b>Errors</b> as {@link #deleteById(Object)}, but for those that are outcomes.
     * <li><b>Atomicity</b> one script in one slot: all or nothing.
     * <li><b>Redis</b> as {@link #deleteById(Object)}; with a write id, one more key for a while.
     * </ul>
     *
     * @param id an id
     * @param options what else is asked for
     * @return a cold publisher of one outcome
     * @throws IllegalArgumentException if the options demand that nothing is stored, thrown on call
     */
    Mono<WriteResult<T>> deleteById(ID id, WriteOptions options);

    /**
     * Removes an entity. As {@link #deleteById(Object)}, but if the type has a version, it fails with {@link dev.cress.error.VersionConflictException} when another one
     * is stored.
     *
     * @param entity the entity
     * @return a cold publisher of one value
     */
    Mono<Boolean> delete(T entity);

    /**
     * Gives an entity another id. As {@link #rename(Object, Object, WriteOptions)}, without options; a refusal is an error.
     *
     * @param id its id
     * @param other its new id
     * @return a cold publisher of its new version
     */
    Mono<Long> rename(ID id, ID other);

    /**
     * Gives an entity another id, with everything that is stored of it, as it is: dates, life, fields that no property has, lists and bytes. What refers to it by properties that its type names in
     * {@link dev.cress.annotation.ReferencedBy} refers to the new id afterwards. Properties that are parts of the id have what the new one says. Callbacks are not called, and dates not set. Feeds see a deletion and a creation.
     * <ul>
     * <li><b>Emits</b> the outcome, without an entity; {@link WriteResult.Exists} when an entity has the new id, {@link WriteResult.Missing} when none has the old one.
     * <li><b>Errors</b> {@link dev.cress.error.DanglingReferenceException} when the new id is not stored any more after others were made to refer to it, since somebody has deleted it or renamed it
     *     further meanwhile. {@link dev.cress.error.RenameRefusedException}, before anything is sent, when a part of the id is unique in all partitions and the new one says another value. Where the ids are in
     *     two partitions: {@link dev.cress.error.OutcomeUnknownException} when it was broken off after the entity may have left its partition: then rename again; {@link
     *     dev.cress.error.RedisUnavailableException} when replicas were asked for and too few have what the new partition keeps of the entity before it leaves: nothing was renamed.
     *     {@link dev.cress.error.InvalidEntityException} when a property cannot have what the new id says.
     * <li><b>Cancellation</b> what was sent is done; over partitions all steps are.
     * <li><b>Atomicity</b> the entity in one script; then each that refers to it for itself. What was broken off is finished by renaming again, before the entity gets a third id: it
     *     remembers the last one that it had. The outcome is {@link WriteResult.Missing} then. Over partitions one script removes it there and decides; until another one has made it an entity here, usually
     *     for one round trip, nobody finds it. What others write meanwhile is not lost. Without replicas the new server alone has the entity then, and a failover that loses what it acknowledged
     *     loses the entity.
     * <li><b>Redis</b> {@code EVALSHA entity/rename}: 1 round trip; over partitions 5, with all that is stored of the entity, and with values that are unique in all partitions 6, and 2 for each of them; for each referrer 1 or 2, 64 at a time.
     * </ul>
     *
     * @param id its id
     * @param other its new id
     * @param options version, life, write id, replicas
     * @return a cold publisher of one outcome
     * @throws IllegalArgumentException if the ids are equal, or the options say what is to be stored, or of the life what the type cannot keep
     */
    Mono<WriteResult<T>> rename(ID id, ID other, WriteOptions options);

    /**
     * Removes all entities, one by one: each removal has its change event. {@link Maintenance#dropAll} does the same and tells how far it is.
     * <ul>
     * <li><b>Emits</b> how many this call removed.
     * <li><b>Cancellation</b> stops with the entities that are under way.
     * <li><b>Atomicity</b> each entity by itself; one that is stored meanwhile may stay.
     * <li><b>Redis</b> {@code ZRANGEBYLEX} in pages, one script for each entity, up to 256 at a time.
     * </ul>
     *
     * @return a cold publisher of one value
     */
    Mono<Long> deleteAll();
}
