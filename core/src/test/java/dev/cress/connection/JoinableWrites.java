package dev.cress.connection;

import dev.cress.script.LuaScript;
import dev.cress.script.entity.PatchScript;
import dev.cress.script.entity.SaveScript;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.output.ObjectOutput;
import io.lettuce.core.protocol.Command;
import io.lettuce.core.protocol.CommandType;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.BooleanSupplier;

/** Writes that may travel together. */
final class JoinableWrites {

    static final LuaScript<?> SAVE = SaveScript.TEMPLATE;
    static final LuaScript<?> PATCH = PatchScript.TEMPLATE;

    private JoinableWrites() {}

    static Attempt save(String entity) {
        return write(SAVE, entity, "meta", "x");
    }

    static Attempt write(LuaScript<?> script, String entity, String meta, String argument) {
        return write(script, entity, meta, "shared", argument);
    }

    static Attempt write(LuaScript<?> script, String entity, String meta, String shared, String argument) {
        List<byte[]> keys = List.of(utf8(entity), utf8(meta), utf8("stream"));
        return write(script, keys, arguments(script, shared, utf8(argument)), () -> false);
    }

    static Attempt write(LuaScript<?> script, List<byte[]> keys, List<byte[]> arguments, BooleanSupplier abandoned) {
        return new Attempt(
                new Command<>(CommandType.EVALSHA, new ObjectOutput<>(ByteArrayCodec.INSTANCE)),
                abandoned,
                new JoinableCall(script, keys, arguments, true),
                null);
    }

    /** What all writes of a call have in common, then what this one has. */
    static List<byte[]> arguments(LuaScript<?> script, String shared, byte[]... own) {
        List<byte[]> arguments = new ArrayList<>(Collections.nCopies(script.sharedArguments(), utf8(shared)));
        arguments.addAll(List.of(own));
        return arguments;
    }

    /** Of which it is not known what it writes. */
    static Attempt other() {
        return new Attempt(new Command<>(CommandType.PING, new ObjectOutput<>(ByteArrayCodec.INSTANCE)), () -> false);
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
