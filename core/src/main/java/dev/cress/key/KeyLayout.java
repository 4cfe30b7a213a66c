package dev.cress.key;

import dev.cress.codec.Utf8;
import dev.cress.mapping.IndexDefinition;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Every key of one model. The id is always last and raw, names hold no brace, so no id can reach another key or another slot.
 *
 * <p>Immutable and safe for use by many threads.
 */
public final class KeyLayout {

    private static final Pattern NAMESPACE = Pattern.compile("[A-Za-z0-9_.-]{1,64}");

    static final String BELL = "bell";

    private static final Pattern GROUP = Pattern.compile("[A-Za-z0-9_]{1,48}");

    private final Partitioning partitioning;
    private final List<PartitionKeys> partitions;

    /**
     * The keys of a model.
     *
     * @param namespace namespace, {@code [A-Za-z0-9_.-]{1,64}}
     * @param model name of the model
     * @param partitioning its partitions
     * @param indexes its indexes
     */
    public KeyLayout(String namespace, String model, Partitioning partitioning, List<IndexDefinition> indexes) {
        this.partitioning = partitioning;
        this.partitions = new ArrayList<>(partitioning.count());
        for (int p = 0; p < partitioning.count(); p++) {
            partitions.add(new PartitionKeys(prefix(namespace, model, p), indexes));
        }
    }

    /**
     * Checks a namespace.
     *
     * @param namespace a name
     * @return the same name
     * @throws IllegalArgumentException when it cannot be one
     */
    public static String requireNamespace(String namespace) {
        if (!NAMESPACE.matcher(namespace).matches()) {
            throw new IllegalArgumentException("a namespace matches " + NAMESPACE + ", not \"" + namespace + "\"");
        }
        return namespace;
    }

    /**
     * The key of a model's layout record, which is known before its number of partitions.
     *
     * @param namespace namespace
     * @param model name of the model
     * @return the key
     */
    public static byte[] layoutRecord(String namespace, String model) {
        return utf8(prefix(requireNamespace(namespace), model, 0) + "layout");
    }

    /**
     * The key on which commands are tried before a model is used: beside its layout record, empty before and after.
     *
     * @param namespace namespace
     * @param model name of the model
     * @return the key
     */
    public static byte[] canary(String namespace, String model) {
        return utf8(prefix(requireNamespace(namespace), model, 0) + "canary");
    }

    /**
     * The doorbell of a model's first partition, which is known before their number.
     *
     * @param namespace namespace
     * @param model name of the model
     * @return the name of the channel
     */
    public static String firstDoorbell(String namespace, String model) {
        return prefix(requireNamespace(namespace), model, 0) + BELL;
    }

    /**
     * Checks the name of a consumer group.
     *
     * @param group a name
     * @return the same name
     * @throws IllegalArgumentException when it cannot be one
     */
    public static String requireGroup(String group) {
        if (!GROUP.matcher(group).matches()) {
            throw new IllegalArgumentException("a group's name matches " + GROUP + ", not \"" + group + "\"");
        }
        return group;
    }

    /**
     * A channel that belongs to no model, and the stream of a durable one. No model has an empty name, so it meets no other key or channel.
     *
     * @param namespace namespace
     * @param name name of the channel, 1 to 512 bytes
     * @return its name on the server
     */
    public static String channel(String namespace, String name) {
        int length = Utf8.encode(name).length;
        if (length < 1 || length > 512) {
            throw new IllegalArgumentException("a channel's name has 1 to 512 bytes, this one has " + length);
        }
        return requireNamespace(namespace) + "::" + name;
    }

    /** {@return the partitions} */
    public Partitioning partitioning() {
        return partitioning;
    }

    /**
     * The keys of a partition.
     *
     * @param partition its number
     * @return its keys
     */
    public PartitionKeys partition(int partition) {
        return partitions.get(partition);
    }

    private static String prefix(String namespace, String model, int partition) {
        return namespace + ":{" + SlotTags.of(Partitioning.slot(partition)) + "}:" + model + ":";
    }

    static byte[] utf8(String key) {
        return key.getBytes(StandardCharsets.UTF_8);
    }
}
