package dev.cress.script.entry;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Texts without case: each character that another one equals but for case is replaced by that. The table is the one that the server's scripts have, and not that of the Java
 * platform, whose releases know more and more characters.
 */
public final class FoldedTexts {

    private static final String TABLE = "/lua/fragment/fold_cases.lua";
    private static final Map<Integer, byte[]> CASES = read();

    private FoldedTexts() {}

    /** Reads the table from the class path, which blocks, so that no operation does it later. */
    public static void load() {
        fold(new byte[0]);
    }

    /**
     * Takes case away.
     *
     * @param text UTF-8
     * @return the text in which characters that differ in case only are the same
     */
    public static byte[] fold(byte[] text) {
        ByteArrayOutputStream folded = new ByteArrayOutputStream(text.length);
        new String(text, StandardCharsets.UTF_8).codePoints().forEach(character -> {
            byte[] other = CASES.get(character);
            folded.writeBytes(other == null ? Character.toString(character).getBytes(StandardCharsets.UTF_8) : other);
        });
        return folded.toByteArray();
    }

    private static Map<Integer, byte[]> read() {
        Map<Integer, byte[]> cases = new HashMap<>();
        for (char c = 'A'; c <= 'Z'; c++) {
            cases.put((int) c, new byte[] {(byte) (c - 'A' + 'a')});
        }
        Pattern.compile("([^|='\\[\\]]+)=([^|=']+)(?=\\|)")
                .matcher(source())
                .results()
                .forEach(pair ->
                        cases.put(pair.group(1).codePointAt(0), pair.group(2).getBytes(StandardCharsets.UTF_8)));
        return cases;
    }

    private static String source() {
        try (InputStream in = FoldedTexts.class.getResourceAsStream(TABLE)) {
            if (in == null) {
                throw new IllegalStateException("no " + TABLE + " on the class path");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("reading " + TABLE, e);
        }
    }
}
