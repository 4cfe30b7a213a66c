package dev.cress.script;

/** A script's source is missing or breaks its own contract: a defect of the library's build, never of data. */
public final class ScriptSourceException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ScriptSourceException(String message) {
        super(message);
    }
}
