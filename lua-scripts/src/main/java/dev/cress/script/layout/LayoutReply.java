package dev.cress.script.layout;

import dev.cress.script.ScriptReply;

/** What {@code layout/open} found or wrote. */
public sealed interface LayoutReply {

    /**
     * @param partitions number of partitions
     * @param hash name of the partition hash
     * @param encoding version of the storage layout
     * @param epoch epoch that writers must name
     * @param indexes the index set
     */
    record Layout(int partitions, String hash, String encoding, long epoch, String indexes) implements LayoutReply {}

    /**
     * @param key a key whose content is not what the layout has
     * @param detail what is wrong with it
     */
    record Corrupt(String key, String detail) implements LayoutReply {}

    /**
     * @param command a command that the entity scripts need and the user may not call
     */
    record Denied(String command) implements LayoutReply {}

    /**
     * @param reply reply of the server
     * @return its decoded form
     */
    static LayoutReply decode(ScriptReply reply) {
        return switch (reply.tag()) {
            case "LAYOUT" ->
                new Layout((int) reply.number(1), reply.text(2), reply.text(3), reply.number(4), reply.text(5));
            case "CORRUPT" -> new Corrupt(reply.text(1), reply.text(2));
            case "DENIED" -> new Denied(reply.text(1));
            default -> throw reply.unexpected();
        };
    }
}
