package dev.cress.integration;

import dev.cress.annotation.ByteStream;
import dev.cress.annotation.CappedList;
import dev.cress.annotation.CompositeIndex;
import dev.cress.annotation.Expires;
import dev.cress.annotation.GeoIndexed;
import dev.cress.annotation.Id;
import dev.cress.annotation.IgnoreCase;
import dev.cress.annotation.Indexed;
import dev.cress.annotation.RedisEntity;
import dev.cress.annotation.Unique;
import dev.cress.annotation.Version;
import dev.cress.geo.GeoPoint;
import dev.cress.query.Queryable;
import dev.cress.reference.Ref;
import dev.cress.repository.Attachments;
import dev.cress.repository.Expiring;
import dev.cress.repository.ReactiveRepository;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** What lives for a while, with an index of each kind. */
@RedisEntity(value = "visit", partitions = Visit.PARTITIONS)
@Expires(after = "PT20S")
@CompositeIndex({"place", "amount"})
@Unique({"place", "nick"})
@CappedList(name = "trail", type = String.class, max = Trails.TRAIL)
@ByteStream(name = "log", max = Trails.LOG)
record Visit(
        @Id String id,
        @Indexed String place,
        @Indexed(sparse = true) String mood,
        @Indexed @IgnoreCase String guest,
        @Indexed long amount,
        @Indexed List<String> tags,
        @Indexed Ref<Guest> host,
        @Indexed(paths = "city") Address address,
        @GeoIndexed GeoPoint position,
        @Unique @IgnoreCase String code,
        @Unique(scope = Unique.Scope.PARTITION) String seat,
        String nick,
        @Version long version) {

    static final int PARTITIONS = 8;
    static final Duration TTL = Duration.ofSeconds(20);

    interface Visits
            extends ReactiveRepository<Visit, String>,
                    Queryable<Visit>,
                    Expiring<Visit, String>,
                    Attachments<Visit, String> {}

    @RedisEntity("guest")
    record Guest(@Id String id) {}

    record Address(String city, int number) {}

    /** As the checker is told of it. */
    static ModelSchema schema(long swept, Set<String> forgotten) {
        return ModelSchema.of(
                        "visit",
                        PARTITIONS,
                        PropertySchema.indexed("place", StoredType.STRING),
                        PropertySchema.plain("mood", StoredType.STRING),
                        PropertySchema.indexed("guest", StoredType.STRING_WITHOUT_CASE),
                        PropertySchema.indexed("amount", StoredType.LONG),
                        PropertySchema.plain("tags", StoredType.JSON),
                        PropertySchema.indexed("host", StoredType.STRING),
                        PropertySchema.plain("address", StoredType.JSON),
                        PropertySchema.indexed("position", StoredType.GEO),
                        PropertySchema.unique("code", StoredType.STRING_WITHOUT_CASE),
                        PropertySchema.unique("seat", StoredType.STRING),
                        PropertySchema.plain("nick", StoredType.STRING))
                .withTuple(false, "place", "amount")
                .withTuple(true, "place", "nick")
                .withSparse("mood")
                .withPath("tags[]", StoredType.STRING)
                .withPath("address.city", StoredType.STRING)
                .withWide("code", "place+nick")
                .withAttachment("q:trail", Trails.TRAIL)
                .withAttachment("b:log", Trails.LOG)
                .withLives(swept, forgotten);
    }

    Visit withVersion(long other) {
        return withId(id, other);
    }

    Visit withId(String otherId, long otherVersion) {
        return new Visit(
                otherId, place, mood, guest, amount, tags, host, address, position, code, seat, nick, otherVersion);
    }

    boolean sameContent(Visit other) {
        return withVersion(0).equals(other.withVersion(0));
    }
}
