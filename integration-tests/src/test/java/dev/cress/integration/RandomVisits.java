package dev.cress.integration;

import dev.cress.geo.GeoPoint;
import dev.cress.integration.ExpectedLife.Said;
import dev.cress.reference.Ref;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Visits of few values, so that they meet, and of odd ones. */
final class RandomVisits {

    static final List<String> IDS = Stream.concat(
                    Stream.of("", "{}:e:", "\u0000", "\u0002x", "é😀\u0001", ":x:|\\")
                            .map(end -> "v" + end),
                    IntStream.range(0, 18).mapToObj(i -> "v" + i))
            .toList();
    private static final List<String> TEXTS =
            List.of("", "a", "A", "{b}:", "\u0000", "ß", "Straße", "STRAßE", "😀", "\u212a");
    private static final List<Long> AMOUNTS = List.of(0L, -1L, (1L << 53) + 1, Long.MIN_VALUE, Long.MAX_VALUE);

    private final Random random;

    RandomVisits(Random random) {
        this.random = random;
    }

    String id() {
        return oneOf(IDS);
    }

    Visit visit(String id, long version) {
        return new Visit(
                id,
                orNull(oneOf(TEXTS.subList(0, 4))),
                orNull(oneOf(TEXTS)),
                orNull(oneOf(TEXTS)),
                oneOf(AMOUNTS),
                orNull(new ArrayList<>(IntStream.range(0, random.nextInt(4))
                        .mapToObj(i -> oneOf(TEXTS))
                        .toList())),
                orNull(Ref.to(oneOf(TEXTS.subList(1, 4)))),
                orNull(new Visit.Address(orNull(oneOf(TEXTS)), random.nextInt(3))),
                orNull(new GeoPoint(random.nextInt(360) - 180, random.nextInt(160) - 80)),
                random.nextInt(3) > 0 ? null : oneOf(TEXTS),
                random.nextInt(3) > 0 ? null : "seat " + random.nextInt(3),
                random.nextInt(3) > 0 ? null : "nick " + random.nextInt(3),
                version);
    }

    /** At this time. */
    Said said(long now) {
        return switch (random.nextInt(12)) {
            case 0 -> new Said("never", 0);
            case 1 -> new Said("keep", 0);
            case 2 -> new Said("restart", 0);
            case 3, 4 -> new Said("after", 1 + random.nextInt(30_000));
            case 5 -> new Said("at", now + random.nextInt(30_000));
            case 6 -> new Said("at", random.nextBoolean() ? now - random.nextInt(5_000) : 1 + random.nextInt(9));
            default -> Said.NOTHING;
        };
    }

    <V> V oneOf(List<V> values) {
        return values.get(random.nextInt(values.size()));
    }

    private <V> V orNull(V value) {
        return random.nextInt(5) == 0 ? null : value;
    }
}
