package dev.cress.id;

import java.time.Clock;

/**
 * Makes ids that nobody else makes. Safe for use by many threads; must not block. One that has to ask somebody first belongs into a {@code beforeConvert} callback.
 *
 * @param <I> type of the ids
 */
public interface IdGenerator<I> {

    /** {@return type of the ids} */
    Class<I> type();

    /**
     * A new id.
     *
     * @param clock the time of the context
     * @return an id that was never given before
     */
    I next(Clock clock);
}
