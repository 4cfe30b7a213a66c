package dev.cress.query.json;

import dev.cress.query.criteria.InvalidQueryException;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What a piece of JSON has to be; nothing of its content appears in messages. */
final class JsonShape {

    private JsonShape() {}

    static void requireNames(JsonNode node, int count) {
        if (!node.isObject() || node.size() != count) {
            throw wrong("an object with " + count + (count == 1 ? " member" : " members") + " is expected");
        }
    }

    static JsonNode member(JsonNode node, String name) {
        @Nullable JsonNode member = node.get(name);
        if (member == null) {
            throw wrong(name + " is missing");
        }
        return member;
    }

    static String text(JsonNode node, String name) {
        if (!node.isString()) {
            throw wrong(name + " is a text");
        }
        return node.stringValue();
    }

    static double number(JsonNode node, String name) {
        JsonNode member = member(node, name);
        if (!member.isNumber()) {
            throw wrong(name + " is a number");
        }
        return member.doubleValue();
    }

    static boolean truth(JsonNode node, String name) {
        if (!node.isBoolean()) {
            throw wrong(name + " is true or false");
        }
        return node.booleanValue();
    }

    /** The text of a text, number or boolean; of a number as it is written. */
    static String scalar(JsonNode node, String name) {
        if (node.isString()) {
            return node.stringValue();
        }
        if (!node.isNumber() && !node.isBoolean()) {
            throw wrong(name + " is compared with texts, numbers, booleans and null only");
        }
        return node.isNumber() ? node.decimalValue().toString() : String.valueOf(node.booleanValue());
    }

    static InvalidQueryException wrong(String what) {
        return new InvalidQueryException("criteria cannot be read from JSON: " + what, null);
    }
}
