package dev.cress.script.entity;

import dev.cress.script.LuaScript;
import dev.cress.script.entry.EntryType;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** {@code entity/patch} for one type, and its arguments. */
public final class PatchScript {

    /** Changes some properties of one entity with their index entries, or refuses; announces the change. */
    public static final LuaScript<PatchReply> TEMPLATE = LuaScript.load("entity/patch", PatchReply::decode);

    private static final int ARGUMENTS_BEFORE_OPERANDS = 11;

    private final LuaScript<PatchReply> script;
    private final @Nullable EntryType[] entryTypes;
    private final boolean expiring;
    private final boolean readsAll;

    /**
     * The script for a type.
     *
     * @param schema the type
     */
    public PatchScript(WriteSchema schema) {
        this.entryTypes = IntStream.range(0, schema.names().size())
                .mapToObj(schema::entryType)
                .toArray(EntryType[]::new);
        this.expiring = schema.life() != null;
        this.readsAll = expiring
                || !schema.events().image().isEmpty()
                || schema.indexes().stream().anyMatch(IndexArgument::isTuple);
        this.script = TEMPLATE.withConstants(schema.constants().forPatch());
    }

    /** {@return the script} */
    public LuaScript<PatchReply> script() {
        return script;
    }

    /**
     * @param context partition, epoch, retention, doorbell and name of the write
     * @param mode what to do when the entity is not stored; not an insert
     * @param expected version that must be stored, 0 for none, null for any
     * @param id id of the entity
     * @param life what is to become of its life, as the script's contract has it; empty for what the type declares
     * @param returning which texts to give back
     * @param steps conditions and changes, in their order
     * @return the arguments after the keys
     */
    public List<byte[]> arguments(
            WriteContext context,
            SaveMode mode,
            @Nullable Long expected,
            byte[] id,
            String life,
            Returning returning,
            List<PatchStep> steps) {
        Arguments arguments = new Arguments(ARGUMENTS_BEFORE_OPERANDS + 2 * steps.size())
                .add(context.epoch())
                .add(context.retention())
                .add(context.channel())
                .add(context.partition())
                .add(mode.argument())
                .add(returning == Returning.NOTHING && readsAll ? "all" : returning.argument())
                .add(operations(steps))
                .add(expected == null ? "" : expected.toString())
                .add(context.writeId())
                .add(id);
        if (expiring) {
            arguments.add(life);
        }
        for (PatchStep step : steps) {
            PatchStep whole = step.withEntry(entryTypes[step.property()]);
            arguments.add(whole.operand()).add(whole.detail());
        }
        return arguments.toList();
    }

    private static String operations(List<PatchStep> steps) {
        StringBuilder operations = new StringBuilder(4 * steps.size());
        for (PatchStep step : steps) {
            operations
                    .append(operations.isEmpty() ? "" : " ")
                    .append(step.property() + 1)
                    .append(step.operation());
        }
        return operations.toString();
    }
}
