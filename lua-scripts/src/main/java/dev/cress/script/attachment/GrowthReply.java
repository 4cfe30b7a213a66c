package dev.cress.script.attachment;

import dev.cress.script.ScriptReply;

/** What {@code attachment/push}, {@code attachment/append} or {@code attachment/clear} did; all but the first two mean that nothing was written. */
public sealed interface GrowthReply {

    /**
     * @param length elements or bytes that there are now
     */
    record Grown(long length) implements GrowthReply {}

    /**
     * Nothing is there any more.
     *
     * @param any whether something was
     */
    record Cleared(boolean any) implements GrowthReply {}

    /**
     * There would be too many bytes.
     *
     * @param length how many there are
     */
    record Full(long length) implements GrowthReply {}

    /** There was no entity, or its life was over. */
    record Missing() implements GrowthReply {}

    /**
     * @param actual epoch of the stored layout
     */
    record EpochChanged(long actual) implements GrowthReply {}

    /**
     * @param key a key whose content is not what the layout has
     * @param detail what is wrong with it
     */
    record Corrupt(String key, String detail) implements GrowthReply {}

    /**
     * @param reply reply of the server
     * @return its decoded form
     */
    static GrowthReply decodePush(ScriptReply reply) {
        return reply.tag().equals("PUSHED") ? new Grown(reply.number(1)) : refusal(reply);
    }

    /**
     * @param reply reply of the server
     * @return its decoded form
     */
    static GrowthReply decodeAppend(ScriptReply reply) {
        return switch (reply.tag()) {
            case "APPENDED" -> new Grown(reply.number(1));
            case "FULL" -> new Full(reply.number(1));
            default -> refusal(reply);
        };
    }

    /**
     * @param reply reply of the server
     * @return its decoded form
     */
    static GrowthReply decodeClear(ScriptReply reply) {
        return reply.tag().equals("CLEARED") ? new Cleared(reply.number(1) > 0) : refusal(reply);
    }

    private static GrowthReply refusal(ScriptReply reply) {
        return switch (reply.tag()) {
            case "MISSING" -> new Missing();
            case "EPOCH" -> new EpochChanged(reply.number(1));
            case "CORRUPT" -> new Corrupt(reply.text(1), reply.text(2));
            default -> throw reply.unexpected();
        };
    }
}
