package dev.cress.script;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A tagged reply: its first element names the outcome.
 *
 * @param script the script that answered
 * @param elements byte arrays, numbers, nulls, lists of these
 */
public record ScriptReply(String script, List<?> elements) {

    /**
     * @return the first element
     * @throws ScriptReplyException when there is none
     */
    public String tag() {
        return text(0);
    }

    /**
     * @param index position of the element
     * @return its text
     * @throws ScriptReplyException when it is missing or no text
     */
    public String text(int index) {
        return new String(bytes(index), StandardCharsets.UTF_8);
    }

    /**
     * @param index position of the element
     * @return its bytes
     * @throws ScriptReplyException when it is missing or no text
     */
    public byte[] bytes(int index) {
        if (index < elements.size() && elements.get(index) instanceof byte[] bytes) {
            return bytes;
        }
        throw new ScriptReplyException(script, "element " + index + " is no text");
    }

    /**
     * @param index position of an element
     * @return the texts from there on, null for a null
     * @throws ScriptReplyException when one is no text
     */
    public byte[] @Nullable [] texts(int index) {
        byte[][] texts = new byte[Math.max(elements.size() - index, 0)][];
        for (int i = 0; i < texts.length; i++) {
            texts[i] = elements.get(index + i) == null ? null : bytes(index + i);
        }
        return texts;
    }

    /**
     * @param index position of the element
     * @return its number, which crossed the wire as text
     * @throws ScriptReplyException when it is none
     */
    public long number(int index) {
        try {
            return Long.parseLong(text(index));
        } catch (NumberFormatException e) {
            throw new ScriptReplyException(script, "element " + index + " is no number");
        }
    }

    /**
     * @param index position of the element
     * @return its elements
     * @throws ScriptReplyException when it is missing or no list
     */
    public List<?> list(int index) {
        if (index < elements.size() && elements.get(index) instanceof List<?> list) {
            return list;
        }
        throw new ScriptReplyException(script, "element " + index + " is no list");
    }

    /** {@return the failure to throw for a tag that the contract does not have} */
    public ScriptReplyException unexpected() {
        return new ScriptReplyException(script, "the tag is none of the contract's");
    }
}
