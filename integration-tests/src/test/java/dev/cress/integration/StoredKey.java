package dev.cress.integration;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A key of the layout document, taken apart.
 *
 * @param kind the letter of the document, or {@code layout}
 * @param rest the id of an entity, the name of an index or of a group, a write id or the name of an attachment with the id of its entity, otherwise empty
 */
record StoredKey(String key, String tag, String model, String kind, String rest) {

    private static final Pattern SHAPE = Pattern.compile(
            "[A-Za-z0-9_.-]{1,64}:\\{([0-9a-z]{1,4})\\}:([A-Za-z0-9_]{1,48}):(?:(layout|[pmvoxsw])|([eigsudljkctqb]):(.+))",
            Pattern.DOTALL);

    private static final Pattern GROUP = Pattern.compile("[A-Za-z0-9_]{1,48}");

    /** A write id, perhaps the name of an attachment, and the id of an entity. */
    private static final Pattern TOKEN =
            Pattern.compile("[A-Za-z0-9_.-]{1,64}(?:/[A-Za-z0-9_]{1,48})?:.{0,512}", Pattern.DOTALL);

    /** Name of an attachment, and the id of an entity. */
    private static final Pattern ATTACHED = Pattern.compile("[A-Za-z0-9_]{1,48}:.{1,512}", Pattern.DOTALL);

    private static final Pattern PERMIT = Pattern.compile("[a-z0-9.]{1,64}");

    /** Null when the key has no shape of the document. */
    static StoredKey parse(String key) {
        Matcher shape = SHAPE.matcher(key);
        if (!shape.matches()) {
            return null;
        }
        boolean whole = shape.group(3) != null;
        return new StoredKey(
                key,
                shape.group(1),
                shape.group(2),
                whole ? shape.group(3) : shape.group(4),
                whole ? "" : shape.group(5));
    }

    /** Kind and name of an attachment. */
    String attachment() {
        return kind + ":" + rest.substring(0, rest.indexOf(':'));
    }

    /** Whether the document gives a model of this schema such a key. */
    boolean belongsTo(ModelSchema schema) {
        PropertySchema property = schema.properties().get(rest);
        return switch (kind) {
            case "e" -> rest.length() <= 512;
            case "x" -> schema.lives().possible();
            case "i", "u" -> schema.hasIndex(kind + ":" + rest);
            case "s" -> rest.isEmpty() ? schema.lives().possible() : schema.hasIndex(kind + ":" + rest);
            case "g" -> property != null && property.geo();
            case "c" -> schema.isWide(rest);
            case "o" -> schema.partitions() > 1 && !schema.wide().isEmpty();
            case "w" -> schema.partitions() > 1;
            case "t" -> schema.partitions() > 1 && PERMIT.matcher(rest).matches();
            case "q", "b" ->
                ATTACHED.matcher(rest).matches() && schema.attachments().containsKey(attachment());
            case "k" -> TOKEN.matcher(rest).matches();
            case "d", "l", "j" -> GROUP.matcher(rest).matches();
            default -> true;
        };
    }
}
