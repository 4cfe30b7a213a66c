package dev.cress.script.entity;

import dev.cress.script.ScriptReply;
import java.util.List;
import java.util.stream.IntStream;

/** What {@code entity/due} found. */
public sealed interface DueReply {

    /**
     * @param late for how many milliseconds the first life has been over
     * @param ids entities whose life is over, longest first
     */
    record Due(long late, List<byte[]> ids) implements DueReply {}

    /** Another sweeper has the partition. */
    record Held() implements DueReply {}

    /**
     * @param key a key whose content is not what the layout has
     * @param detail what is wrong with it
     */
    record Corrupt(String key, String detail) implements DueReply {}

    /**
     * @param reply reply of the server
     * @return its decoded form
     */
    static DueReply decode(ScriptReply reply) {
        return switch (reply.tag()) {
            case "DUE" ->
                new Due(
                        reply.number(1),
                        IntStream.range(2, reply.elements().size())
                                .mapToObj(reply::bytes)
                                .toList());
            case "HELD" -> new Held();
            case "CORRUPT" -> new Corrupt(reply.text(1), reply.text(2));
            default -> throw reply.unexpected();
        };
    }
}
