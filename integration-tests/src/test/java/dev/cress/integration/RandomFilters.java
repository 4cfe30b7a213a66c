package dev.cress.integration;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Random conditions and orders over parcels, with operands that occur in parcels. */
final class RandomFilters {

    private static final int DEPTH = 3;

    private final Random random;
    private final Supplier<Parcel> samples;

    /** @param samples parcels, from which operands are taken */
    RandomFilters(Random random, Supplier<Parcel> samples) {
        this.random = random;
        this.samples = samples;
    }

    Filter<Parcel> filter() {
        return filter(random.nextInt(DEPTH));
    }

    private Filter<Parcel> filter(int depth) {
        if (depth == 0) {
            return random.nextInt(10) == 0 ? within() : comparison();
        }
        return switch (random.nextInt(5)) {
            case 0 -> new Filter.AnyOf<>(filters(depth));
            case 1 -> new Filter.Not<>(filter(depth - 1));
            default -> new Filter.AllOf<>(filters(depth));
        };
    }

    private List<Filter<Parcel>> filters(int depth) {
        return Stream.generate(() -> filter(depth - 1))
                .limit(2 + random.nextInt(2))
                .toList();
    }

    private Filter<Parcel> comparison() {
        Attribute<Parcel> attribute = attribute();
        Operator operator = operator(attribute);
        return new Filter.Comparison<>(attribute, operator, operands(attribute, operator));
    }

    private Operator operator(Attribute<Parcel> attribute) {
        if (attribute.equals(ParcelAttributes.RECIPIENT) && random.nextInt(3) == 0) {
            return Operator.STARTS_WITH;
        }
        return Operator.values()[random.nextInt(Operator.STARTS_WITH.ordinal())];
    }

    private List<Object> operands(Attribute<Parcel> attribute, Operator operator) {
        int number = switch (operator) {
            case IS_NULL, IS_NOT_NULL -> 0;
            case IN, NOT_IN -> 1 + random.nextInt(4);
            case BETWEEN -> 2;
            default -> 1;
        };
        List<Object> operands = new ArrayList<>();
        while (operands.size() < number) {
            operands.add(operand(attribute));
        }
        if (operator == Operator.BETWEEN) {
            operands.sort(attribute.values());
        }
        if (operator == Operator.STARTS_WITH) {
            operands.replaceAll(text -> prefix((String) text));
        }
        return operands;
    }

    private Object operand(Attribute<Parcel> attribute) {
        return Stream.generate(samples)
                .limit(10_000)
                .map(attribute::value)
                .filter(Objects::nonNull)
                .findFirst()
                .orElseThrow();
    }

    /** Some code points, so that no surrogate is left alone. */
    private String prefix(String text) {
        int[] codePoints = text.codePoints().limit(random.nextInt(4)).toArray();
        return new String(codePoints, 0, codePoints.length);
    }

    /** A circle around a parcel, often one whose edge runs just inside or outside of another parcel. */
    private Filter<Parcel> within() {
        Position centre = (Position) operand(ParcelAttributes.POSITION);
        double metres = random.nextInt(4) == 0
                ? random.nextInt(2_000_000)
                : centre.distanceTo((Position) operand(ParcelAttributes.POSITION))
                        + (random.nextBoolean() ? 0.001 : -0.001);
        return Filter.of(ParcelAttributes.POSITION, Operator.WITHIN, centre, Math.max(0.5, metres));
    }

    /** Up to three keys, none of which occurs twice. */
    List<SortKey<Parcel>> order() {
        if (random.nextInt(10) == 0) {
            return List.of(SortKey.nearest(ParcelAttributes.POSITION, (Position) operand(ParcelAttributes.POSITION)));
        }
        if (random.nextInt(4) == 0) {
            boolean descending = random.nextBoolean();
            return ParcelAttributes.TUPLES.get(random.nextInt(ParcelAttributes.TUPLES.size())).stream()
                    .map(attribute -> new SortKey<>(attribute, descending))
                    .toList();
        }
        List<Attribute<Parcel>> attributes = new ArrayList<>(ParcelAttributes.QUERYABLE);
        Collections.shuffle(attributes, random);
        return attributes.stream()
                .limit(random.nextInt(4))
                .map(attribute -> new SortKey<>(attribute, random.nextBoolean()))
                .toList();
    }

    private Attribute<Parcel> attribute() {
        return ParcelAttributes.QUERYABLE.get(random.nextInt(ParcelAttributes.QUERYABLE.size()));
    }
}
