package dev.cress.script.entity;

import dev.cress.script.LuaScript;
import java.util.Collection;
import java.util.List;

/** {@code entity/drop} for one type, and its arguments. */
public final class DropScript {

    /** Removes stored fields of one entity, and announces it. */
    public static final LuaScript<DropReply> TEMPLATE = LuaScript.load("entity/drop", DropReply::decode);

    /** Fields that one call removes at most: more would make an event of any size. */
    public static final int MAX_FIELDS = 1_000;

    private static final int ARGUMENTS_BEFORE_TEXTS = 7;

    private final LuaScript<DropReply> script;

    /**
     * The script for a type.
     *
     * @param schema the type
     */
    public DropScript(WriteSchema schema) {
        this.script = TEMPLATE.withConstants(schema.constants().forDrop());
    }

    /** {@return the script} */
    public LuaScript<DropReply> script() {
        return script;
    }

    /**
     * @param context partition, epoch, retention and doorbell
     * @param id id of the entity
     * @param names names of fields
     * @param prefixes what names of fields begin with
     * @return the arguments after the keys
     */
    public List<byte[]> arguments(
            WriteContext context, byte[] id, Collection<String> names, Collection<String> prefixes) {
        Arguments arguments = new Arguments(ARGUMENTS_BEFORE_TEXTS + names.size() + prefixes.size())
                .add(context.epoch())
                .add(id)
                .add(context.retention())
                .add(context.channel())
                .add(context.partition())
                .add(MAX_FIELDS)
                .add(names.size());
        names.forEach(arguments::add);
        prefixes.forEach(arguments::add);
        return arguments.toList();
    }
}
