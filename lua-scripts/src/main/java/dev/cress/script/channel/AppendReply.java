package dev.cress.script.channel;

import dev.cress.script.ScriptReply;

/** What {@code channel/append} did. */
public sealed interface AppendReply {

    /**
     * @param receivers how many were rung for
     */
    record Appended(long receivers) implements AppendReply {}

    /**
     * @param key a key whose content is not what the layout has
     * @param detail what is wrong with it
     */
    record Corrupt(String key, String detail) implements AppendReply {}

    /**
     * @param reply reply of the server
     * @return its decoded form
     */
    static AppendReply decode(ScriptReply reply) {
        return switch (reply.tag()) {
            case "APPENDED" -> new Appended(reply.number(1));
            case "CORRUPT" -> new Corrupt(reply.text(1), reply.text(2));
            default -> throw reply.unexpected();
        };
    }
}
