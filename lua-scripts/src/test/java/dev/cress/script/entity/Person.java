package dev.cress.script.entity;

import static dev.cress.script.Bytes.utf8;

import dev.cress.script.entry.EntryType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An entity as the scripts see it: an id, and texts of which some are indexed. A null text is a null property. */
record Person(
        String id,
        @Nullable String name,
        @Nullable String age,
        @Nullable String email,
        @Nullable String home,
        @Nullable String note) {

    static final List<byte[]> NAMES = List.of(utf8("name"), utf8("age"), utf8("email"), utf8("home"), utf8("note"));

    static final List<IndexArgument> INDEXES = List.of(
            new IndexArgument(IndexForm.ORDERED, EntryType.TEXT, 0),
            new IndexArgument(IndexForm.ORDERED, EntryType.DOUBLE, 1),
            new IndexArgument(IndexForm.UNIQUE, EntryType.TEXT, 2),
            new IndexArgument(IndexForm.GEO, null, 3));

    static final WriteSchema SCHEMA = new WriteSchema(NAMES, INDEXES);

    static final List<String> INDEX_KEYS = List.of("i:name", "i:age", "u:email", "g:home");

    static Person ada() {
        return new Person("ada", "Ada", "36", "ada@example.org", "-0.1276,51.5072", "first");
    }

    static Person bob() {
        return new Person("bob", "Bob", "50", "bob@example.org", "13.4,52.5", null);
    }

    static Person cyd() {
        return new Person("cyd", "Cyd", null, null, null, "third");
    }

    static Person empty(String id) {
        return new Person(id, null, null, null, null, null);
    }

    byte[][] texts() {
        byte[][] texts = new byte[NAMES.size()][];
        String[] values = {name, age, email, home, note};
        for (int i = 0; i < texts.length; i++) {
            texts[i] = values[i] == null ? null : utf8(values[i]);
        }
        return texts;
    }

    Person withId(String value) {
        return new Person(value, name, age, email, home, note);
    }

    Person withName(@Nullable String value) {
        return new Person(id, value, age, email, home, note);
    }

    Person withAge(@Nullable String value) {
        return new Person(id, name, value, email, home, note);
    }

    Person withEmail(@Nullable String value) {
        return new Person(id, name, age, value, home, note);
    }

    Person withHome(@Nullable String value) {
        return new Person(id, name, age, email, value, note);
    }

    Person withNote(@Nullable String value) {
        return new Person(id, name, age, email, home, value);
    }
}
