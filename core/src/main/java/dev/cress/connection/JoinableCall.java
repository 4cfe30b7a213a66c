package dev.cress.connection;

import dev.cress.script.LuaScript;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;

/**
 * A call of a script that can be done for several entities at once, see {@link LuaScript#several}.
 *
 * @param script the script for one entity
 * @param keys the entity, then what all writes of its type and partition have in common
 * @param arguments what all writes of a call have in common, then its own
 * @param flagged which text the server gets
 */
record JoinableCall(LuaScript<?> script, List<byte[]> keys, List<byte[]> arguments, boolean flagged) {

    /** Equal for calls of the same entity. */
    ByteBuffer entity() {
        return ByteBuffer.wrap(keys.get(0));
    }

    /** What its own arguments have together. */
    int bytes() {
        int bytes = 0;
        for (int i = script.sharedArguments(); i < arguments.size(); i++) {
            bytes += arguments.get(i).length;
        }
        return bytes;
    }

    /** Those that all writes of a call have in common. */
    List<byte[]> sharedArguments() {
        return arguments.subList(0, script.sharedArguments());
    }

    List<byte[]> ownArguments() {
        return arguments.subList(script.sharedArguments(), arguments.size());
    }

    /** Whether the calls differ in nothing but entity and own arguments. */
    boolean goesWith(JoinableCall other) {
        return script == other.script
                && keys.size() == other.keys.size()
                && arguments.size() == other.arguments.size()
                && equal(keys, other.keys, 1, keys.size())
                && equal(arguments, other.arguments, 0, script.sharedArguments());
    }

    private static boolean equal(List<byte[]> some, List<byte[]> others, int from, int to) {
        for (int i = from; i < to; i++) {
            if (!Arrays.equals(some.get(i), others.get(i))) {
                return false;
            }
        }
        return true;
    }
}
