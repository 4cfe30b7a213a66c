package dev.cress.script.claim;

import dev.cress.script.ScriptReply;

/** Whether an entity of a partition has a value that is reserved for one of them. */
public sealed interface ProbeReply {

    /**
     * One has. It may be another one than it was reserved for: values pass from one entity to another within a partition.
     *
     * @param holder bytes of its id
     */
    record Held(byte[] holder) implements ProbeReply {}

    /** None has, and a write that would give it may come. */
    record Pending() implements ProbeReply {}

    /** None has, and none will by this reservation. */
    record Vacant() implements ProbeReply {}

    /**
     * @param reply reply of the server
     * @return its decoded form
     */
    static ProbeReply decode(ScriptReply reply) {
        return switch (reply.tag()) {
            case "HELD" -> new Held(reply.bytes(1));
            case "PENDING" -> new Pending();
            case "VACANT" -> new Vacant();
            default -> throw reply.unexpected();
        };
    }
}
