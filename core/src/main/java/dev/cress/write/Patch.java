package dev.cress.write;

import dev.cress.script.entity.Returning;
import reactor.core.publisher.Mono;

/**
 * A change of some properties of one entity on the server, without reading it: {@code repository.patch(id)}. A value, free to be shared; each method gives another one.
 *
 * <pre>{@code
 * accounts.patch("a-1").increment(Account::balance, -50).onlyIf(Account::balance).atLeast(50L).after()
 * }</pre>
 *
 * <p>The patch is one script in one slot, all or nothing; indexes, unique claims, version and change event are those of a save. What changes nothing writes nothing. A
 * patch that increments or appends is guarded by a token, so that it takes effect once however often it is sent: Cress repeats it when its reply is lost.
 *
 * <p>{@code @LastModifiedDate} and {@code @LastModifiedBy} are set. The callbacks of saves are not called, those of patches are; constraints are checked of values that
 * are set, not of sums and appended elements.
 *
 * @param <T> the entity type
 */
public interface Patch<T> extends PatchSteps<T, Patch<T>> {

    /**
     * With options. A version in them must be the stored one.
     *
     * @param options what else is asked for; not that nothing is stored
     * @return the patch
     * @throws IllegalArgumentException if the options demand that nothing is stored
     */
    Patch<T> options(WriteOptions options);

    /** {@return the patch, which creates the entity of what it sets and of defaults if none is stored; without it that is refused} */
    Patch<T> orCreate();

    /**
     * Applies the patch.
     * <ul>
     * <li><b>Emits</b> the version that is stored now.
     * <li><b>Errors</b> {@link dev.cress.error.EntityNotFoundException}, {@link dev.cress.error.ConditionNotMetException}, {@link dev.cress.error.VersionConflictException},
     *     {@link dev.cress.error.UniqueConflictException}, {@link dev.cress.error.ValueRefusedException}; {@link dev.cress.error.OutcomeUnknownException} if the reply
     *     was lost, of a patch with a token at the deadline only.
     * <li><b>Atomicity</b> one script in one slot: all or nothing.
     * <li><b>Redis</b> {@code EVALSHA entity/patch}: 1 round trip, 2 when the server has not seen the script; O(steps + indexes of what changed * log n).
     * </ul>
     *
     * @return a cold publisher of one version
     */
    Mono<Long> apply();

    /**
     * Applies the patch. As {@link #apply}, but
     * <ul>
     * <li><b>Emits</b> the entity as it is after the patch.
     * <li><b>Errors</b> also {@link dev.cress.error.UnreadableEntityException}, if what is stored now cannot be read.
     * </ul>
     *
     * @return a cold publisher of one entity
     */
    Mono<T> after();

    /**
     * Applies the patch. As {@link #apply}, but
     * <ul>
     * <li><b>Emits</b> the entity as it was before the patch; completes empty when the patch created it.
     * <li><b>Errors</b> also {@link dev.cress.error.UnreadableEntityException}, if what was stored cannot be read; the patch is applied.
     * </ul>
     *
     * @return a cold publisher of one entity or none
     */
    Mono<T> before();

    /**
     * Applies the patch, and tells what came of it as a value. As {@link #apply}, but
     * <ul>
     * <li><b>Emits</b> the outcome, a {@link WriteResult.Refused} too.
     * </ul>
     *
     * @param returning which entity the outcome has
     * @return a cold publisher of one outcome
     */
    Mono<WriteResult<T>> result(Returning returning);
}
