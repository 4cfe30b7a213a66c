package dev.cress.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cress.annotation.CreatedBy;
import dev.cress.annotation.CreatedDate;
import dev.cress.annotation.DefaultValue;
import dev.cress.annotation.Id;
import dev.cress.annotation.Indexed;
import dev.cress.annotation.LastModifiedBy;
import dev.cress.annotation.LastModifiedDate;
import dev.cress.annotation.MaxLength;
import dev.cress.annotation.RedisEntity;
import dev.cress.error.InvalidEntityException;
import dev.cress.error.MappingException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RulesTests {

    private static final Clock CLOCK = Clock.fixed(Instant.EPOCH, ZoneOffset.UTC);
    private static final ZonedDateTime NOW = ZonedDateTime.parse("2024-02-29T12:30+01:00[Europe/Berlin]");

    @RedisEntity
    record Defaults(
            @Id String id,
            @Indexed @DefaultValue("7") int count,
            @DefaultValue("0090.0") @Nullable Duration pause,
            @DefaultValue("[\"a\"]") @Nullable List<String> tags,
            @DefaultValue("") Optional<String> text) {}

    private final EntityModel<Defaults> defaults = EntityModel.of(Defaults.class);

    @Test
    void aDefaultIsStoredForANullAndReadWhereNothingIs() {
        Defaults empty = new Defaults("1", 0, null, null, Optional.empty());
        Defaults full = new Defaults("1", 0, Duration.ofSeconds(90), List.of("a"), Optional.of(""));
        assertThat(defaults.completion().complete(empty, CLOCK, null)).isEqualTo(full);
        assertThat(defaults.completion().complete(full, CLOCK, null)).isSameAs(full);
        assertThat(Arrays.asList(defaults.texts(empty)))
                .extracting(text -> new String(text, StandardCharsets.UTF_8))
                .containsExactly("0", "90", "[\"a\"]", "");
        Defaults read = defaults.entity(new Row(new byte[] {'1'}, 1, new byte[4][]));
        assertThat(read).isEqualTo(new Defaults("1", 7, Duration.ofSeconds(90), List.of("a"), Optional.of("")));
        read.tags().add("mine");
        assertThat(defaults.entity(new Row(new byte[] {'1'}, 1, new byte[4][])).tags())
                .containsExactly("a");
    }

    @RedisEntity
    record Bounded(
            @Id String id,
            @MaxLength(2) @Nullable String text,
            @MaxLength(1) byte @Nullable [] bytes,
            @MaxLength(0) @Nullable List<String> list,
            @MaxLength(1) int @Nullable [] array,
            @MaxLength(1) @Nullable Map<String, String> map) {}

    @Test
    void namesEveryValueThatIsTooLong() {
        EntityModel<Bounded> model = EntityModel.of(Bounded.class);
        model.texts(new Bounded("1", "\uD83D\uDE00\uD83D\uDE00", new byte[1], List.of(), new int[1], Map.of()));
        model.texts(new Bounded("1", null, null, null, null, null));
        Bounded tooLong = new Bounded(
                "1", "abc", new byte[2], List.of("secret"), new int[3], Map.of("a", "secret", "b", "secret"));
        assertThatThrownBy(() -> model.texts(tooLong))
                .isInstanceOfSatisfying(
                        InvalidEntityException.class,
                        e -> assertThat(e.violations())
                                .containsExactly(
                                        "text has 3 characters, at most 2",
                                        "bytes has 2 bytes, at most 1",
                                        "list has 1 elements, at most 0",
                                        "array has 3 elements, at most 1",
                                        "map has 2 elements, at most 1"));
    }

    @RedisEntity
    record Audited(
            @Id String id,
            @CreatedDate @Nullable Instant created,
            @LastModifiedDate @Nullable ZonedDateTime modified,
            @CreatedBy @Nullable Long author,
            @LastModifiedBy Optional<Long> editor) {}

    @Test
    void setsWhatIsEmptyWhenCreatingAndTheRestAlways() {
        EntityModel<Audited> model = EntityModel.of(Audited.class);
        Audited fresh = new Audited("1", null, null, null, Optional.empty());
        Audited created = model.completion().complete(fresh, CLOCK, new AutoValue(true, NOW, 5L));
        assertThat(created).isEqualTo(new Audited("1", NOW.toInstant(), NOW, 5L, Optional.of(5L)));
        Audited changed = model.completion().complete(created, CLOCK, new AutoValue(true, NOW.plusDays(1), 6L));
        assertThat(changed).isEqualTo(new Audited("1", NOW.toInstant(), NOW.plusDays(1), 5L, Optional.of(6L)));
        assertThat(model.completion().complete(fresh, CLOCK, new AutoValue(false, NOW, null)))
                .isEqualTo(new Audited("1", null, NOW, null, Optional.empty()));
        assertThatThrownBy(() -> model.completion().complete(fresh, CLOCK, new AutoValue(true, NOW, "ada")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("the auditor gives a java.lang.String");
    }

    @RedisEntity
    record Wrong(
            @Id String id,
            @DefaultValue("many") int count,
            @DefaultValue("{") List<String> tags,
            @MaxLength(3) long number,
            @MaxLength(-1) String text,
            @CreatedDate LocalDateTime created,
            @LastModifiedDate long modified,
            @CreatedBy int author) {}

    @Test
    void refusesRulesThatDoNotFit() {
        assertThatThrownBy(() -> EntityModel.of(Wrong.class))
                .isInstanceOfSatisfying(
                        MappingException.class,
                        e -> assertThat(e.problems())
                                .satisfiesExactly(
                                        p -> assertThat(p).isEqualTo("count: the @DefaultValue is no Integer"),
                                        p -> assertThat(p).startsWith("tags: the @DefaultValue is no JSON of"),
                                        p -> assertThat(p).startsWith("number: @MaxLength needs a String"),
                                        p -> assertThat(p).startsWith("text: a @MaxLength is 0 or more"),
                                        p -> assertThat(p).startsWith("created: @CreatedDate needs an Instant"),
                                        p -> assertThat(p).startsWith("modified: @LastModifiedDate needs an Instant"),
                                        p -> assertThat(p)
                                                .startsWith("author: @CreatedBy needs a type that can be null")));
    }
}
