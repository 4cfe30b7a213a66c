package dev.cress.mapping;

import dev.cress.annotation.DefaultValue;
import dev.cress.annotation.MaxLength;
import dev.cress.codec.LengthLimit;
import dev.cress.codec.TextCodec;
import dev.cress.codec.Utf8;
import java.lang.annotation.Annotation;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads what is said of one property's values. */
final class RulesReader {

    private final EntityMember member;
    private final TextCodec<Object> codec;
    private final List<String> problems;

    RulesReader(EntityMember member, TextCodec<Object> codec, List<String> problems) {
        this.member = member;
        this.codec = codec;
        this.problems = problems;
    }

    PropertyRules read() {
        for (Class<? extends Annotation> annotation : AutoValues.ALL) {
            if (member.has(annotation) && !AutoValues.fits(annotation, member.type())) {
                problems.add(member.name() + ": @" + annotation.getSimpleName() + " needs "
                        + (annotation.getSimpleName().endsWith("Date")
                                ? "an Instant, OffsetDateTime or ZonedDateTime"
                                : "a type that can be null")
                        + ", not " + member.type().getTypeName());
            }
        }
        return new PropertyRules(defaultText(), length());
    }

    private byte @Nullable [] defaultText() {
        Optional<DefaultValue> annotation = member.find(DefaultValue.class);
        if (annotation.isEmpty()) {
            return null;
        }
        try {
            return codec.encode(codec.decode(Utf8.encode(annotation.get().value())));
        } catch (IllegalArgumentException e) {
            problems.add(member.name() + ": the @DefaultValue " + e.getMessage());
            return null;
        }
    }

    private LengthLimit length() {
        Optional<MaxLength> annotation = member.find(MaxLength.class);
        if (annotation.isEmpty()) {
            return LengthLimit.NONE;
        }
        try {
            return LengthLimit.of(annotation.get(), member.type(), ValueStep.contentClass(member.genericType()));
        } catch (IllegalArgumentException e) {
            problems.add(member.name() + ": " + e.getMessage());
            return LengthLimit.NONE;
        }
    }
}
