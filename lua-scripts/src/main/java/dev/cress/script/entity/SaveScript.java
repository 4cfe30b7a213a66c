package dev.cress.script.entity;

import dev.cress.script.LuaScript;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code entity/save} and its arguments. */
public final class SaveScript {

    /** Creates or changes one entity with all its index entries, or refuses; announces the change. */
    public static final LuaScript<SaveReply> SCRIPT = LuaScript.load("entity/save", SaveReply::decode);

    private SaveScript() {}

    /**
     * @param context partition, epoch, retention and doorbell
     * @param mode what to do about an entity that is stored already
     * @param expected version that must be stored, 0 for none, null for any
     * @param id id of the entity
     * @param names names of all properties
     * @param texts their texts, null for a null
     * @param indexes the indexes, in the order of their keys
     * @return the arguments after the keys
     * @throws IllegalArgumentException when a text cannot be indexed
     */
    public static List<byte[]> arguments(
            WriteContext context,
            SaveMode mode,
            @Nullable Long expected,
            byte[] id,
            List<byte[]> names,
            byte[] @Nullable [] texts,
            List<IndexArgument> indexes) {
        int count = names.size();
        int[] field = new int[count];
        int sets = 0;
        for (int i = 0; i < count; i++) {
            if (texts[i] != null) {
                field[i] = ++sets;
            }
        }
        Arguments arguments = new Arguments(11 + 2 * count + 3 * indexes.size())
                .add(mode.argument())
                .add(context.epoch())
                .add(expected == null ? "" : expected.toString())
                .add(Arguments.EMPTY)
                .add(Arguments.EMPTY)
                .add(id)
                .add(context.retention())
                .add(context.channel())
                .add(context.partition())
                .add(sets)
                .add(count - sets);
        addProperties(arguments, names, texts, field, sets);
        for (IndexArgument index : indexes) {
            arguments.add(index.kind()).add(field[index.property()]).add(index.entry(texts[index.property()]));
        }
        return arguments.toList();
    }

    /** Names with values, names without, values; completes {@code field} with the positions of those without. */
    private static void addProperties(
            Arguments arguments, List<byte[]> names, byte[] @Nullable [] texts, int[] field, int sets) {
        for (int i = 0; i < texts.length; i++) {
            if (texts[i] != null) {
                arguments.add(names.get(i));
            }
        }
        int next = sets;
        for (int i = 0; i < texts.length; i++) {
            if (texts[i] == null) {
                arguments.add(names.get(i));
                field[i] = ++next;
            }
        }
        for (byte[] text : texts) {
            if (text != null) {
                arguments.add(text);
            }
        }
    }
}
