package dev.cress.script.entity;

import dev.cress.script.ScriptReply;

/** What {@code entity/forget} did; all but the first mean that nothing was written. */
public sealed interface ForgetReply {

    /**
     * @param version version of the entity's end, as its change event has it
     */
    record Expired(long version) implements ForgetReply {}

    /** The expiry index knows of no such entity. */
    record Missing() implements ForgetReply {}

    /** The entity has its hash. */
    record Alive() implements ForgetReply {}

    /**
     * @param actual epoch of the stored layout
     */
    record EpochChanged(long actual) implements ForgetReply {}

    /**
     * @param key a key whose content is not what the layout has
     * @param detail what is wrong with it
     */
    record Corrupt(String key, String detail) implements ForgetReply {}

    /**
     * @param reply reply of the server
     * @return its decoded form
     */
    static ForgetReply decode(ScriptReply reply) {
        return switch (reply.tag()) {
            case "EXPIRED" -> new Expired(reply.number(1));
            case "MISSING" -> new Missing();
            case "ALIVE" -> new Alive();
            case "EPOCH" -> new EpochChanged(reply.number(1));
            case "CORRUPT" -> new Corrupt(reply.text(1), reply.text(2));
            default -> throw reply.unexpected();
        };
    }
}
