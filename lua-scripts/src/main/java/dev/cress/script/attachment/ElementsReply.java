package dev.cress.script.attachment;

import dev.cress.script.ScriptReply;
import java.util.ArrayList;
import java.util.List;

/** What {@code attachment/elements} read. */
public sealed interface ElementsReply {

    /**
     * @param length how many elements the list has
     * @param elements some of them
     */
    record Elements(long length, List<Element> elements) implements ElementsReply {}

    /** There is no entity, or its life is over. */
    record Missing() implements ElementsReply {}

    /**
     * @param key a key whose content is not what the layout has
     * @param detail what is wrong with it
     */
    record Corrupt(String key, String detail) implements ElementsReply {}

    /**
     * An element.
     *
     * @param place where it is
     * @param text its stored text
     */
    record Element(String place, byte[] text) {}

    /**
     * @param reply reply of the server
     * @return its decoded form
     */
    static ElementsReply decode(ScriptReply reply) {
        return switch (reply.tag()) {
            case "ELEMENTS" -> new Elements(reply.number(1), elements(reply));
            case "MISSING" -> new Missing();
            case "CORRUPT" -> new Corrupt(reply.text(1), reply.text(2));
            default -> throw reply.unexpected();
        };
    }

    private static List<Element> elements(ScriptReply reply) {
        List<Element> elements = new ArrayList<>();
        for (int i = 2; i + 1 < reply.elements().size(); i += 2) {
            elements.add(new Element(reply.text(i), reply.bytes(i + 1)));
        }
        return elements;
    }
}
