package dev.cress.script.layout;

import dev.cress.script.LuaScript;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

/** {@code layout/open} and its arguments. */
public final class LayoutScript {

    /** Reads a model's layout record; writes it first when there is none. */
    public static final LuaScript<LayoutReply> SCRIPT = LuaScript.load("layout/open", LayoutReply::decode);

    private LayoutScript() {}

    /**
     * @param partitions number of partitions to write when there is no record
     * @param hash name of the partition hash
     * @param encoding version of the storage layout
     * @param indexes the index set
     * @param channel doorbell channel
     * @return the arguments after the keys
     */
    public static List<byte[]> arguments(int partitions, String hash, String encoding, String indexes, String channel) {
        return Stream.of(Integer.toString(partitions), hash, encoding, indexes, channel)
                .map(text -> text.getBytes(StandardCharsets.UTF_8))
                .toList();
    }
}
