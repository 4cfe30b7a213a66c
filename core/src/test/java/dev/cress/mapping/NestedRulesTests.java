package dev.cress.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cress.annotation.ConvertWith;
import dev.cress.annotation.Creator;
import dev.cress.annotation.DefaultValue;
import dev.cress.annotation.Id;
import dev.cress.annotation.IgnoreCase;
import dev.cress.annotation.Indexed;
import dev.cress.annotation.MaxLength;
import dev.cress.annotation.RedisEntity;
import dev.cress.annotation.StoredName;
import dev.cress.annotation.Variant;
import dev.cress.annotation.Version;
import dev.cress.error.InvalidEntityException;
import dev.cress.error.MappingException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What annotations of members do inside of nested values. */
class NestedRulesTests {

    record Street(
            @MaxLength(3) @Nullable String name,
            @MaxLength(value = 2, each = 3) @Nullable List<String> tags,
            @MaxLength(1) Optional<String> door,
            @StoredName("n") int number,

            @ConvertWith(ConverterTests.EpochDay.class) @Nullable
            LocalDate since,

            @Nullable Street next) {

        static Street of(@Nullable String name) {
            return new Street(name, null, Optional.empty(), 0, null, null);
        }

        Street before(Street other) {
            return new Street(name, tags, door, number, since, other);
        }
    }

    @Variant(name = "flat", type = Flat.class)
    sealed interface Place permits Flat {}

    static final class Flat implements Place {
        @MaxLength(2)
        private final String floor;

        private final int rooms;

        private Flat(String floor, int rooms) {
            this.floor = floor;
            this.rooms = rooms;
        }

        Flat(String floor) {
            this(floor, 0);
        }

        @Creator
        static Flat of(String floor, int rooms) {
            return new Flat(floor, rooms);
        }

        public String getFloor() {
            return floor;
        }

        public int getRooms() {
            return rooms;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Flat flat && flat.floor.equals(floor) && flat.rooms == rooms;
        }

        @Override
        public int hashCode() {
            return rooms;
        }
    }

    @RedisEntity
    record Home(
            @Id String id,
            @Indexed(paths = "number") @Nullable Street street,
            @Nullable List<Street> list,
            @Nullable Set<Street> set,
            @Nullable Map<String, Street> map,
            @Nullable Optional<Place> place,
            @MaxLength(value = 3, each = 1) String @Nullable [] codes,
            @MaxLength(each = 2) @Nullable Map<String, List<Integer>> lists) {}

    private final EntityModel<Home> model = EntityModel.of(Home.class);

    private static String utf8(byte[] text) {
        return new String(text, StandardCharsets.UTF_8);
    }

    @Test
    void storesMembersByTheirNamesAndConverters() {
        Street street = new Street(
                        "\uD83D\uDE00\uD83D\uDE00\uD83D\uDE00",
                        List.of("abc", ""),
                        Optional.of("x"),
                        7,
                        LocalDate.of(1970, 1, 11),
                        null)
                .before(Street.of(null));
        Home home = new Home(
                "1",
                street,
                List.of(street),
                Set.of(street),
                Map.of("too long a key", street),
                Optional.of(new Flat("12", 3)),
                new String[] {"a", "", "\uD83D\uDE00"},
                Map.of("a", List.of(1, 2)));
        byte[][] texts = model.texts(home);
        assertThat(utf8(texts[0])).contains("\"n\":7", "\"since\":10,").doesNotContain("number");
        Home read = model.entity(new Row(model.id(home), 1, texts));
        assertThat(read).usingRecursiveComparison().isEqualTo(home);
        assertThat(model.indexes().signature(1)).isEqualTo("street.number=double");
        assertThat(model.indexes().all().get(0).argument().toString()).contains("n");
    }

    @Test
    void refusesWhatIsTooLongWhereverItIsWithoutQuotingIt() {
        Street tooLong = Street.of("secret");
        Street manyTags = new Street(null, List.of("", "", ""), Optional.empty(), 0, null, null);
        Street longTag = new Street(null, List.of("secret"), Optional.of("x"), 0, null, null);
        Street longDoor = new Street(null, null, Optional.of("secret"), 0, null, null);
        Home home = new Home(
                "1",
                Street.of("a").before(tooLong),
                List.of(Street.of("a"), manyTags),
                Set.of(Street.of("a"), longTag),
                Map.of("secret", longDoor),
                Optional.of(new Flat("secret", 1)),
                new String[] {"a", "bb"},
                Map.of("secret", Collections.nCopies(3, 1)));
        assertThatThrownBy(() -> model.texts(home))
                .isInstanceOfSatisfying(
                        InvalidEntityException.class,
                        e -> assertThat(e.violations())
                                .containsExactly(
                                        "street at next.name has 6 characters, at most 3",
                                        "list at [].tags has 3 elements, at most 2",
                                        "set at [].tags has an element of 6 characters, at most 3",
                                        "map at [].door has 6 characters, at most 1",
                                        "place at floor has 6 characters, at most 2",
                                        "codes has an element of 2 characters, at most 1",
                                        "lists has an element of 3 elements, at most 2"));
    }

