package dev.cress.script.feed;

import dev.cress.script.ScriptReply;

/**
 * What {@code feed/join} tells.
 *
 * @param paused whether the group pauses
 * @param count how many members are alive
 * @param rank the member's place among them, from 0; the count when it is none
 */
public record MembersReply(boolean paused, int count, int rank) {

    /**
     * @param reply reply of the server
     * @return its decoded form
     */
    static MembersReply decode(ScriptReply reply) {
        if (!reply.tag().equals("MEMBERS")) {
            throw reply.unexpected();
        }
        return new MembersReply(reply.number(1) == 1, (int) reply.number(2), (int) reply.number(3));
    }
}
