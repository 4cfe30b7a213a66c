package dev.cress.script.attachment;

import dev.cress.script.LuaScript;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The scripts of lists and bytes that belong to entities, and their arguments. */
public final class AttachmentScripts {

    /** Adds elements to a list. */
    public static final LuaScript<GrowthReply> PUSH = LuaScript.load("attachment/push", GrowthReply::decodePush);

    /** Reads elements of a list. */
    public static final LuaScript<ElementsReply> ELEMENTS =
            LuaScript.load("attachment/elements", ElementsReply::decode);

    /** Adds bytes to others. */
    public static final LuaScript<GrowthReply> APPEND = LuaScript.load("attachment/append", GrowthReply::decodeAppend);

    /** Removes a list or bytes. */
    public static final LuaScript<GrowthReply> CLEAR = LuaScript.load("attachment/clear", GrowthReply::decodeClear);

    /** Reads bytes. */
    public static final LuaScript<BytesReply> BYTES = LuaScript.load("attachment/bytes", BytesReply::decode);

    private AttachmentScripts() {}

    /**
     * Arguments of {@link #CLEAR}.
     *
     * @param epoch epoch of the layout that the client works with
     * @return the arguments after the keys
     */
    public static List<byte[]> clearArguments(long epoch) {
        return List.of(ascii(epoch));
    }

    /**
     * Arguments of {@link #PUSH} and, for one piece of bytes, of {@link #APPEND}.
     *
     * @param epoch epoch of the layout that the client works with
     * @param most elements or bytes that there may be
     * @param more what is added, the newest last
     * @return the arguments after the keys
     */
    public static List<byte[]> growthArguments(long epoch, long most, List<byte[]> more) {
        List<byte[]> arguments = new ArrayList<>(2 + more.size());
        arguments.add(ascii(epoch));
        arguments.add(ascii(most));
        arguments.addAll(more);
        return arguments;
    }

    /**
     * Arguments of {@link #ELEMENTS}, newest first.
     *
     * @param place of the last element that was read, empty for none
     * @param most elements to tell at most
     * @return the arguments after the keys
     */
    public static List<byte[]> newestArguments(String place, int most) {
        return List.of(ascii("newest"), ascii(place), ascii(most));
    }

    /**
     * Arguments of {@link #ELEMENTS}, oldest first.
     *
     * @param place of the last element that was read, empty for none
     * @param most elements to tell at most
     * @return the arguments after the keys
     */
    public static List<byte[]> oldestArguments(String place, int most) {
        return List.of(ascii("oldest"), ascii(place), ascii(most));
    }

    /**
     * Arguments of {@link #BYTES}.
     *
     * @param offset of the first byte
     * @param most bytes to tell at most
     * @return the arguments after the keys
     */
    public static List<byte[]> bytesArguments(long offset, long most) {
        return List.of(ascii(offset), ascii(most));
    }

    private static byte[] ascii(Object value) {
        return value.toString().getBytes(StandardCharsets.US_ASCII);
    }
}
