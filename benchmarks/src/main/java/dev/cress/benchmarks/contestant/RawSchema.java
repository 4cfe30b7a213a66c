package dev.cress.benchmarks.contestant;

import dev.cress.benchmarks.model.Restaurant;
import dev.cress.geo.GeoPoint;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Keys and fields as someone writes them by hand: a set for each value of equality, scores for order, one hash for each restaurant. */
final class RawSchema {

    /** What a save with guarantees keeps beside the fields. */
    static final byte[] VERSION = bytes("version");

    /** The indexed fields first. */
    static final List<byte[]> FIELDS = ascii(
            "cuisine",
            "city",
            "active",
            "rating",
            "price",
            "location",
            "name",
            "description",
            "createdAt",
            "tags",
            "id");

    static final List<byte[]> INDEXED = FIELDS.subList(0, 6);
    static final byte[] EMPTY = {};

    private final String prefix;

    RawSchema(String prefix) {
        this.prefix = prefix;
    }

    byte[] prefix() {
        return bytes(prefix);
    }

    byte[] hash(String id) {
        return bytes(prefix + "e:" + id);
    }

    byte[] hash(byte[] id) {
        byte[] head = bytes(prefix + "e:");
        byte[] key = new byte[head.length + id.length];
        System.arraycopy(head, 0, key, 0, head.length);
        System.arraycopy(id, 0, key, head.length, id.length);
        return key;
    }

    byte[] key(String name) {
        return bytes(prefix + name);
    }

    byte[] set(String field, Object value) {
        return bytes(prefix + field + ":" + value);
    }

    /** In the order of {@link #FIELDS}. */
    static List<byte[]> values(Restaurant r) {
        List<byte[]> values = new ArrayList<>(FIELDS.size());
        values.add(bytes(r.cuisine()));
        values.add(bytes(r.city()));
        values.add(bytes(Boolean.toString(r.active())));
        values.add(bytes(Double.toString(r.rating())));
        values.add(bytes(Integer.toString(r.price())));
        values.add(bytes(r.location().longitude() + "," + r.location().latitude()));
        values.add(bytes(r.name()));
        values.add(bytes(r.description()));
        values.add(bytes(r.createdAt().toString()));
        values.add(bytes(String.join(",", r.tags())));
        values.add(bytes(r.id()));
        return values;
    }

    /** From values in the order of {@link #FIELDS}, and the version if it was read; null when there is no such restaurant. */
    static @Nullable Restaurant restaurant(List<byte @Nullable []> values) {
        if (values.get(0) == null) {
            return null;
        }
        String location = text(values.get(5));
        int comma = location.indexOf(',');
        return new Restaurant(
                text(values.get(10)),
                text(values.get(6)),
                text(values.get(0)),
                text(values.get(1)),
                Double.parseDouble(text(values.get(3))),
                Integer.parseInt(text(values.get(4))),
                new GeoPoint(
                        Double.parseDouble(location.substring(0, comma)),
                        Double.parseDouble(location.substring(comma + 1))),
                Boolean.parseBoolean(text(values.get(2))),
                text(values.get(7)),
                Instant.parse(text(values.get(8))),
                List.of(text(values.get(9)).split(",", -1)),
                values.size() > FIELDS.size() ? Long.parseLong(text(values.get(FIELDS.size()))) : 0);
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static String script(String name) {
        try (InputStream source =
                Objects.requireNonNull(RawSchema.class.getResourceAsStream("/lua/" + name + ".lua"), name)) {
            return new String(source.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(byte @Nullable [] bytes) {
        return new String(Objects.requireNonNull(bytes), StandardCharsets.UTF_8);
    }

    private static List<byte[]> ascii(String... names) {
        List<byte[]> fields = new ArrayList<>();
        for (String name : names) {
            fields.add(bytes(name));
        }
        return List.copyOf(fields);
    }
}
