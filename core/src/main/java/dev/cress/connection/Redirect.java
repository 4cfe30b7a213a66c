package dev.cress.connection;

import io.lettuce.core.RedisCommandExecutionException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A server's answer that a command belongs to another one. The command was not applied.
 *
 * @param kind what the other one has
 * @param node where it listens
 */
record Redirect(Kind kind, NodeAddress node) {

    /** What another node has. */
    enum Kind {
        /** The slot. */
        MOVED,
        /** The key already, of a slot that is on its way to it: it serves who announces that. */
        ASK
    }

    private static final Pattern REPLY = Pattern.compile("(MOVED|ASK) \\d+ (\\S*):(\\d{1,5})");

    /**
     * Reads the answer.
     *
     * @param failure what an attempt met
     * @param answered the node that was asked, whose host is meant when the answer names none
     * @return the redirection; null when it is none, or its host cannot be told
     */
    static @Nullable Redirect of(Throwable failure, @Nullable NodeAddress answered) {
        if (!(failure instanceof RedisCommandExecutionException)) {
            return null;
        }
        Matcher reply = REPLY.matcher(String.valueOf(failure.getMessage()));
        if (!reply.matches()) {
            return null;
        }
        String host = reply.group(2);
        if (host.isEmpty() || host.equals("?")) {
            if (answered == null) {
                return null;
            }
            host = answered.host();
        }
        return new Redirect(Kind.valueOf(reply.group(1)), new NodeAddress(host, Integer.parseInt(reply.group(3))));
    }
}
