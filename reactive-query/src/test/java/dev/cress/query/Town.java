package dev.cress.query;

import dev.cress.annotation.Id;
import dev.cress.annotation.Indexed;
import dev.cress.annotation.RedisEntity;
import dev.cress.reference.Ref;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What spots refer to. */
@RedisEntity(value = "town", partitions = 1)
record Town(
        @Id String id,
        @Indexed @Nullable String name,
        @Indexed int size,
        @Indexed @Nullable Ref<Town> capital) {

    static final List<Town> ALL = List.of(
            new Town("t0", "San", 3, null),
            new Town("t1", "Santa", 5, Ref.to("t0")),
            new Town("t2", null, 5, Ref.to("t1")),
            new Town("t{}|:\0", "", 0, Ref.to("t{}|:\0")));

    /** What a reference leads to; null for one to a town that never was. */
    static @Nullable Town of(@Nullable Ref<Town> reference) {
        return reference == null
                ? null
                : ALL.stream()
                        .filter(town -> town.id().equals(reference.id()))
                        .findFirst()
                        .orElse(null);
    }
}
