package dev.cress.integration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cress.Cress;
import dev.cress.CressOptions;
import dev.cress.annotation.CompositeIndex;
import dev.cress.annotation.GeoIndexed;
import dev.cress.annotation.Id;
import dev.cress.annotation.IgnoreCase;
import dev.cress.annotation.Indexed;
import dev.cress.annotation.RedisEntity;
import dev.cress.annotation.Unique;
import dev.cress.annotation.Version;
import dev.cress.geo.GeoPoint;
import dev.cress.repository.ReactiveRepository;
import dev.cress.testing.RedisEnvironment;
import dev.cress.testing.RedisTest;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a rename leaves is what the layout has, with indexes of each kind. */
@RedisTest
class RenameInvariantsIT {

    private static final Duration LIMIT = Duration.ofSeconds(30);

    @RedisEntity(value = "crate", partitions = 1)
    @CompositeIndex({"owner", "weight"})
    record Crate(
            @Id String id,
            @Indexed String owner,
            @Indexed Long weight,
            @Indexed @IgnoreCase String label,
            @Indexed(sparse = true) Integer shelf,
            @Unique(scope = Unique.Scope.PARTITION) String seal,
            @GeoIndexed GeoPoint place,
            @Indexed List<String> tags,
            @Version long version) {}

    interface Crates extends ReactiveRepository<Crate, String> {}

    private static final ModelSchema SCHEMA = ModelSchema.of(
                    "crate",
                    1,
                    PropertySchema.indexed("owner", StoredType.STRING),
                    PropertySchema.indexed("weight", StoredType.LONG),
                    PropertySchema.indexed("label", StoredType.STRING_WITHOUT_CASE),
                    PropertySchema.plain("shelf", StoredType.INT),
                    PropertySchema.unique("seal", StoredType.STRING),
                    PropertySchema.indexed("place", StoredType.GEO),
                    PropertySchema.plain("tags", StoredType.JSON))
            .withTuple(false, "owner", "weight")
            .withPath("tags[]", StoredType.STRING)
            .withSparse("shelf");

    private final RedisEnvironment redis;

    RenameInvariantsIT(RedisEnvironment redis) {
        this.redis = redis;
    }

    @Test
    void hold() {
        String namespace = redis.newNamespace();
        Cress cress = Cress.connect(CressOptions.builder(redis.uri())
                        .namespace(namespace)
                        .commandTimeout(Duration.ofSeconds(10))
                        .build())
                .block(LIMIT);
        try (RawRedis raw = RawRedis.connect(redis.uri())) {
            Crates crates = cress.repository(Crates.class);
            List<Crate> all = List.of(
                    new Crate("a", "Ada", 7L, "FRAGILE", 3, "s-1", new GeoPoint(13.4, 52.5), List.of("x", "y", "x"), 0),
                    new Crate("b", null, null, null, null, null, null, null, 0),
                    new Crate("c", "", -1L, "Ünï", 0, "", new GeoPoint(180, 85), List.of(), 0));
            for (Crate crate : all) {
                Crate stored = crates.save(crate).block(LIMIT);
                long version =
                        crates.rename(crate.id(), "{" + crate.id() + "}:\0|é").block(LIMIT);
                Crate found = crates.findById("{" + crate.id() + "}:\0|é").block(LIMIT);
                assertThat(found)
                        .isEqualTo(new Crate(
                                found.id(),
                                crate.owner(),
                                crate.weight(),
                                crate.label(),
                                crate.shelf(),
                                crate.seal(),
                                crate.place(),
                                crate.tags(),
                                version));
                assertThat(version).isGreaterThan(stored.version());
                new InvariantChecker(raw, namespace, SCHEMA).requireNoViolation();
            }
        } finally {
            cress.closeLater().block(LIMIT);
        }
    }
}
