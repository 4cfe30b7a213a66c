package dev.cress.integration;

import dev.cress.annotation.GeoIndexed;
import dev.cress.annotation.Id;
import dev.cress.annotation.Indexed;
import dev.cress.annotation.RedisEntity;
import dev.cress.annotation.Unique;
import dev.cress.annotation.Version;
import dev.cress.geo.GeoPoint;
import java.util.List;
import java.util.Set;

/**
 * What is written where faults are: an index of each form, and a mark by which the effect of each write can be told.
 *
 * @param mark another one in each write, never 0
 * @param log what has been added to the mark since it was set, one by one; null for nothing
 * @param tags the same
 */
@RedisEntity("ticket")
record Ticket(
        @Id String id,
        @Indexed long mark,
        @Indexed String holder,
        @Unique(scope = Unique.Scope.PARTITION) String seat,
        @GeoIndexed GeoPoint place,
        String note,
        List<Long> log,
        @Indexed Set<Long> tags,
        @Version long version) {

    /** As the checker is told of it. */
    static ModelSchema schema(int partitions) {
        return ModelSchema.of(
                        "ticket",
                        partitions,
                        PropertySchema.indexed("mark", StoredType.LONG),
                        PropertySchema.indexed("holder", StoredType.STRING),
                        PropertySchema.unique("seat", StoredType.STRING),
                        PropertySchema.indexed("place", StoredType.GEO),
                        PropertySchema.plain("note", StoredType.STRING),
                        PropertySchema.plain("log", StoredType.JSON),
                        PropertySchema.plain("tags", StoredType.JSON))
                .withPath("tags[]", StoredType.LONG);
    }

    /** That nothing was added to, yet. */
    static Ticket of(String id, long mark, String seat) {
        return new Ticket(id, mark, null, seat, null, null, null, null, 0);
    }

    /** Whether log and tags are what was added to the mark: each sum once, and none without the others. */
    boolean consistent() {
        List<Long> added = log == null ? List.of() : log;
        return added.stream().mapToLong(Long::longValue).sum() == mark % Operation.UNIT
                && Set.copyOf(added).equals(tags == null ? Set.of() : tags)
                && Set.copyOf(added).size() == added.size();
    }
}
