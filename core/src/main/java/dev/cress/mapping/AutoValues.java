package dev.cress.mapping;

import dev.cress.annotation.CreatedBy;
import dev.cress.annotation.CreatedDate;
import dev.cress.annotation.LastModifiedBy;
import dev.cress.annotation.LastModifiedDate;
import java.lang.annotation.Annotation;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The properties that a save sets by itself, by ordinal.
 *
 * @param properties for each of the four annotations the ordinals of its properties
 */
record AutoValues(Map<Class<? extends Annotation>, List<Integer>> properties) {

    private static final List<Class<? extends Annotation>> DATES = List.of(CreatedDate.class, LastModifiedDate.class);
    static final List<Class<? extends Annotation>> ALL =
            List.of(CreatedDate.class, LastModifiedDate.class, CreatedBy.class, LastModifiedBy.class);
    private static final Set<Class<?>> TIMES = Set.of(Instant.class, OffsetDateTime.class, ZonedDateTime.class);

    static boolean fits(Class<? extends Annotation> annotation, Class<?> type) {
        return DATES.contains(annotation) ? TIMES.contains(type) : !type.isPrimitive();
    }

    boolean isEmpty() {
        return properties.isEmpty();
    }

    boolean namesUsers() {
        return properties.containsKey(CreatedBy.class) || properties.containsKey(LastModifiedBy.class);
    }

    void set(@Nullable Object[] values, List<Property> all, AutoValue given) {
        ordinals(LastModifiedDate.class)
                .forEach(i -> values[i] = time(all.get(i).type(), given.now()));
        if (given.user() != null) {
            ordinals(LastModifiedBy.class).forEach(i -> values[i] = user(all.get(i), given.user()));
        }
        if (given.creating()) {
            ordinals(CreatedDate.class)
                    .filter(i -> values[i] == null)
                    .forEach(i -> values[i] = time(all.get(i).type(), given.now()));
            if (given.user() != null) {
                ordinals(CreatedBy.class)
                        .filter(i -> values[i] == null)
                        .forEach(i -> values[i] = user(all.get(i), given.user()));
            }
        }
    }

    private Stream<Integer> ordinals(Class<? extends Annotation> annotation) {
        return properties.getOrDefault(annotation, List.of()).stream();
    }

    private static Object time(Class<?> type, ZonedDateTime now) {
        return type == Instant.class ? now.toInstant() : type == OffsetDateTime.class ? now.toOffsetDateTime() : now;
    }

    private static Object user(Property property, Object user) {
        if (!property.type().isInstance(user)) {
            throw new IllegalStateException(
                    "the auditor gives a " + user.getClass().getName() + ", and " + property.name() + " is a "
                            + property.type().getName());
        }
        return user;
    }
}
