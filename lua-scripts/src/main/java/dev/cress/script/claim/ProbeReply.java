package dev.cress.script.claim;

import dev.cress.script.ScriptReply;

/** Whether an entity has a value that is reserved for it. */
public enum ProbeReply {
    /** It has. */
    HELD,
    /** It has not, and a write that would give it may come. */
    PENDING,
    /** It has not, and will not by this reservation. */
    VACANT;

    /**
     * @param reply reply of the server
     * @return its decoded form
     */
    static ProbeReply decode(ScriptReply reply) {
        return switch (reply.tag()) {
            case "HELD" -> HELD;
            case "PENDING" -> PENDING;
            case "VACANT" -> VACANT;
            default -> throw reply.unexpected();
        };
    }
}
