package dev.cress.mapping;

import dev.cress.annotation.EventImage;
import dev.cress.script.entity.EventSchema;
import java.time.Duration;
import java.util.Comparator;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a type says of its change events.
 *
 * @param images what they tell besides changed indexed values
 * @param retention how many a partition keeps at least; empty for that of the options
 * @param maxAge how old they may become, null for any age
 */
public record EventRules(
        Set<EventImage> images,
        OptionalLong retention,
        @Nullable Duration maxAge) {

    static final EventRules PLAIN = new EventRules(Set.of(), OptionalLong.empty(), null);

    /** Copies the images. */
    public EventRules {
        images = Set.copyOf(images);
    }

    /** {@return the same for the scripts that write} */
    public EventSchema schema() {
        String letters = images.stream()
                .sorted(Comparator.comparing(EventImage::code))
                .map(image -> String.valueOf(image.code()))
                .collect(Collectors.joining());
        return new EventSchema(letters, maxAge);
    }
}
