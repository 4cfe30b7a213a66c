package dev.cress.script.feed;

import dev.cress.script.ScriptReply;

/** What {@code feed/commit} or {@code feed/bury} did. */
public sealed interface OffsetReply {

    /** It is kept. */
    record Kept() implements OffsetReply {}

    /**
     * @param fence number of the taking by another member; nothing was written
     */
    record Lost(long fence) implements OffsetReply {}

    /**
     * @param key a key whose content is not what the layout has; nothing was written
     * @param detail what is wrong with it
     */
    record Corrupt(String key, String detail) implements OffsetReply {}

    /**
     * @param reply reply of {@code feed/commit}
     * @return its decoded form
     */
    static OffsetReply decodeCommit(ScriptReply reply) {
        return switch (reply.tag()) {
            case "COMMITTED" -> new Kept();
            case "LOST" -> new Lost(reply.number(1));
            default -> throw reply.unexpected();
        };
    }

    /**
     * @param reply reply of {@code feed/bury}
     * @return its decoded form
     */
    static OffsetReply decodeBury(ScriptReply reply) {
        return switch (reply.tag()) {
            case "BURIED" -> new Kept();
            case "LOST" -> new Lost(reply.number(1));
            case "CORRUPT" -> new Corrupt(reply.text(1), reply.text(2));
            default -> throw reply.unexpected();
        };
    }
}
