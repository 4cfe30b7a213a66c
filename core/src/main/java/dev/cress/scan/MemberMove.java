package dev.cress.scan;

import org.jspecify.annotations.Nullable;

/**
 * What became of an entity's member of an index.
 *
 * @param id the entity's id
 * @param before the member before; null when there was none, or when it is not told
 * @param after the member after; null when there is none, or when it is not told
 * @param exists whether the entity is stored afterwards
 */
record MemberMove(byte[] id, byte @Nullable [] before, byte @Nullable [] after, boolean exists) {

    /** Both, this one first. */
    MemberMove then(MemberMove next) {
        return new MemberMove(id, before, next.after, next.exists);
    }
}
