package dev.cress.script.entity;

import dev.cress.script.LuaScript;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** {@code entity/save} for one type, and its arguments. */
public final class SaveScript {

    /** Creates or changes one entity with all its index entries, or refuses; announces the change. */
    public static final LuaScript<SaveReply> TEMPLATE = LuaScript.load("entity/save", SaveReply::decode);

    private static final int ARGUMENTS_BEFORE_LIFE = 9;
    private static final String NEVER_SURE = "0";
    private static final String WHATEVER = "*";

    private final WriteSchema schema;
    private final boolean looks;
    private final LuaScript<SaveReply> script;

    /**
     * The script for a type whose saves do not look at what they replace.
     *
     * @param schema the type
     */
    public SaveScript(WriteSchema schema) {
        this(schema, List.of());
    }

    /**
     * The script for a type.
     *
     * @param schema the type
     * @param sure of each property which texts are replaced unseen, while others have to be read before; empty where all are
     */
    public SaveScript(WriteSchema schema, List<SureTexts> sure) {
        this.schema = schema;
        this.looks = !sure.isEmpty();
        Map<String, List<?>> constants = schema.constants().forSave();
        constants.put("sure", sure.stream().map(SureTexts::constant).toList());
        this.script = TEMPLATE.withConstants(constants);
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
        Arguments arguments = new Arguments(ARGUMENTS_BEFORE_LIFE
                        + 2
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
        if (looks) {
            arguments.add(Arguments.EMPTY);
        }
        for (byte[] text : texts) {
            arguments.add(text == null ? Arguments.EMPTY : text);
        }
        for (IndexArgument index : schema.indexes()) {
            arguments.add(index.entry(texts));
        }
        return arguments.toList();
    }

    /** {@return whether a save may have to read what it would replace} */
    public boolean looks() {
        return looks;
    }

    /**
     * The same save of what was read.
     *
     * @param arguments arguments of a save
     * @param version version whose texts can be read
     * @return arguments
     */
    public List<byte[]> afterReading(List<byte[]> arguments, long version) {
        boolean sure = !looks
                || arguments.get(placeOfRead()).length == 0
                || arguments.get(placeOfRead())[0] != NEVER_SURE.charAt(0);
        return withRead(arguments, (sure ? "" : NEVER_SURE) + version);
    }

    /**
     * The same save, which reads what it would replace, whatever that looks like.
     *
     * @param arguments arguments of a save
     * @return arguments
     */
    public List<byte[]> neverSure(List<byte[]> arguments) {
        return withRead(arguments, NEVER_SURE);
    }

    /**
     * The same save, which replaces whatever is stored.
     *
     * @param arguments arguments of a save
     * @return arguments
     */
    public List<byte[]> unseen(List<byte[]> arguments) {
        return withRead(arguments, WHATEVER);
    }

    private int placeOfRead() {
        return ARGUMENTS_BEFORE_LIFE + (schema.life() == null ? 0 : 1);
    }

    private List<byte[]> withRead(List<byte[]> arguments, String read) {
        if (!looks) {
            return arguments;
        }
        List<byte[]> changed = new ArrayList<>(arguments);
        changed.set(placeOfRead(), read.getBytes(StandardCharsets.US_ASCII));
        return changed;
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
