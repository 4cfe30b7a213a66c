package dev.cress.integration;

import dev.cress.write.Patch;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;

/** Patches that turn one parcel into another: what differs is set, or added to where numbers are whole, or changed element by element. */
final class RandomPatches {

    private static final Set<String> WHOLE = Set.of("pieces", "floor", "barcode", "customs", "attempts");
    private static final Set<String> NOT_PATCHED = Set.of("id", "version");

    private final Random random;

    RandomPatches(Random random) {
        this.random = random;
    }

    Patch<Parcel> patch(Parcels repository, Parcel from, Parcel to) {
        Patch<Parcel> patch = repository.patch(from.id());
        Map<String, Object> set = new HashMap<>();
        for (RecordComponent component : Parcel.class.getRecordComponents()) {
            String name = component.getName();
            Object before = value(component, from);
            Object after = value(component, to);
            if (NOT_PATCHED.contains(name) || (Objects.equals(before, after) && random.nextInt(4) > 0)) {
                continue;
            }
            if (WHOLE.contains(name) && before != null && after != null && random.nextBoolean()) {
                patch = patch.increment(name, new BigDecimal(after + "").subtract(new BigDecimal(before + "")));
            } else if (!name.equals("tags") || !elementwise(from.tags(), to.tags())) {
                set.put(name, after);
            } else if (to.tags().size() < from.tags().size()) {
                patch = patch.remove(name, from.tags());
            } else {
                patch = patch.append(
                        name, to.tags().subList(from.tags().size(), to.tags().size()));
            }
        }
        return patch.merge(set);
    }

    private static boolean elementwise(List<String> from, List<String> to) {
        return from != null
                && to != null
                && (to.isEmpty()
                        || to.subList(0, Math.min(to.size(), from.size())).equals(from));
    }

    private static Object value(RecordComponent component, Parcel parcel) {
        try {
            return component.getAccessor().invoke(parcel);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
