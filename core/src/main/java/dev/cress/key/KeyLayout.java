package dev.cress.key;

import dev.cress.codec.Utf8;
import dev.cress.mapping.Attachment;
import dev.cress.mapping.IndexDefinition;
import dev.cress.script.entity.IndexForm;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Every key of one model. The id is always last and raw, names hold no brace, so no id can reach another key or another slot.
 *
 * <p>Immutable and safe for use by many threads.
 */
public final class KeyLayout {

    private static final Pattern NAMESPACE = Pattern.compile("[A-Za-z0-9_.-]{1,64}");

    private static final String BELL = "bell";

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

    private static byte[] utf8(String key) {
        return key.getBytes(StandardCharsets.UTF_8);
    }

    /** The keys of one partition; all have the same hash tag. Arrays are shared: do not change them. */
    public static final class PartitionKeys {

        private final byte[] entityPrefix;
        private final byte[] meta;
        private final byte[] stream;
        private final byte[] primary;
        private final byte[] expiry;
        private final String prefix;
        private final String doorbell;
        private final List<byte[]> indexes;

        private PartitionKeys(String prefix, List<IndexDefinition> indexes) {
            this.prefix = prefix;
            this.doorbell = prefix + BELL;
            this.entityPrefix = utf8(prefix + "e:");
            this.meta = utf8(prefix + "m");
            this.stream = utf8(prefix + "v");
            this.primary = utf8(prefix + "p");
            this.expiry = utf8(prefix + "x");
            this.indexes = indexes.stream()
                    .map(index -> index(index.form(), index.name()))
                    .toList();
        }

        /**
         * The key of an entity.
         *
         * @param id bytes of its id
         * @return the key of its hash
         */
        public byte[] entity(byte[] id) {
            byte[] key = Arrays.copyOf(entityPrefix, entityPrefix.length + id.length);
            System.arraycopy(id, 0, key, entityPrefix.length, id.length);
            return key;
        }

        /** {@return the key of epoch, last version and event count} */
        public byte[] meta() {
            return meta;
        }

        /** {@return the key of the change events} */
        public byte[] stream() {
            return stream;
        }

        /** {@return the key of the index of ids} */
        public byte[] primary() {
            return primary;
        }

        /** {@return the key of the index of ends of lives} */
        public byte[] expiry() {
            return expiry;
        }

        /** {@return the channel that tells of new events; its slot is that of the keys} */
        public String doorbell() {
            return doorbell;
        }

        /** {@return the key of the name of who sweeps} */
        public byte[] sweeper() {
            return utf8(prefix + "s");
        }

        /**
         * The key of an index.
         *
         * @param form structure of the index
         * @param name its name
         * @return its key
         */
        public byte[] index(IndexForm form, String name) {
            return utf8(prefix + form.code() + ":" + name);
        }

        /**
         * The key of the values of this partition that are unique in all partitions.
         *
         * @param index name of the unique index
         * @return its key
         */
        public byte[] claims(String index) {
            return utf8(prefix + "c:" + index);
        }

        /**
         * The key of the permit of a write to claim values in all partitions.
         *
         * @param token of the write, without colons
         * @return its key
         */
        public byte[] permit(String token) {
            return utf8(prefix + "t:" + token);
        }

        /** {@return the key of the values that entities of this partition have given up} */
        public byte[] outbox() {
            return utf8(prefix + "o");
        }

        /** {@return the key of renames over partitions that are under way: what is kept for one, and what has left by one} */
        public byte[] ways() {
            return utf8(prefix + "w");
        }

        /**
         * The key of a group's lease and place in this partition.
         *
         * @param group name of the group
         * @return its key
         */
        public byte[] lease(String group) {
            return utf8(prefix + "l:" + group);
        }

        /**
         * The key of a group's dead letters of this partition.
         *
         * @param group name of the group
         * @return its key
         */
        public byte[] deadLetters(String group) {
            return utf8(prefix + "d:" + group);
        }

        /**
         * The key of a group's members, in the first partition only.
         *
         * @param group name of the group
         * @return its key
         */
        public byte[] members(String group) {
            return utf8(prefix + "j:" + group);
        }

        /**
         * The key of what an entity has beside its hash.
         *
         * @param attachment what it is
         * @param id bytes of the entity's id
         * @return its key
         */
        public byte[] attachment(Attachment attachment, byte[] id) {
            String kind = attachment.kind() == Attachment.Kind.LIST ? "q:" : "b:";
            return withId(prefix + kind + attachment.name() + ":", id);
        }

        /**
         * The key that keeps what came of a named write of an entity.
         *
         * @param writeId name of the write, without colons
         * @param id bytes of the entity's id
         * @return its key
         */
        public byte[] token(String writeId, byte[] id) {
            return withId(prefix + "k:" + writeId + ":", id);
        }

        private static byte[] withId(String begin, byte[] id) {
            byte[] prefixed = utf8(begin);
            byte[] key = Arrays.copyOf(prefixed, prefixed.length + id.length);
            System.arraycopy(id, 0, key, prefixed.length, id.length);
            return key;
        }

        /**
         * All keys that an entity script declares.
         *
         * @param id bytes of the entity's id
         * @return entity, meta, stream, primary, then the indexes in the model's order
         */
        public List<byte[]> all(byte[] id) {
            List<byte[]> keys = new ArrayList<>(4 + indexes.size());
            keys.add(entity(id));
            keys.add(meta);
            keys.add(stream);
            keys.add(primary);
            keys.addAll(indexes);
            return keys;
        }
    }
}
