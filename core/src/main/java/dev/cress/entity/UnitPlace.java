package dev.cress.entity;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where one write of a unit writes.
 *
 * @param name model and id, for messages
 * @param partition partition of the id, null while the number of partitions is not known
 */
record UnitPlace(String name, @Nullable Integer partition) {

    /** Where a write that was only asked for will write; empty while only callbacks know the id. */
    static Optional<UnitPlace> of(UnitWrite<?> write) {
        byte[] id = write.id();
        return id == null ? Optional.empty() : Optional.of(of(write.store(), id));
    }

    private static UnitPlace of(EntityStore<?> store, byte[] id) {
        String name = store.model().name() + " " + new String(id, StandardCharsets.UTF_8);
        return new UnitPlace(name, store.locate(id).map(Located::partition).orElse(null));
    }

    boolean isApartFrom(UnitPlace other) {
        return partition != null && other.partition != null && !partition.equals(other.partition);
    }

    String inPartition() {
        return name + " (partition " + partition + ")";
    }
}
