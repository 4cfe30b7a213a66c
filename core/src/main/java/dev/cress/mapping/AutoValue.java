package dev.cress.mapping;

import java.time.ZonedDateTime;
import org.jspecify.annotations.Nullable;

/**
 * What a save sets by itself.
 *
 * @param creating whether the entity is new
 * @param now time of the save
 * @param user who saves it, null for nobody
 */
public record AutoValue(
        boolean creating, ZonedDateTime now, @Nullable Object user) {}
