package dev.cress.script;

/** A reply that a script's contract does not have. Its values are not in the message. */
public final class ScriptReplyException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ScriptReplyException(String script, String detail) {
        super("unexpected reply of script " + script + ": " + detail);
    }
}
