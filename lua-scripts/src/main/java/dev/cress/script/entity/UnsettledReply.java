package dev.cress.script.entity;

import dev.cress.script.ScriptReply;
import java.util.List;
import java.util.stream.IntStream;

/** What {@code removal/unsettled} found. */
public sealed interface UnsettledReply {

    /**
     * @param cursor where the next page begins; "0" when none follows
     * @param removals those of this page; one may come twice
     */
    record Page(String cursor, List<Removal> removals) implements UnsettledReply {}

    /** Another sweeper has the partition. */
    record Held() implements UnsettledReply {}

    /**
     * @param key a key whose content is not what the layout has
     * @param detail what is wrong with it
     */
    record Corrupt(String key, String detail) implements UnsettledReply {}

    /**
     * A removal of an entity.
     *
     * @param id id of the entity
     * @param version version of the removal
     */
    record Removal(byte[] id, String version) {}

    /**
     * @param reply reply of the server
     * @return its decoded form
     */
    static UnsettledReply decode(ScriptReply reply) {
        return switch (reply.tag()) {
            case "PAGE" ->
                new Page(
                        reply.text(1),
                        IntStream.range(1, reply.elements().size() / 2)
                                .mapToObj(i -> new Removal(reply.bytes(2 * i), reply.text(2 * i + 1)))
                                .toList());
            case "HELD" -> new Held();
            case "CORRUPT" -> new Corrupt(reply.text(1), reply.text(2));
            default -> throw reply.unexpected();
        };
    }
}
