package dev.cress.mapping;

import dev.cress.annotation.ChangeEvents;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads {@link ChangeEvents} and collects what is wrong with it. */
record EventRulesReader(Class<?> type, List<String> problems) {

    private static final Duration LONGEST = Duration.ofDays(36_500);

    EventRules read() {
        ChangeEvents declared = type.getAnnotation(ChangeEvents.class);
        if (declared == null) {
            return EventRules.PLAIN;
        }
        if (declared.retention() < 0) {
            problems.add("@ChangeEvents: retention is 1 event or more, or 0 for that of the options, not "
                    + declared.retention());
        }
        OptionalLong retention =
                declared.retention() > 0 ? OptionalLong.of(declared.retention()) : OptionalLong.empty();
        return new EventRules(Set.copyOf(List.of(declared.images())), retention, age(declared.maxAge()));
    }

    private @Nullable Duration age(String text) {
        if (text.isEmpty()) {
            return null;
        }
        try {
            Duration age = Duration.parse(text);
            if (age.compareTo(Duration.ofMillis(1)) >= 0 && age.compareTo(LONGEST) <= 0) {
                return age;
            }
        } catch (DateTimeException e) {
            // reported below
        }
        problems.add("@ChangeEvents: maxAge is an ISO-8601 duration from 1 ms to 100 years, as \"P7D\", not \"" + text
                + "\"");
        return null;
    }
}
