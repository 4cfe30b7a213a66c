package dev.cress.mapping;

import dev.cress.annotation.Expires;
import dev.cress.annotation.ExpiresAfter;
import dev.cress.annotation.ExpiresAt;
import dev.cress.script.entity.LifeRule;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads how long entities of a type live. */
final class LifeReader {

    private static final Set<Class<?>> TIMES = Set.of(Instant.class, OffsetDateTime.class, ZonedDateTime.class);

    private final @Nullable Expires type;
    private final List<String> problems;

    LifeReader(Class<?> type, List<String> problems) {
        this.type = type.getAnnotation(Expires.class);
        this.problems = problems;
    }

    /** How long, null when its entities do not expire. */
    @Nullable
    Life read(List<EntityMember> stored, List<Property> properties) {
        List<Property> holders = new ArrayList<>();
        for (int i = 0; i < stored.size(); i++) {
            EntityMember member = stored.get(i);
            if (member.has(ExpiresAfter.class)) {
                require(member, member.type() == Duration.class, "@ExpiresAfter needs a Duration");
                holders.add(properties.get(i));
            }
            if (member.has(ExpiresAt.class)) {
                require(
                        member,
                        TIMES.contains(member.type()),
                        "@ExpiresAt needs an Instant, OffsetDateTime or ZonedDateTime");
                holders.add(properties.get(i));
            }
        }
        if (holders.size() > 1) {
            problems.add("one property at most says when an entity expires, not "
                    + holders.stream().map(Property::name).toList());
        }
        if (type == null && holders.isEmpty()) {
            return null;
        }
        LifeRule.OnSave onSave = type == null
                ? LifeRule.OnSave.RESTART
                : LifeRule.OnSave.valueOf(type.onSave().name());
        return new Life(new LifeRule(ttl(), onSave, LifeRule.DEFAULT_GRACE), holders.isEmpty() ? null : holders.get(0));
    }

    private void require(EntityMember member, boolean fits, String what) {
        if (!fits) {
            problems.add(member.name() + ": " + what + ", not " + member.type().getTypeName());
        }
    }

    private @Nullable Duration ttl() {
        if (type == null || type.after().isEmpty()) {
            return null;
        }
        try {
            return LifeRule.requireTtl(Duration.parse(type.after()));
        } catch (DateTimeParseException e) {
            problems.add("@Expires(after) is an ISO-8601 duration as PT30M, not \"" + type.after() + "\"");
        } catch (IllegalArgumentException e) {
            problems.add("@Expires(after): " + e.getMessage());
        }
        return null;
    }
}
