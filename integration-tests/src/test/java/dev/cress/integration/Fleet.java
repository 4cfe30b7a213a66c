package dev.cress.integration;

import dev.cress.annotation.Expires;
import dev.cress.annotation.Id;
import dev.cress.annotation.Indexed;
import dev.cress.annotation.OnDelete;
import dev.cress.annotation.RedisEntity;
import dev.cress.annotation.ReferencedBy;
import dev.cress.reference.Ref;
import dev.cress.repository.Expiring;
import dev.cress.repository.Maintenance;
import dev.cress.repository.ReactiveRepository;
import java.util.List;
import java.util.Set;

/**
 * What others refer to by each of the rules, in several partitions.
 *
 * @param name stays, whatever its id is
 */
@RedisEntity(value = "fleet", partitions = Fleet.PARTITIONS)
@Expires(after = "P1D")
@ReferencedBy(type = Fleet.Ship.class, property = "fleet", onDelete = OnDelete.CASCADE)
@ReferencedBy(type = Fleet.Ship.class, property = "former", onDelete = OnDelete.NULLIFY)
record Fleet(@Id String id, String name) {

    static final int PARTITIONS = 4;

    @RedisEntity(value = "harbour", partitions = PARTITIONS)
    @ReferencedBy(type = Ship.class, property = "harbour", onDelete = OnDelete.RESTRICT)
    record Harbour(@Id String id, String name) {}

    /** Its name tells to which fleet and harbour it belongs, and which fleet it has left. */
    @RedisEntity(value = "ship", partitions = PARTITIONS)
    @ReferencedBy(type = Sailor.class, property = "ship", onDelete = OnDelete.CASCADE)
    @ReferencedBy(type = Ship.class, property = "escort", onDelete = OnDelete.NULLIFY)
    record Ship(
            @Id String id,
            String name,
            @Indexed Ref<Fleet> fleet,
            @Indexed List<Ref<Fleet>> former,
            @Indexed Ref<Harbour> harbour,
            @Indexed(sparse = true) Ref<Ship> escort) {}

    @RedisEntity(value = "sailor", partitions = PARTITIONS)
    record Sailor(@Id String id, String name, @Indexed Ref<Ship> ship) {}

    interface Fleets extends ReactiveRepository<Fleet, String>, Maintenance<Fleet>, Expiring<Fleet, String> {}

    interface Harbours extends ReactiveRepository<Harbour, String>, Maintenance<Harbour> {}

    interface Ships extends ReactiveRepository<Ship, String>, Maintenance<Ship> {}

    interface Sailors extends ReactiveRepository<Sailor, String>, Maintenance<Sailor> {}

    /** As the checker is told of them. */
    static ModelSchema[] schemas(long swept) {
        PropertySchema name = PropertySchema.plain("name", StoredType.STRING);
        return new ModelSchema[] {
            ModelSchema.of("fleet", PARTITIONS, name).withLives(swept, Set.of()),
            ModelSchema.of("harbour", PARTITIONS, name),
            ModelSchema.of(
                            "ship",
                            PARTITIONS,
                            name,
                            PropertySchema.indexed("fleet", StoredType.STRING),
                            PropertySchema.plain("former", StoredType.JSON),
                            PropertySchema.indexed("harbour", StoredType.STRING),
                            PropertySchema.plain("escort", StoredType.STRING))
                    .withPath("former[]", StoredType.STRING)
                    .withSparse("escort"),
            ModelSchema.of("sailor", PARTITIONS, name, PropertySchema.indexed("ship", StoredType.STRING))
        };
    }
}
