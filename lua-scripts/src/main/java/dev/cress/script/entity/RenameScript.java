package dev.cress.script.entity;

import dev.cress.script.LuaScript;
import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** {@code entity/rename} for one type, and its arguments. */
public final class RenameScript {

    /** Gives one entity another id of the same partition, or refuses; announces it. */
    public static final LuaScript<RenameReply> TEMPLATE = LuaScript.load("entity/rename", RenameReply::decode);

    private final LuaScript<RenameReply> script;

    /**
     * The script for a type.
     *
     * @param schema the type
     */
    public RenameScript(WriteSchema schema) {
        this.script = TEMPLATE.withConstants(schema.constants().forRename());
    }

    /** {@return the script} */
    public LuaScript<RenameReply> script() {
        return script;
    }

    /**
     * @param context partition, epoch, retention, doorbell and name of the write
     * @param expected version that must be stored, null for any
     * @param id id of the entity
     * @param other its new id
     * @param life what is to become of its life, as the contract of a save has it; empty to keep it
     * @param parts what the new id says of properties that are parts of it, by ordinal
     * @return the arguments after the keys
     */
    public List<byte[]> arguments(
            WriteContext context,
            @Nullable Long expected,
            byte[] id,
            byte[] other,
            String life,
            SortedMap<Integer, byte[]> parts) {
        Arguments arguments = new Arguments(9 + 2 * parts.size())
                .add(context.epoch())
                .add(expected == null ? "" : expected.toString())
                .add(context.writeId())
                .add(id)
                .add(other)
                .add(life)
                .add(context.retention())
                .add(context.channel())
                .add(context.partition());
        parts.forEach((ordinal, text) -> arguments.add(ordinal + 1).add(text));
        return arguments.toList();
    }
}