    @Test
    void tellsAllThatIsTooLongInOneValue() {
        Street first = new Street(
                        "secret", List.of("secret", "", "a longer secret"), Optional.of("secret"), 0, null, null)
                .before(Street.of("long"));
        Home home = new Home(
                "1",
                null,
                List.of(first, Street.of("a"), Street.of("four").before(Street.of("five"))),
                Set.of(Street.of("secret"), Street.of("seven")),
                Map.of("secret", first, "other", first),
                null,
                new String[] {"bb", "a", "", "secret"},
                null);
        assertThatThrownBy(() -> model.texts(home))
                .isInstanceOfSatisfying(
                        InvalidEntityException.class,
                        e -> assertThat(e.violations())
                                .containsExactlyInAnyOrder(
                                        "list at [].name has 6 characters, at most 3",
                                        "list at [].tags has 3 elements, at most 2",
                                        "list at [].tags has an element of 15 characters, at most 3",
                                        "list at [].door has 6 characters, at most 1",
                                        "list at [].next.name has 4 characters, at most 3",
                                        "list at [].name has 4 characters, at most 3",
                                        "set at [].name has 6 characters, at most 3",
                                        "set at [].name has 5 characters, at most 3",
                                        "map at [].name has 6 characters, at most 3",
                                        "map at [].tags has 3 elements, at most 2",
                                        "map at [].tags has an element of 15 characters, at most 3",
                                        "map at [].door has 6 characters, at most 1",
                                        "map at [].next.name has 4 characters, at most 3",
                                        "codes has 4 elements, at most 3",
                                        "codes has an element of 6 characters, at most 1"));
        Home long200 = new Home(
                "1",
                null,
                IntStream.range(4, 204)
                        .mapToObj(length -> Street.of("x".repeat(length)))
                        .toList(),
                null,
                null,
                null,
                null,
                null);
        assertThatThrownBy(() -> model.texts(long200))
                .isInstanceOfSatisfying(
                        InvalidEntityException.class,
                        e -> assertThat(e.violations()).hasSize(100));
    }

    record Indexing(@Indexed String name) {}

    record Folding(@IgnoreCase String name) {}

    record Defaulting(@DefaultValue("3") int number) {}

    record Versioned(@Version long version) {}

    record Long(@MaxLength(3) int number) {}

    record LongEach(@MaxLength(each = 3) List<Integer> numbers) {}

    record Converting(
            @ConvertWith(ConverterTests.EpochDay.class) String day) {}

    /** An entity may be copied into another. */
    @RedisEntity
    record Copied(
            @Id String id,
            @Indexed @MaxLength(1) String name,
            @DefaultValue("3") int number,
            @Version long version) {}

    @RedisEntity
    record Wrong(
            @Id String id,
            Indexing indexing,
            List<Folding> folding,
            Map<String, Defaulting> defaulting,
            Versioned[] versioned,
            Long tooLong,
            LongEach longEach,
            Converting converting,
            @Indexed(paths = "since") Street street,
            @MaxLength(each = 1) byte[] bytes,
            @MaxLength(-1) String negative,
            Copied copied) {}

    @Test
    void refusesWhatHasNoEffectThere() {
        assertThatThrownBy(() -> EntityModel.of(Wrong.class))
                .isInstanceOfSatisfying(
                        MappingException.class,
                        e -> assertThat(e.problems())
                                .satisfiesExactly(
                                        p -> assertThat(p)
                                                .startsWith("indexing cannot be stored: @Indexed of ")
                                                .contains("Indexing", "name", "@Indexed(paths"),
                                        p -> assertThat(p).startsWith("folding cannot be stored: @IgnoreCase of "),
                                        p -> assertThat(p).startsWith("defaulting cannot be stored: @DefaultValue of "),
                                        p -> assertThat(p).startsWith("versioned cannot be stored: @Version of "),
                                        p -> assertThat(p).contains("tooLong", "@MaxLength needs a String"),
                                        p -> assertThat(p).contains("longEach", "@MaxLength(each"),
                                        p -> assertThat(p).contains("converting", "its converter is for"),
                                        p -> assertThat(p)
                                                .startsWith("street.since: @Indexed")
                                                .contains("converter"),
                                        p -> assertThat(p).startsWith("bytes: @MaxLength(each"),
                                        p -> assertThat(p).startsWith("negative: a @MaxLength is 0 or more")));
    }

    @RedisEntity
    static final class Strays {
        @Id
        private final String id;

        @Indexed
        private int counted;

        @StoredName("l")
        private final transient String shown;

        Strays(String id) {
            this.id = id;
            this.shown = id;
        }

        @MaxLength(3)
        public String label() {
            return shown + counted;
        }

        public String getId() {
            return id;
        }
    }

    @Test
    void refusesAnnotationsOfWhatIsNoProperty() {
        assertThatThrownBy(() -> EntityModel.of(Strays.class))
                .isInstanceOfSatisfying(
                        MappingException.class,
                        e -> assertThat(e.problems())
                                .satisfiesExactlyInAnyOrder(
                                        p -> assertThat(p).startsWith("counted has @Indexed, but is no property"),
                                        p -> assertThat(p).startsWith("shown has @StoredName"),
                                        p -> assertThat(p).startsWith("label() has @MaxLength")));
    }
}
