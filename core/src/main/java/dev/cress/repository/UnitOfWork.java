package dev.cress.repository;

import dev.cress.entity.EntityStore;
import dev.cress.entity.UnitWriter;
import dev.cress.error.InvalidUnitException;
import dev.cress.script.entity.Returning;
import dev.cress.write.Patch;
import dev.cress.write.UnitResult;
import dev.cress.write.WriteOptions;
import java.util.function.Function;
import reactor.core.publisher.Mono;

/**
 * Several writes of one partition, of entities of one type or of several, all or none: {@code cress.unitOfWork()}. A value, free to be shared; each method gives another one.
 *
 * <pre>{@code
 * cress.unitOfWork()
 *     .patch(accounts.patch("7|giro").increment(Account::balance, -50).onlyIf(Account::balance).atLeast(50L))
 *     .patch(accounts.patch("7|savings").increment(Account::balance, 50))
 *     .insert(new Transfer(id, "7|giro", "7|savings", 50))
 *     .commit()
 * }</pre>
 *
 * <p><b>Order</b> Each write does what it does alone, as if those before it were done: what they claim is taken, what they give up is free, versions ascend. Each has its own change event, and no reader
 * sees some of them without the others. An entity is written once in a unit. The callbacks, generated values and constraints of all writes come first, in their order; what comes after a write, after the unit.
 *
 * <p><b>Failure</b> What refuses one write refuses the unit, and nothing is written: also an update, a patch or a deletion of what is not stored.
 *
 * <p><b>Not within a unit</b> What refers to a deleted entity keeps it from being deleted unless the unit deletes that too; to have it refer to something else in the same unit is not enough. Lists and bytes beside entities
 * go with entities that are deleted, and are not added to: push or append before or after the unit, with a write id.
 *
 * <p><b>Place</b> All entities are in one partition, of the same number for each type: of types of one partition all are; otherwise {@code @PartitionBy} on a common first part of
 * the ids puts together what is written together.
 *
 * <p><b>What cannot be one unit</b>, more than 100 writes, an entity a second time, one of another partition, is refused when it is added, with {@link InvalidUnitException} that names the entities. A generated id is given when the write is
 * added, so that whoever commits the unit again writes the same entity. What is not known then is refused when the unit is committed, before anything is sent: ids of types with {@code beforeConvert} or {@code beforeSave} callbacks, which may give others, and partitions of a type of which neither
 * {@code @RedisEntity} nor {@code CressOptions} say how many it has, until the context has used it once.
 */
public interface UnitOfWork {

    /**
     * A unit of no writes. Not for applications, which ask {@code Cress.unitOfWork()}.
     *
     * @param writer does units
     * @param stores where the entities of a type are
     * @return the unit
     */
    static UnitOfWork of(UnitWriter writer, Function<Class<?>, EntityStore<?>> stores) {
        return new DefaultUnitOfWork(writer, stores);
    }

    /**
     * Creates an entity or changes what is stored to it, as {@link ReactiveRepository#save(Object)}.
     *
     * @param entity an entity of any type
     * @return the unit
     * @throws InvalidUnitException if it cannot be in one unit with the writes before
     */
    default UnitOfWork save(Object entity) {
        return save(entity, WriteOptions.DEFAULT);
    }

    /**
     * Creates an entity, as {@link ReactiveRepository#insert}.
     *
     * @param entity an entity of any type
     * @return the unit
     * @throws InvalidUnitException if it cannot be in one unit with the writes before
     */
    default UnitOfWork insert(Object entity) {
        return save(entity, WriteOptions.DEFAULT.ifAbsent());
    }

    /**
     * Changes a stored entity, as {@link ReactiveRepository#update}.
     *
     * @param entity an entity of any type
     * @return the unit
     * @throws InvalidUnitException if it cannot be in one unit with the writes before
     */
    default UnitOfWork update(Object entity) {
        return save(entity, WriteOptions.DEFAULT.ifPresent());
    }

