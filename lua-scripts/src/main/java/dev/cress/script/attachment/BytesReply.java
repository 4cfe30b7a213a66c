package dev.cress.script.attachment;

import dev.cress.script.ScriptReply;

/** What {@code attachment/bytes} read. */
public sealed interface BytesReply {

    /**
     * @param length how many bytes there are
     * @param told some of them
     */
    record Bytes(long length, byte[] told) implements BytesReply {}

    /** There is no entity, or its life is over. */
    record Missing() implements BytesReply {}

    /**
     * @param key a key whose content is not what the layout has
     * @param detail what is wrong with it
     */
    record Corrupt(String key, String detail) implements BytesReply {}

    /**
     * @param reply reply of the server
     * @return its decoded form
     */
    static BytesReply decode(ScriptReply reply) {
        return switch (reply.tag()) {
            case "BYTES" -> new Bytes(reply.number(1), reply.bytes(2));
            case "MISSING" -> new Missing();
            case "CORRUPT" -> new Corrupt(reply.text(1), reply.text(2));
            default -> throw reply.unexpected();
        };
    }
}
