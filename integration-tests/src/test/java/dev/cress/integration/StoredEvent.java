package dev.cress.integration;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One entry of a partition's stream, as it is stored. */
record StoredEvent(long version, long number, List<String> fields) {

    /** From an element of an XRANGE reply. */
    static StoredEvent of(Object reply) {
        List<?> entry = (List<?>) reply;
        String[] id = ((String) entry.get(0)).split("-");
        List<String> fields = new ArrayList<>();
        ((List<?>) entry.get(1)).forEach(field -> fields.add((String) field));
        return new StoredEvent(Long.parseLong(id[0]), Long.parseLong(id[1]), fields);
    }

    boolean hasOperationAndId() {
        return fields.size() >= 4
                && fields.get(0).equals("o")
                && fields.get(1).length() == 1
                && "CUDX".contains(fields.get(1))
                && fields.get(2).equals("i");
    }

    char operation() {
        return fields.get(1).charAt(0);
    }

    String id() {
        return fields.get(3);
    }

    boolean removes() {
        return operation() == 'D' || operation() == 'X';
    }

    /** The names of properties, with their prefix, in stored order: what is after the operation, the id and the write id. */
    List<String> names() {
        List<String> names = new ArrayList<>();
        for (int i = hasWriteId() ? 6 : 4; i < fields.size(); i += 2) {
            names.add(fields.get(i));
        }
        return names;
    }

    private boolean hasWriteId() {
        return fields.size() >= 6 && fields.get(4).equals("w") && fields.get(5).matches("[A-Za-z0-9_.-]{1,64}");
    }

    /** The value of a field that is there. */
    String value(String name) {
        int place = fields.subList(4, fields.size()).indexOf(name);
        return fields.get(4 + place + 1);
    }

    /** The values of the fields with this prefix, by property. */
    Map<String, String> values(char prefix) {
        Map<String, String> values = new LinkedHashMap<>();
        for (int i = 4; i < fields.size(); i += 2) {
            if (!fields.get(i).isEmpty() && fields.get(i).charAt(0) == prefix) {
                values.put(fields.get(i).substring(1), fields.get(i + 1));
            }
        }
        return values;
    }
}
