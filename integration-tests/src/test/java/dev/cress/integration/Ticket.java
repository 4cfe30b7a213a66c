package dev.cress.integration;

import dev.cress.annotation.GeoIndexed;
import dev.cress.annotation.Id;
import dev.cress.annotation.Indexed;
import dev.cress.annotation.RedisEntity;
import dev.cress.annotation.Unique;
import dev.cress.annotation.Version;
import dev.cress.geo.GeoPoint;

/**
 * What is written where faults are: an index of each form, and a mark by which the effect of each write can be told.
 *
 * @param mark another one in each write, never 0
 */
@RedisEntity("ticket")
record Ticket(
        @Id String id,
        @Indexed long mark,
        @Indexed String holder,
        @Unique(scope = Unique.Scope.PARTITION) String seat,
        @GeoIndexed GeoPoint place,
        String note,
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
                PropertySchema.plain("note", StoredType.STRING));
    }

    Ticket withVersion(long other) {
        return new Ticket(id, mark, holder, seat, place, note, other);
    }
}
