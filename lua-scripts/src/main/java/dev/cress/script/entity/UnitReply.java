package dev.cress.script.entity;

import dev.cress.script.LuaScript;
import dev.cress.script.ScriptReply;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

/** What {@code entity/unit} did; all but the first mean that nothing was written. */
public sealed interface UnitReply {

    /**
     * All writes are done.
     *
     * @param replies what the scripts of the writes answered, after the tag
     */
    record Done(ScriptReply replies) implements UnitReply {

        /** {@return how many writes were done} */
        public int writes() {
            return replies.elements().size() - 1;
        }

        /**
         * @param write position of a write, from 0
         * @param script its script
         * @param <R> what it answers
         * @return what it answered
         */
        public <R> R reply(int write, LuaScript<R> script) {
            return script.decode(replies.list(write + 1));
        }
    }

    /**
     * A write was refused.
     *
     * @param write its position, from 0
     * @param reply what its script answered, as the third element
     */
    record Refused(int write, ScriptReply reply) implements UnitReply {

        /**
         * @param script script of the write
         * @param <R> what it answers
         * @return what it answered
         */
        public <R> R reply(LuaScript<R> script) {
            return script.decode(reply.list(2));
        }
    }

    /**
     * What the script would have answered if it knew of a value that is unique in all partitions.
     *
     * @param write position of the write that wants the value, from 0
     * @param key the unique index
     * @param holder id of the entity that has the value
     * @return a refusal
     */
    static UnitReply uniqueConflict(int write, String key, String holder) {
        List<byte[]> conflict = Stream.of("UNIQUE", key, holder)
                .map(text -> text.getBytes(StandardCharsets.UTF_8))
                .toList();
        return new Refused(write, new ScriptReply(UnitScript.TEMPLATE.name(), List.of("REFUSED", write + 1, conflict)));
    }

    /**
     * @param reply reply of the server
     * @return its decoded form
     */
    static UnitReply decode(ScriptReply reply) {
        return switch (reply.tag()) {
            case "DONE" -> new Done(reply);
            case "REFUSED", "BLOCKED" -> new Refused((int) reply.number(1) - 1, reply);
            default -> throw reply.unexpected();
        };
    }
}
