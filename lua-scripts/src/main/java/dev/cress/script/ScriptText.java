package dev.cress.script;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * What is sent: a script's text and the name under which the server caches it.
 *
 * @param body Lua source
 * @param sha1 hexadecimal SHA-1 of the body
 */
public record ScriptText(String body, String sha1) {

    /**
     * @param body Lua source
     * @return the text with its digest
     */
    public static ScriptText of(String body) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-1").digest(body.getBytes(StandardCharsets.UTF_8));
            return new ScriptText(body, HexFormat.of().formatHex(digest));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-1", e);
        }
    }
}
