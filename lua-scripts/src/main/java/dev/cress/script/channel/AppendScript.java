package dev.cress.script.channel;

import dev.cress.script.LuaScript;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** {@code channel/append} and its arguments. */
public final class AppendScript {

    /** Appends one message to a durable channel. */
    public static final LuaScript<AppendReply> SCRIPT = LuaScript.load("channel/append", AppendReply::decode);

    private AppendScript() {}

    /**
     * @param retention messages that the stream keeps at least
     * @param channel doorbell
     * @param payload the message
     * @return the arguments after the keys
     */
    public static List<byte[]> arguments(long retention, String channel, byte[] payload) {
        return List.of(
                Long.toString(retention).getBytes(StandardCharsets.US_ASCII),
                channel.getBytes(StandardCharsets.UTF_8),
                payload);
    }
}
