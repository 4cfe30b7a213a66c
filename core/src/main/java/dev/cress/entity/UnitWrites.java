package dev.cress.entity;

import dev.cress.error.InvalidUnitException;
import java.util.ArrayList;
import java.util.List;

/** The writes of a unit as they were asked for. Immutable. What cannot be one unit is refused as soon as it is known: the rest is checked again when all ids and partitions are. */
public final class UnitWrites {

    /** None yet. */
    public static final UnitWrites NONE = new UnitWrites(List.of(), List.of());

    private final List<UnitWrite<?>> all;
    private final List<UnitPlace> places;

    private UnitWrites(List<UnitWrite<?>> all, List<UnitPlace> places) {
        this.all = all;
        this.places = places;
    }

    /**
     * With another write.
     *
     * @param write a write
     * @return these and the write
     * @throws InvalidUnitException if it is one too many, or it is known already that it writes to an entity that the unit writes, or to another partition
     */
    public UnitWrites with(UnitWrite<?> write) {
        List<UnitWrite<?>> more = plus(all, write);
        UnitRules.requireNumber(more.size());
        return UnitPlace.of(write)
                .map(place -> {
                    List<UnitPlace> known = plus(places, place);
                    UnitRules.requirePlaces(known);
                    return new UnitWrites(more, known);
                })
                .orElseGet(() -> new UnitWrites(more, places));
    }

    private static <E> List<E> plus(List<E> list, E one) {
        List<E> more = new ArrayList<>(list);
        more.add(one);
        return more;
    }

    List<UnitWrite<?>> all() {
        return all;
    }
}
