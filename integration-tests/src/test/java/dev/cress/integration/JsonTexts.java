package dev.cress.integration;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The scalars at the end of a path into a JSON text, numbers exact. */
final class JsonTexts {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.USE_BIG_INTEGER_FOR_INTS)
            .build();

    private JsonTexts() {}

    /** Texts as they would be stored by themselves, as {@link ByteStrings}; null for null. */
    static List<String> at(String stored, List<String> steps) {
        List<JsonNode> nodes = new ArrayList<>(
                Collections.singletonList(stored == null ? null : JSON.readTree(ByteStrings.text(stored))));
        for (String step : steps) {
            List<JsonNode> next = new ArrayList<>();
            for (JsonNode node : nodes) {
                if (!step.equals("[]")) {
                    next.add(node == null || node.isNull() ? null : node.get(step));
                } else if (node != null) {
                    node.forEach(next::add);
                }
            }
            nodes = next;
        }
        List<String> texts = new ArrayList<>();
        nodes.forEach(node -> texts.add(
                node == null || node.isNull()
                        ? null
                        : ByteStrings.utf8(
                                node.isString()
                                        ? node.stringValue()
                                        : node.numberValue() == null
                                                ? node.asString()
                                                : node.numberValue().toString())));
        return texts;
    }
}
