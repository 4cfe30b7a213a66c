package dev.cress.codec;

import dev.cress.script.entity.IndexArgument;
import java.io.ByteArrayOutputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.io.JsonStringEncoder;
import tools.jackson.core.json.JsonFactory;

/**
 * Replaces strings inside of JSON texts; everything else stays as it stands there, numbers to the last digit.
 *
 * @param factory reads and writes
 * @param old the strings to be replaced
 * @param other what takes their place; null for a null, or where they are elements, for nothing
 */
record JsonStrings(
        JsonFactory factory, String old, @Nullable String other) {

    /**
     * @param text JSON
     * @param path the way to the strings: names of members as they are written, {@link IndexArgument#EACH} for elements
     */
    byte[] replaced(byte[] text, List<String> path) {
        ByteArrayOutputStream changed = new ByteArrayOutputStream(text.length);
        try (JsonParser from = factory.createParser(ObjectReadContext.empty(), text);
                JsonGenerator to = factory.createGenerator(ObjectWriteContext.empty(), changed)) {
            from.nextToken();
            copy(from, to, path);
        }
        return changed.toByteArray();
    }

    private void copy(JsonParser from, JsonGenerator to, List<String> path) {
        boolean each = !path.isEmpty() && path.get(0).equals(IndexArgument.EACH);
        if (path.isEmpty()) {
            copyEnd(from, to);
        } else if (each && from.currentToken() == JsonToken.START_ARRAY) {
            copyElements(from, to, path.subList(1, path.size()));
        } else if (!each && from.currentToken() == JsonToken.START_OBJECT) {
            copyMembers(from, to, path);
        } else {
            to.copyCurrentStructureExact(from);
        }
    }

    private void copyElements(JsonParser from, JsonGenerator to, List<String> rest) {
        to.writeStartArray();
        while (from.nextToken() != JsonToken.END_ARRAY) {
            if (!rest.isEmpty() || other != null || !isOld(from)) {
                copy(from, to, rest);
            }
        }
        to.writeEndArray();
    }

    private void copyMembers(JsonParser from, JsonGenerator to, List<String> path) {
        to.writeStartObject();
        while (from.nextToken() != JsonToken.END_OBJECT) {
            String name = from.currentName();
            to.writeName(name);
            from.nextToken();
            if (new String(JsonStringEncoder.getInstance().quoteAsCharArray(name)).equals(path.get(0))) {
                copy(from, to, path.subList(1, path.size()));
            } else {
                to.copyCurrentStructureExact(from);
            }
        }
        to.writeEndObject();
    }

    private void copyEnd(JsonParser from, JsonGenerator to) {
        if (!isOld(from)) {
            to.copyCurrentStructureExact(from);
        } else if (other == null) {
            to.writeNull();
        } else {
            to.writeString(other);
        }
    }

    private boolean isOld(JsonParser from) {
        return from.currentToken() == JsonToken.VALUE_STRING && from.getString().equals(old);
    }
}
