package dev.cress.script.entity;

import dev.cress.script.LuaScript;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** {@code entity/save} for one type, and its arguments. */
public final class SaveScript {

    /** Creates or changes one entity with all its index entries, or refuses; announces the change. */
    public static final LuaScript<SaveReply> TEMPLATE = LuaScript.load("entity/save", SaveReply::decode);

    private static final int ARGUMENTS_BEFORE_VALUES = 10;

    private final WriteSchema schema;
    private final LuaScript<SaveReply> script;

    /**
     * The script for a type.
     *
     * @param schema the type
     */
    public SaveScript(WriteSchema schema) {
        this.schema = schema;
        this.script = TEMPLATE.withConstants(schema.constants().forSave());
    }

    /** {@return the script} */
    public LuaScript<SaveReply> script() {
        return script;
    }

    /**
     * Arguments of a save that says nothing of the entity's life.
     *
     * @param context partition, epoch, retention and doorbell
     * @param mode what to do about an entity that is stored already
     * @param expected version that must be stored, 0 for none, null for any
     * @param id id of the entity
     * @param texts the texts of all properties, null for a null
     * @return the arguments after the keys
     * @throws IllegalArgumentException when a text cannot be indexed
     */
    public List<byte[]> arguments(
            WriteContext context, SaveMode mode, @Nullable Long expected, byte[] id, byte[] @Nullable [] texts) {
        return arguments(context, mode, expected, id, "", texts);
    }

    /**
     * @param context partition, epoch, retention and doorbell
     * @param mode what to do about an entity that is stored already
     * @param expected version that must be stored, 0 for none, null for any
     * @param id id of the entity
     * @param life what is to become of its life, as the script's contract has it; empty for what the type declares
     * @param texts the texts of all properties, null for a null
     * @return the arguments after the keys
     * @throws IllegalArgumentException when a text cannot be indexed, or a life is given for a type that has none
     */
    public List<byte[]> arguments(
            WriteContext context,
            SaveMode mode,
            @Nullable Long expected,
            byte[] id,
            String life,
            byte[] @Nullable [] texts) {
        if (schema.life() == null && !life.isEmpty()) {
            throw new IllegalArgumentException("a life for a type that cannot expire");
        }
        Arguments arguments = new Arguments(ARGUMENTS_BEFORE_VALUES
                        + texts.length
                        + schema.indexes().size())
                .add(context.epoch())
                .add(context.retention())
                .add(context.channel())
                .add(context.partition())
                .add(mode.argument())
                .add(expected == null ? "" : expected.toString())
                .add(context.writeId())
                .add(id)
                .add(nulls(texts));
        if (schema.life() != null) {
            arguments.add(life);
        }
        for (byte[] text : texts) {
            arguments.add(text == null ? Arguments.EMPTY : text);
        }
        for (IndexArgument index : schema.indexes()) {
            arguments.add(index.entry(texts));
        }
        return arguments.toList();
    }

    private static byte[] nulls(byte[] @Nullable [] texts) {
        if (Arrays.stream(texts).noneMatch(Objects::isNull)) {
            return Arguments.EMPTY;
        }
        byte[] nulls = new byte[texts.length];
        for (int i = 0; i < texts.length; i++) {
            nulls[i] = (byte) (texts[i] == null ? '1' : '0');
        }
        return nulls;
    }
}
