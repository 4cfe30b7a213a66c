package dev.cress.script.entity;

import dev.cress.script.ScriptReply;
import java.util.List;
import java.util.stream.IntStream;

/** What {@code move/arrivals} tells of a partition. */
public sealed interface ArrivalsReply {

    /**
     * @param last version of the entity that came last by a rename; empty when none ever did
     * @param kept ids under which something is kept for an entity that may still arrive
     */
    record Arrivals(String last, List<byte[]> kept) implements ArrivalsReply {}

    /**
     * @param key a key whose content is not what the layout has
     * @param detail what is wrong with it
     */
    record Corrupt(String key, String detail) implements ArrivalsReply {}

    /**
     * @param reply reply of the server
     * @return its decoded form
     */
    static ArrivalsReply decode(ScriptReply reply) {
        return switch (reply.tag()) {
            case "ARRIVALS" ->
                new Arrivals(
                        reply.text(1),
                        IntStream.range(2, reply.elements().size())
                                .mapToObj(reply::bytes)
                                .toList());
            case "CORRUPT" -> new Corrupt(reply.text(1), reply.text(2));
            default -> throw reply.unexpected();
        };
    }
}
