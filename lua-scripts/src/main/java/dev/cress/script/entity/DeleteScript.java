package dev.cress.script.entity;

import dev.cress.script.LuaScript;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code entity/delete} for one type, and its arguments. */
public final class DeleteScript {

    /** Removes one entity with all its index entries, or refuses; announces the removal. */
    public static final LuaScript<DeleteReply> TEMPLATE = LuaScript.load("entity/delete", DeleteReply::decode);

    private final LuaScript<DeleteReply> script;
    private final boolean expiring;

    /**
     * The script for a type.
     *
     * @param schema the type
     */
    public DeleteScript(WriteSchema schema) {
        this.expiring = schema.life() != null;
        this.script = TEMPLATE.withConstants(schema.constants().forDelete());
    }

    /** {@return the script} */
    public LuaScript<DeleteReply> script() {
        return script;
    }

    /**
     * @param context partition, epoch, retention and doorbell
     * @param expected version that must be stored, null for any
     * @param id id of the entity
     * @return the arguments after the keys
     */
    public List<byte[]> arguments(WriteContext context, @Nullable Long expected, byte[] id) {
        return arguments(context, expected, id, "").toList();
    }

    /**
     * Arguments that remove an entity only if its life is over.
     *
     * @param context partition, epoch, retention and doorbell
     * @param id id of the entity
     * @return the arguments after the keys
     */
    public List<byte[]> sweepArguments(WriteContext context, byte[] id) {
        return arguments(context, null, id, "1").toList();
    }

    private Arguments arguments(WriteContext context, @Nullable Long expected, byte[] id, String sweep) {
        Arguments arguments = new Arguments(8)
                .add(context.epoch())
                .add(context.retention())
                .add(context.channel())
                .add(context.partition())
                .add(expected == null ? "" : expected.toString())
                .add(context.writeId())
                .add(id);
        return expiring ? arguments.add(sweep) : arguments;
    }
}
