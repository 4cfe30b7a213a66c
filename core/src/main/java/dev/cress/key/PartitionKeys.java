package dev.cress.key;

import dev.cress.mapping.Attachment;
import dev.cress.mapping.IndexDefinition;
import dev.cress.script.entity.IndexForm;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The keys of one partition; all have the same hash tag. Arrays are shared: do not change them. */
public final class PartitionKeys {

    private final byte[] entityPrefix;
    private final byte[] meta;
    private final byte[] stream;
    private final byte[] primary;
    private final byte[] expiry;
    private final String prefix;
    private final String doorbell;
    private final List<byte[]> indexes;

    PartitionKeys(String prefix, List<IndexDefinition> indexes) {
        this.prefix = prefix;
        this.doorbell = prefix + KeyLayout.BELL;
        this.entityPrefix = KeyLayout.utf8(prefix + "e:");
        this.meta = KeyLayout.utf8(prefix + "m");
        this.stream = KeyLayout.utf8(prefix + "v");
        this.primary = KeyLayout.utf8(prefix + "p");
        this.expiry = KeyLayout.utf8(prefix + "x");
        this.indexes =
                indexes.stream().map(index -> index(index.form(), index.name())).toList();
    }

    /**
     * The key of an entity.
     *
     * @param id bytes of its id
     * @return the key of its hash
     */
    public byte[] entity(byte[] id) {
        return withId(entityPrefix, id);
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
        return KeyLayout.utf8(prefix + "s");
    }

    /**
     * The key of an index.
     *
     * @param form structure of the index
     * @param name its name
     * @return its key
     */
    public byte[] index(IndexForm form, String name) {
        return KeyLayout.utf8(prefix + form.code() + ":" + name);
    }

    /**
     * The key of the values of this partition that are unique in all partitions.
     *
     * @param index name of the unique index
     * @return its key
     */
    public byte[] claims(String index) {
        return KeyLayout.utf8(prefix + "c:" + index);
    }

    /**
     * The key of the permit of a write to claim values in all partitions.
     *
     * @param token of the write, without colons
     * @return its key
     */
    public byte[] permit(String token) {
        return KeyLayout.utf8(prefix + "t:" + token);
    }

    /** {@return the key of the values that entities of this partition have given up} */
    public byte[] outbox() {
        return KeyLayout.utf8(prefix + "o");
    }

    /** {@return the key of what is under way: renames to and from other partitions, and removals until what referred to the entities is changed} */
    public byte[] ways() {
        return KeyLayout.utf8(prefix + "w");
    }

    /**
     * The key of a group's lease and place in this partition.
     *
     * @param group name of the group
     * @return its key
     */
    public byte[] lease(String group) {
        return KeyLayout.utf8(prefix + "l:" + group);
    }

    /**
     * The key of a group's dead letters of this partition.
     *
     * @param group name of the group
     * @return its key
     */
    public byte[] deadLetters(String group) {
        return KeyLayout.utf8(prefix + "d:" + group);
    }

    /**
     * The key of a group's members, in the first partition only.
     *
     * @param group name of the group
     * @return its key
     */
    public byte[] members(String group) {
        return KeyLayout.utf8(prefix + "j:" + group);
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
        return withId(KeyLayout.utf8(prefix + kind + attachment.name() + ":"), id);
    }

    /**
     * The key that keeps what came of a named write of an entity.
     *
     * @param writeId name of the write, without colons
     * @param id bytes of the entity's id
     * @return its key
     */
    public byte[] token(String writeId, byte[] id) {
        return withId(KeyLayout.utf8(prefix + "k:" + writeId + ":"), id);
    }

    private static byte[] withId(byte[] begin, byte[] id) {
        byte[] key = Arrays.copyOf(begin, begin.length + id.length);
        System.arraycopy(id, 0, key, begin.length, id.length);
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
