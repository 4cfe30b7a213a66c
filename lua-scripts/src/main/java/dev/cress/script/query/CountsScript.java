package dev.cress.script.query;

import dev.cress.script.LuaScript;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code query/counts} and its arguments. */
public final class CountsScript {

    /** Tells the values in parts of an ordered index, each with the number of its members. */
    public static final LuaScript<List<EntryCount>> SCRIPT = LuaScript.load("query/counts", EntryCount::decode);

    private static final byte[] END = {'+'};

    private final List<byte[]> arguments = new ArrayList<>();

    private CountsScript(int most) {
        arguments.add(Integer.toString(most).getBytes(StandardCharsets.US_ASCII));
    }

    /**
     * Begins the arguments.
     *
     * @param most values to tell at most
     * @return the script's arguments, still without a part
     */
    public static CountsScript most(int most) {
        return new CountsScript(most);
    }

    /**
     * Adds a part, which lies behind those so far and ends between values.
     *
     * @param lower its lower bound, inclusive
     * @param upper its upper bound, exclusive; null for none
     * @return this
     */
    public CountsScript part(byte[] lower, byte @Nullable [] upper) {
        arguments.add(bound('[', lower));
        arguments.add(upper == null ? END : bound('(', upper));
        return this;
    }

    /** {@return the arguments after the keys} */
    public List<byte[]> arguments() {
        return List.copyOf(arguments);
    }

    private static byte[] bound(char kind, byte[] bytes) {
        ByteArrayOutputStream bound = new ByteArrayOutputStream(bytes.length + 1);
        bound.write(kind);
        bound.writeBytes(bytes);
        return bound.toByteArray();
    }
}
