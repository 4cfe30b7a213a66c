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
 * @param arguments its arguments
 * @param flagged which text the server gets
 */
record JoinableCall(LuaScript<?> script, List<byte[]> keys, List<byte[]> arguments, boolean flagged) {

    /** Equal for calls of the same entity. */
    ByteBuffer entity() {
        return ByteBuffer.wrap(keys.get(0));
    }

    int bytes() {
        int bytes = 0;
        for (byte[] argument : arguments) {
            bytes += argument.length;
        }
        return bytes;
    }

    /** Whether the calls differ in nothing but entity and arguments. */
    boolean goesWith(JoinableCall other) {
        if (script != other.script || keys.size() != other.keys.size()) {
            return false;
        }
        for (int i = 1; i < keys.size(); i++) {
            if (!Arrays.equals(keys.get(i), other.keys.get(i))) {
                return false;
            }
        }
        return true;
    }
}
