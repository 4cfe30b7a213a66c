package dev.cress.scan;

import dev.cress.annotation.CompositeIndex;
import dev.cress.annotation.Id;
import dev.cress.annotation.Indexed;
import dev.cress.annotation.RedisEntity;
import dev.cress.connection.FakeSortedSets;
import dev.cress.key.KeyLayout;
import dev.cress.key.PartitionKeys;
import dev.cress.key.Partitioning;
import dev.cress.mapping.EntityModel;
import dev.cress.mapping.IndexDefinition;
import dev.cress.mapping.Property;
import dev.cress.script.entry.Entries;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Lots whose prices and shelves change, in memory: indexes and events as the scripts write them. */
final class MovingLots {

    static final EntityModel<Lot> MODEL = EntityModel.of(Lot.class);
    static final IndexDefinition PRICE = index("price");
    static final IndexDefinition SHELF = index("shelf");
    static final IndexDefinition BOTH = index("shelf+price");

    private static final int PRICES = 40;
    private static final List<String> SHELVES = List.of("a", "b", "c");

    @RedisEntity("lot")
    @CompositeIndex({"shelf", "price"})
    record Lot(
            @Id String id,
            @Indexed String shelf,
            @Indexed @Nullable Long price,
            String note) {}

    /** What is stored of one. */
    record Stored(String shelf, @Nullable Long price) {

        byte @Nullable [] text(Property property) {
            if (property.name().equals("shelf")) {
                return bytes(shelf);
            }
            return price == null ? null : bytes(price.toString());
        }
    }

    /** Hears of each lot as it is, null when it is gone. */
    @FunctionalInterface
    interface Listener {
        void written(String id, @Nullable Stored now);
    }

    final FakeSortedSets redis = new FakeSortedSets();
    final KeyLayout keys;
    final Map<String, Stored> stored = new TreeMap<>();
    private final Random random;
    private final long[] numbers;
    private Listener listener = (id, now) -> {};

    MovingLots(Random random, int partitions, int lots) {
        this.random = random;
        this.keys = new KeyLayout(
                "test", "lot", new Partitioning(partitions), MODEL.indexes().all());
        this.numbers = new long[partitions];
        for (int i = 0; i < lots; i++) {
            write("l" + i, any());
        }
    }

    private static IndexDefinition index(String name) {
        return MODEL.indexes().all().stream()
                .filter(index -> index.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static byte[] entry(IndexDefinition index, int place, byte @Nullable [] text) {
        return text == null
                ? Entries.ofNull()
                : index.properties().get(place).entryType().orElseThrow().encode(text);
    }

    static byte[] price(long price) {
        return entry(PRICE, 0, bytes(Long.toString(price)));
    }

    int partitions() {
        return numbers.length;
    }

    List<PartitionKeys> partitionKeys() {
        return IntStream.range(0, numbers.length).mapToObj(keys::partition).toList();
    }

    List<byte[]> keysOf(IndexDefinition index) {
        return partitionKeys().stream()
                .map(partition -> partition.index(index.form(), index.name()))
                .toList();
    }

    void listen(Listener next) {
        listener = next;
    }

    Stored any() {
        Long price = random.nextInt(12) == 0 ? null : (long) random.nextInt(PRICES);
        return new Stored(SHELVES.get(random.nextInt(SHELVES.size())), price);
    }

    /** Moves one lot, seldom takes it away, or brings one back. */
    void writeSomething(int lots) {
        String id = "l" + random.nextInt(lots);
        Stored old = stored.get(id);
        if (old != null && random.nextInt(12) == 0) {
            write(id, null);
        } else if (old != null && random.nextInt(6) == 0) {
            write(id, new Stored(SHELVES.get(random.nextInt(SHELVES.size())), old.price()));
        } else if (old != null && random.nextInt(4) > 0) {
            write(id, new Stored(old.shelf(), any().price()));
        } else {
            write(id, any());
        }
    }

    void write(String id, @Nullable Stored now) {
        Stored old = now == null ? stored.remove(id) : stored.put(id, now);
        PartitionKeys partition = keys.partition(keys.partitioning().of(bytes(id)));
        for (IndexDefinition index : List.of(PRICE, SHELF, BOTH)) {
            byte[] key = partition.index(index.form(), index.name());
            if (old != null) {
                redis.remove(key, member(index, id, old));
            }
            if (now != null) {
                redis.add(key, List.of(member(index, id, now)));
            }
        }
        announce(partition, id, old, now);
        listener.written(id, now);
    }

    private void announce(PartitionKeys partition, String id, @Nullable Stored old, @Nullable Stored now) {
        int p = keys.partitioning().of(bytes(id));
        List<byte[]> fields = new ArrayList<>();
        fields.add(bytes("o"));
        fields.add(bytes(old == null ? "C" : now == null ? "D" : "U"));
        fields.add(bytes("i"));
        fields.add(bytes(id));
        for (Property property :
                List.of(PRICE.properties().get(0), SHELF.properties().get(0))) {
            byte[] before = old == null ? null : old.text(property);
            byte[] after = now == null ? null : now.text(property);
            if (!Arrays.equals(before, after)) {
                add(fields, "-" + property.storedName(), before);
                add(fields, "+" + property.storedName(), after);
            } else {
                add(fields, "=" + property.storedName(), after);
            }
        }
        add(fields, "m", bytes("t"));
        long number = ++numbers[p];
        redis.append(partition.stream(), 1_000 + number, number, fields);
        redis.set(partition.meta(), "v", 1_000 + number);
        redis.set(partition.meta(), "n", number);
    }

    private static void add(List<byte[]> fields, String name, byte @Nullable [] text) {
        if (text != null) {
            fields.add(bytes(name));
            fields.add(text);
        }
    }

    static byte[] member(IndexDefinition index, String id, Stored lot) {
        ByteArrayOutputStream entries = new ByteArrayOutputStream();
        for (int i = 0; i < index.properties().size(); i++) {
            entries.writeBytes(entry(index, i, lot.text(index.properties().get(i))));
        }
        return Entries.member(entries.toByteArray(), bytes(id));
    }
}
