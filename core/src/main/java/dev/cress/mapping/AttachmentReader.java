package dev.cress.mapping;

import dev.cress.annotation.ByteStream;
import dev.cress.annotation.CappedList;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads what a type has beside its hashes. */
final class AttachmentReader {

    private static final int MAX_ELEMENTS = 1_000_000;
    private static final int MAX_BYTES = 512 * 1024 * 1024;
    private static final int MAX_ATTACHMENTS = 100;

    private final Class<?> type;
    private final PropertyTypes types;
    private final Pattern names;
    private final List<String> problems;
    private final Set<String> known = new HashSet<>();

    /** @param names what a name is to match */
    AttachmentReader(Class<?> type, PropertyTypes types, Pattern names, List<String> problems) {
        this.type = type;
        this.types = types;
        this.names = names;
        this.problems = problems;
    }

    List<Attachment> read() {
        List<Attachment> attachments = new ArrayList<>();
        for (CappedList list : type.getAnnotationsByType(CappedList.class)) {
            String what = "@CappedList(" + list.name() + ")";
            check(what, list.name(), list.max(), MAX_ELEMENTS);
            try {
                attachments.add(new Attachment(
                        Attachment.Kind.LIST,
                        list.name(),
                        list.type(),
                        list.max(),
                        types.of(list.type(), list.type()).codec()));
            } catch (IllegalArgumentException e) {
                problems.add(what + " cannot be stored: " + e.getMessage());
            }
        }
        for (ByteStream bytes : type.getAnnotationsByType(ByteStream.class)) {
            check("@ByteStream(" + bytes.name() + ")", bytes.name(), bytes.max(), MAX_BYTES);
            attachments.add(new Attachment(Attachment.Kind.BYTES, bytes.name(), byte[].class, bytes.max(), null));
        }
        if (attachments.size() > MAX_ATTACHMENTS) {
            problems.add("it has " + attachments.size() + " lists and streams of bytes, at most " + MAX_ATTACHMENTS);
        }
        return List.copyOf(attachments);
    }

    private void check(String what, String name, int max, int most) {
        if (!names.matcher(name).matches()) {
            problems.add(what + ": its name is to match " + names);
        }
        if (!known.add(name)) {
            problems.add(what + ": another list or stream of bytes has this name");
        }
        if (max < 1 || max > most) {
            problems.add(what + ": max is from 1 to " + most + ", not " + max);
        }
    }
}
