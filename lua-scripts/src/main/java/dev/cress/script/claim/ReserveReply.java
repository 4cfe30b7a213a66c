package dev.cress.script.claim;

import dev.cress.script.ScriptReply;

/** What {@code claim/reserve} did, or found. */
public sealed interface ReserveReply {

    /** Nobody has the value; it was not to be reserved. */
    record Free() implements ReserveReply {}

    /** It is reserved with the token that was given. */
    record Reserved() implements ReserveReply {}

    /**
     * It is reserved with another token.
     *
     * @param confirmed whether its entity was written
     * @param token the token
     * @param ageMillis how long ago it was reserved
     * @param id for which entity
     */
    record Taken(boolean confirmed, String token, long ageMillis, byte[] id) implements ReserveReply {}

    /**
     * @param key a key whose content is not what the layout has
     * @param detail what is wrong with it
     */
    record Corrupt(String key, String detail) implements ReserveReply {}

    /**
     * @param reply reply of the server
     * @return its decoded form
     */
    static ReserveReply decode(ScriptReply reply) {
        return switch (reply.tag()) {
            case "FREE" -> new Free();
            case "RESERVED" -> new Reserved();
            case "TAKEN" -> new Taken(reply.text(1).equals("C"), reply.text(2), reply.number(3), reply.bytes(4));
            case "CORRUPT" -> new Corrupt(reply.text(1), reply.text(2));
            default -> throw reply.unexpected();
        };
    }
}
