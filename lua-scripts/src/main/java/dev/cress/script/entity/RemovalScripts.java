package dev.cress.script.entity;

import dev.cress.script.LuaScript;
import dev.cress.script.ScriptReply;
import java.util.List;

/** The scripts that know of removals after which others are to be changed that refer to the entities; and their arguments. */
public final class RemovalScripts {

    /** Tells which removals there are. */
    public static final LuaScript<UnsettledReply> UNSETTLED =
            LuaScript.load("removal/unsettled", UnsettledReply::decode);

    /** Forgets a removal, or a rename. */
    public static final LuaScript<Boolean> SETTLE = LuaScript.load("removal/settle", RemovalScripts::done);

    private RemovalScripts() {}

    /**
     * Arguments of {@link #UNSETTLED}.
     *
     * @param sweeper name of who asks; empty for one that takes no lease
     * @param millis how long it has the partition
     * @param cursor where the page begins; "0" for the first
     * @param count how many to look at, about
     * @return the arguments after the keys
     */
    public static List<byte[]> unsettledArguments(String sweeper, long millis, String cursor, int count) {
        return new Arguments(4).add(sweeper).add(millis).add(cursor).add(count).toList();
    }

    /**
     * Arguments of {@link #SETTLE}.
     *
     * @param note field of what to forget
     * @param value its value
     * @return the arguments after the keys
     */
    public static List<byte[]> settleArguments(byte[] note, byte[] value) {
        return new Arguments(2).add(note).add(value).toList();
    }

    private static Boolean done(ScriptReply reply) {
        if (!reply.tag().equals("DONE")) {
            throw reply.unexpected();
        }
        return true;
    }
}
