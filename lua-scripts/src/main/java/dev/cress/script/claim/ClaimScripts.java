package dev.cress.script.claim;

import dev.cress.script.LuaScript;
import dev.cress.script.ScriptReply;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The scripts by which a value is reserved in all partitions, and their arguments. */
public final class ClaimScripts {

    /** Permits one write to claim values. */
    public static final LuaScript<Boolean> PERMIT = LuaScript.load("claim/permit", reply -> is(reply, "PERMITTED"));

    /** Reserves a value, or tells who has it. */
    public static final LuaScript<ReserveReply> RESERVE = LuaScript.load("claim/reserve", ReserveReply::decode);

    /** Marks a reserved value as written. */
    public static final LuaScript<Boolean> CONFIRM = LuaScript.load("claim/confirm", reply -> is(reply, "DONE"));

    /** Frees a value. */
    public static final LuaScript<Boolean> RELEASE = LuaScript.load("claim/release", reply -> is(reply, "DONE"));

    /** Tells which entity of a partition has a value, or whether one may get it. */
    public static final LuaScript<ProbeReply> PROBE = LuaScript.load("claim/probe", ProbeReply::decode);

    /** Forgets that a value was given up. */
    public static final LuaScript<Boolean> SETTLE = LuaScript.load("claim/settle", reply -> is(reply, "DONE"));

    private ClaimScripts() {}

    /**
     * Arguments of {@link #PERMIT}.
     *
     * @param millis how long the permit is there at most
     * @param values what may be claimed
     * @return the arguments after the keys
     */
    public static List<byte[]> permitArguments(long millis, List<ClaimedValue> values) {
        List<byte[]> arguments = new ArrayList<>(values.size() + 1);
        arguments.add(ascii(Long.toString(millis)));
        values.forEach(value -> arguments.add(value.field()));
        return arguments;
    }

    /**
     * Arguments of {@link #RESERVE}.
     *
     * @param value the value
     * @param token of the write; empty to look only
     * @param id of the entity
     * @return the arguments after the keys
     */
    public static List<byte[]> reserveArguments(ClaimedValue value, String token, byte[] id) {
        return handArguments(value, token, id, List.of());
    }

    /**
     * Arguments of {@link #RESERVE} that may find the value reserved for who hands it over.
     *
     * @param value the value
     * @param token of the write
     * @param id of the entity
     * @param from tokens of such reservations
     * @return the arguments after the keys
     */
    public static List<byte[]> handArguments(ClaimedValue value, String token, byte[] id, List<String> from) {
        List<byte[]> arguments = new ArrayList<>(List.of(value.entry(), ascii(token), id));
        from.forEach(one -> arguments.add(ascii(one)));
        return arguments;
    }

    /**
     * Arguments of {@link #CONFIRM} and {@link #RELEASE}.
     *
     * @param value the value
     * @param token with which it was reserved
     * @return the arguments after the keys
     */
    public static List<byte[]> tokenArguments(ClaimedValue value, String token) {
        return List.of(value.entry(), ascii(token));
    }

    /**
     * Arguments of {@link #PROBE} that leave a permit that is still there.
     *
     * @param value the value
     * @return the arguments after the keys
     */
    public static List<byte[]> waitArguments(ClaimedValue value) {
        return List.of(value.entry(), ascii("1"));
    }

    /**
     * Arguments of {@link #PROBE} that take the permit away when no entity has the value.
     *
     * @param value the value
     * @return the arguments after the keys
     */
    public static List<byte[]> fenceArguments(ClaimedValue value) {
        return List.of(value.entry(), ascii(""));
    }

    /**
     * Arguments of {@link #SETTLE}.
     *
     * @param value the value
     * @param version of the write that gave it up, as the outbox has it
     * @return the arguments after the keys
     */
    public static List<byte[]> settleArguments(ClaimedValue value, byte[] version) {
        return List.of(value.field(), version);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static boolean is(ScriptReply reply, String tag) {
        if (!reply.tag().equals(tag)) {
            throw reply.unexpected();
        }
        return true;
    }
}