    /**
     * Creates an entity or changes what is stored to it, as the options say.
     *
     * @param entity an entity of any type
     * @param options presence, version and expiry; the rest is of the unit
     * @return the unit
     * @throws IllegalArgumentException if the options ask for what only a whole unit can have
     * @throws InvalidUnitException if it cannot be in one unit with the writes before
     */
    UnitOfWork save(Object entity, WriteOptions options);

    /**
     * Removes an entity, as {@link ReactiveRepository#delete}: if it has a version, only in that.
     *
     * @param entity an entity of any type
     * @return the unit
     * @throws InvalidUnitException if it cannot be in one unit with the writes before
     */
    UnitOfWork delete(Object entity);

    /**
     * Removes an entity, which has to be there.
     *
     * @param type its type
     * @param id its id
     * @return the unit
     * @throws InvalidUnitException if it cannot be in one unit with the writes before
     */
    default UnitOfWork deleteById(Class<?> type, Object id) {
        return deleteById(type, id, WriteOptions.DEFAULT);
    }

    /**
     * Removes an entity, which has to be there, as the options say.
     *
     * @param type its type
     * @param id its id
     * @param options version; the rest is of the unit
     * @return the unit
     * @throws IllegalArgumentException if the options ask for what only a whole unit can have
     * @throws InvalidUnitException if it cannot be in one unit with the writes before
     */
    UnitOfWork deleteById(Class<?> type, Object id, WriteOptions options);

    /**
     * Patches an entity. Of what is added or appended the unit takes care as a patch alone does: it has a token, unless those of the unit say that it has none.
     *
     * @param patch {@code repository.patch(id)} with its steps
     * @return the unit
     * @throws IllegalArgumentException if the options of the patch ask for what only a whole unit can have
     * @throws InvalidUnitException if it cannot be in one unit with the writes before
     */
    default UnitOfWork patch(Patch<?> patch) {
        return patch(patch, Returning.NOTHING);
    }

    /**
     * Patches an entity.
     *
     * @param patch {@code repository.patch(id)} with its steps
     * @param returning which entity the outcome has
     * @return the unit
     * @throws IllegalArgumentException if the options of the patch ask for what only a whole unit can have
     * @throws InvalidUnitException if it cannot be in one unit with the writes before
     */
    UnitOfWork patch(Patch<?> patch, Returning returning);

    /**
     * With options of the unit as a whole, instead of earlier ones: a write id, which every event of the unit tells and with which it takes effect once; {@code once()}; replicas. A write id is that of one unit: it is known
     * in the partition, beside the type of the first write, and another unit that has it gets the first one's result, or {@link InvalidUnitException} where that cannot be its own.
     *
     * @param options what is asked for
     * @return the unit
     * @throws IllegalArgumentException if the options ask for what only one write can have
     */
    UnitOfWork options(WriteOptions options);

    /**
     * Does the writes, all of them or none.
     * <ul>
     * <li><b>Emits</b> what came of each write. A unit of no writes does nothing.
     * <li><b>Errors</b> that of the write that was refused, as if it were alone, which names its entity; {@link InvalidUnitException} when it turns out that the entities are in several
     *     partitions or that one is written twice, or the values are more than 8 MiB, before anything is written; {@link dev.cress.error.OutcomeUnknownException} if the reply was lost, of a unit with a
     *     token at the deadline only: then all of it happened, or nothing.
     * <li><b>Cancellation</b> before it is sent nothing happens; afterwards the unit is not undone.
     * <li><b>Atomicity</b> one script in one slot: all or nothing.
     * <li><b>Redis</b> {@code EVALSHA entity/unit}: 1 round trip, 2 when the server has not seen the script, one for each set of types; more for values that are to be reserved in other partitions.
     * </ul>
     *
     * @return a cold publisher of one result
     */
    Mono<UnitResult.Done> commit();

    /**
     * Does the writes, all of them or none, and tells what came of it as a value. As {@link #commit}, but
     * <ul>
     * <li><b>Emits</b> also {@link UnitResult.Refused}, with the position of the write that was refused.
     * </ul>
     *
     * @return a cold publisher of one result
     */
    Mono<UnitResult> result();
}
