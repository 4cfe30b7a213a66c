package dev.cress.script.entity;

import dev.cress.script.LuaScript;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code entity/delete} and its arguments. */
public final class DeleteScript {

    /** Removes one entity with all its index entries, or refuses; announces the removal. */
    public static final LuaScript<DeleteReply> SCRIPT = LuaScript.load("entity/delete", DeleteReply::decode);

    private DeleteScript() {}

    /**
     * @param context partition, epoch, retention and doorbell
     * @param expected version that must be stored, null for any
     * @param id id of the entity
     * @param names names of all properties
     * @param indexes the indexes, in the order of their keys
     * @return the arguments after the keys
     */
    public static List<byte[]> arguments(
            WriteContext context, @Nullable Long expected, byte[] id, List<byte[]> names, List<IndexArgument> indexes) {
        int[] properties = indexes.stream()
                .mapToInt(IndexArgument::property)
                .distinct()
                .sorted()
                .toArray();
        int[] field = new int[names.size()];
        Arguments arguments = new Arguments(8 + properties.length + 2 * indexes.size())
                .add(context.epoch())
                .add(expected == null ? "" : expected.toString())
                .add(Arguments.EMPTY)
                .add(id)
                .add(context.retention())
                .add(context.channel())
                .add(context.partition())
                .add(properties.length);
        for (int i = 0; i < properties.length; i++) {
            field[properties[i]] = i + 1;
            arguments.add(names.get(properties[i]));
        }
        for (IndexArgument index : indexes) {
            arguments.add(index.kind()).add(field[index.property()]);
        }
        return arguments.toList();
    }
}
