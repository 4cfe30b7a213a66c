package dev.cress.script;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** What is sent: a script's text, and the name under which the server caches it. Texts are equal when their bodies are. */
public final class ScriptText {

    private final String body;
    /** Computed where it is first asked for: of a script's two dialects only one is sent. */
    private @Nullable String sha1;

    private ScriptText(String body) {
        this.body = body;
    }

    /**
     * @param body Lua source
     * @return the text
     */
    public static ScriptText of(String body) {
        return new ScriptText(body);
    }

    /** {@return Lua source} */
    public String body() {
        return body;
    }

    /** {@return hexadecimal SHA-1 of the body} */
    public String sha1() {
        String known = sha1;
        if (known == null) {
            known = digest(body);
            sha1 = known; // a race computes the same text twice, as in String.hashCode
        }
        return known;
    }

    private static String digest(String body) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-1").digest(body.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-1", e);
        }
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ScriptText text && text.body.equals(body);
    }

    @Override
    public int hashCode() {
        return body.hashCode();
    }

    @Override
    public String toString() {
        return "ScriptText[" + sha1() + "]";
    }
}
