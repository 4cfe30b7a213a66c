package dev.cress.entity;

import dev.cress.script.entity.UnitKind;

/**
 * One write of one entity, to be sent alone or with others.
 *
 * @param <T> the entity type
 * @param <R> what the script answers
 */
interface UnitDraft<T, R> extends Draft<T, R> {

    /** As which kind of write a unit has it. */
    UnitKind kind();
}
