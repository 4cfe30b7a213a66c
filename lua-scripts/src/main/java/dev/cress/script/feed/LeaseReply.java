package dev.cress.script.feed;

import dev.cress.script.ScriptReply;

/** What {@code feed/lease} found or did. */
public sealed interface LeaseReply {

    /**
     * @param fence number of this taking
     * @param version place of the last event that is done
     * @param number likewise
     * @param attempts how often the next event was tried
     */
    record Leased(long fence, long version, long number, int attempts) implements LeaseReply {}

    /**
     * @param member who has it
     * @param millis for how much longer
     */
    record Held(String member, long millis) implements LeaseReply {}

    /**
     * @param key a key whose content is not what the layout has
     * @param detail what is wrong with it
     */
    record Corrupt(String key, String detail) implements LeaseReply {}

    /**
     * @param reply reply of the server
     * @return its decoded form
     */
    static LeaseReply decode(ScriptReply reply) {
        return switch (reply.tag()) {
            case "LEASED" -> new Leased(reply.number(1), reply.number(2), reply.number(3), (int) reply.number(4));
            case "HELD" -> new Held(reply.text(1), reply.number(2));
            case "CORRUPT" -> new Corrupt(reply.text(1), reply.text(2));
            default -> throw reply.unexpected();
        };
    }
}
