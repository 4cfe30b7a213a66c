package dev.cress.repository;

import dev.cress.annotation.Expires;
import dev.cress.annotation.GeoIndexed;
import dev.cress.annotation.Id;
import dev.cress.annotation.Indexed;
import dev.cress.annotation.RedisEntity;
import dev.cress.annotation.Unique;
import dev.cress.annotation.Version;
import dev.cress.geo.GeoPoint;
import org.jspecify.annotations.Nullable;

@RedisEntity(value = "session", partitions = 4)
@Expires(after = "PT30M")
record Session(
        @Id String id,
        @Indexed String user,
        @Indexed long hits,
        @Unique(scope = Unique.Scope.PARTITION) @Nullable String token,
        @GeoIndexed @Nullable GeoPoint place,
        @Version long version) {

    static Session of(String id) {
        return new Session(id, "ada", 1, "t-" + id, new GeoPoint(13.4, 52.5), 0);
    }

    Session withHits(long value) {
        return new Session(id, user, value, token, place, version);
    }

    Session withToken(@Nullable String value) {
        return new Session(id, user, hits, value, place, version);
    }

    Session withVersion(long value) {
        return new Session(id, user, hits, token, place, value);
    }
}
