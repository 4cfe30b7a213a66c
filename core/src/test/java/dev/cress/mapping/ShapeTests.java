package dev.cress.mapping;

import static dev.cress.mapping.Problems.problems;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cress.annotation.Creator;
import dev.cress.annotation.Id;
import dev.cress.annotation.Indexed;
import dev.cress.annotation.RedisEntity;
import dev.cress.annotation.StoredName;
import dev.cress.annotation.Variant;
import dev.cress.annotation.Version;
import dev.cress.error.UnreadableEntityException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The ways to write an entity type: each is built, read, and built anew with another version. */
class ShapeTests {

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static <T> T copy(Class<T> type, T entity) {
        EntityModel<T> model = EntityModel.of(type);
        return model.entity(new Row(model.id(entity), 7, model.texts(entity)));
    }

    /** What Lombok's {@code @Builder} and {@code @Value} write, with a default and without parameter names to go by. */
    @RedisEntity
    static final class Built {
        static int instances;

        @Id
        private final String id;

        @Indexed
        private final int size;

        private final List<String> tags;

        @Version
        private final @Nullable Long version;

        private final transient String shown;

        private Built(BuiltBuilder from) {
            this.id = Objects.requireNonNull(from.id);
            this.size = from.size;
            this.tags = List.copyOf(from.tags);
            this.version = from.version;
            this.shown = id + "/" + size;
        }

        static BuiltBuilder builder() {
            return new BuiltBuilder();
        }

        static final class BuiltBuilder {
            private @Nullable String id;
            private int size = 3;
            private final List<String> tags = new ArrayList<>();
            private @Nullable Long version;

            BuiltBuilder id(String value) {
                id = value;
                return this;
            }

            BuiltBuilder size(int value) {
                size = value;
                return this;
            }

            BuiltBuilder tag(String value) {
                tags.add(value);
                return this;
            }

            BuiltBuilder tags(Collection<? extends String> values) {
                tags.addAll(values);
                return this;
            }

            void setVersion(Long value) {
                version = value;
            }

            Built build() {
                return new Built(this);
            }
        }
    }

    @Test
    void buildsByABuilder() {
        Built read = copy(
                Built.class, Built.builder().id("a").size(5).tag("x").tag("y").build());
        assertThat(read)
                .extracting("id", "size", "tags", "version", "shown")
                .containsExactly("a", 5, List.of("x", "y"), 7L, "a/5");
        EntityModel<Built> model = EntityModel.of(Built.class);
        assertThat(model.properties()).extracting(Property::name).containsExactly("size", "tags");
        assertThat(model.indexes().signature(1)).isEqualTo("size=double");
        assertThat(model.withVersion(read, 8)).extracting("version", "tags").containsExactly(8L, List.of("x", "y"));
    }

    @RedisEntity
    static final class HalfBuilt {
        @Id
        private final String id = "";

        private final int forgotten = 0;

        private HalfBuilt(Builder from) {}

        static Builder builder() {
            return new Builder();
        }

        static final class Builder {
            Builder id(String value) {
                return this;
            }

            HalfBuilt build() {
                return new HalfBuilt(this);
            }
        }
    }

    @Test
    void namesTheMethodThatABuilderLacks() {
        assertThat(problems(HalfBuilt.class))
                .containsExactly(
                        "forgotten: its builder has no method forgotten(int); add one, or make the field transient");
    }

    /** Compiled as Kotlin's {@code data class Town(@Id val id: String, @Indexed val isOpen: Boolean = true, val size: Long? = null)}. */
    @RedisEntity
    static final class Town {
        private final String id;
        private final boolean isOpen;
        private final @Nullable Long size;

        Town(@Id String id, @Indexed boolean isOpen, @Nullable Long size) {
            this.id = Objects.requireNonNull(id, "id");
            this.isOpen = isOpen;
            this.size = size;
        }

        public String getId() {
            return id;
        }

        public boolean isOpen() {
            return isOpen;
        }

        public @Nullable Long getSize() {
            return size;
        }

        public String component1() {
            return id;
        }

        public boolean component2() {
            return isOpen;
        }

        public @Nullable Long component3() {
            return size;
        }

        public Town copy(String id, boolean isOpen, @Nullable Long size) {
            return new Town(id, isOpen, size);
        }
    }

    /** As Kotlin compiles a class all of whose parameters have defaults: a constructor without parameters besides. */
    @RedisEntity
    static final class Defaulted {
        @Id
        private final String id;

        Defaulted() {
            this("none");
        }

        Defaulted(String id) {
            this.id = id;
        }
    }

    @Test
    void buildsAKotlinDataClass() {
        assertThat(copy(Town.class, new Town("a", true, null)))
                .extracting("id", "isOpen", "size")
                .containsExactly("a", true, null);
        assertThat(EntityModel.of(Town.class).indexes().signature(1)).isEqualTo("isOpen=text");
        assertThat(copy(Defaulted.class, new Defaulted("b")).id).isEqualTo("b");
    }

    abstract static class Base<I, N> {
        @Id
        private final I id;

        @Indexed
        protected final N name;

        Base(I id, N name) {
            this.id = id;
            this.name = name;
        }
    }

    @RedisEntity
    static final class Derived extends Base<Long, String> {
        private final int own;

        Derived(Long id, String name, int own) {
            super(id, name);
            this.own = own;
        }
    }

    @Test
    void takesPropertiesOfGenericSuperclasses() {
        Derived read = copy(Derived.class, new Derived(5L, "n", 6));
        assertThat(List.of(read.name, read.own)).containsExactly("n", 6);
        assertThat(EntityModel.of(Derived.class).idType()).isEqualTo(Long.class);
        assertThat(EntityModel.of(Derived.class).indexes().signature(1)).isEqualTo("name=text");
    }

    @RedisEntity
    static final class Several {
        @Id
        private final String id;

        private final int size;

        Several(String id, int size) {
            this.id = id;
            this.size = size;
        }

        Several(String id) {
            this(id, 0);
        }

        @Creator
        static Several of(String id, int size) {
            return new Several(id, size + 100);
        }
    }

    @RedisEntity
    static final class Accessed {
        private final String[] values;

        Accessed(@Id String key, String text) {
            values = new String[] {key, text};
        }

        public String getKey() {
            return values[0];
        }

        public String text() {
            return values[1];
        }
    }

    @RedisEntity
    static final class BadCreators {
        @Id
        private final String id;

        @Creator
        BadCreators(String id) {
            this.id = id;
        }

        @Creator
        static BadCreators of(String id) {
            return new BadCreators(id);
        }
    }

    @RedisEntity
    record OtherCreator(@Id String id) {
        @Creator
        static String of(String id) {
            return id;
        }
    }

    @Test
    void usesTheMarkedCreatorAndReadsByAccessors() {
        assertThat(copy(Several.class, new Several("a", 1)).size).isEqualTo(101);
        assertThat(copy(Accessed.class, new Accessed("a", "b")).text()).isEqualTo("b");
        assertThat(problems(BadCreators.class))
                .containsExactly("annotate at most one constructor or static method with @Creator, not 2");
        assertThat(problems(OtherCreator.class))
                .containsExactly("the @Creator of is to be static and to return OtherCreator");
    }

    @RedisEntity
    record Optionals(
            @Id String id,
            @Indexed Optional<String> text,
            @Indexed OptionalInt number,
            OptionalLong large,
            OptionalDouble real,
            Optional<List<String>> tags) {}

    @RedisEntity
    @SuppressWarnings("rawtypes")
    record RawOptional(@Id Optional<String> id, Optional something) {}

    @Test
    void storesAnOptionalAsItsContent() {
        Optionals none = new Optionals(
                "a",
                Optional.empty(),
                OptionalInt.empty(),
                OptionalLong.empty(),
                OptionalDouble.empty(),
                Optional.empty());
        Optionals all = new Optionals(
                "a",
                Optional.of(""),
                OptionalInt.of(0),
                OptionalLong.of(Long.MIN_VALUE),
                OptionalDouble.of(-0.0),
                Optional.of(List.of()));
        EntityModel<Optionals> model = EntityModel.of(Optionals.class);
        assertThat(model.indexes().signature(1)).isEqualTo("number=double,text=text");
        assertThat(model.property("text").orElseThrow().type()).isEqualTo(String.class);
        assertThat(Arrays.asList(model.texts(none))).containsOnlyNulls();
        assertThat(Arrays.asList(model.texts(new Optionals("a", null, null, null, null, null))))
                .containsOnlyNulls();
        assertThat(Arrays.asList(model.texts(all)))
                .extracting(text -> new String(text, StandardCharsets.UTF_8))
                .containsExactly("", "0", "-9223372036854775808", "-0.0", "[]");
        assertThat(copy(Optionals.class, none)).isEqualTo(none);
        assertThat(copy(Optionals.class, all)).isEqualTo(all);
        assertThat(problems(RawOptional.class))
                .anyMatch(p -> p.equals("something: declare of what it is an Optional"))
                .anyMatch(p -> p.equals("id: an @Id is not optional"));
    }

    @RedisEntity
    record Renamed(@Id String id, @Indexed @StoredName("n") String title, String plain) {}

    @RedisEntity
    record BadNames(
            @StoredName("k") @Id String id,
            @StoredName("b") String a,
            String b,
            @StoredName("") String c,
            @StoredName("\0v") String d,
            @StoredName("no name") @Indexed String e) {}

    @Test
    void storesUnderAnotherName() {
        EntityModel<Renamed> model = EntityModel.of(Renamed.class);
        assertThat(model.fieldNames()).containsExactly(utf8("n"), utf8("plain"));
        assertThat(model.indexes().signature(1)).isEqualTo("n=text");
        assertThat(model.property("title")).isPresent();
        assertThat(model.property("n")).isEmpty();
        assertThat(model.javaName("n")).isEqualTo("title");
        assertThat(model.javaName("gone")).isEqualTo("gone");
        assertThat(problems(BadNames.class))
                .satisfiesExactlyInAnyOrder(
                        p -> assertThat(p).startsWith("id: remove @StoredName"),
                        p -> assertThat(p).startsWith("b and a are both stored as \"b\""),
                        p -> assertThat(p).startsWith("c: a stored name has"),
                        p -> assertThat(p).startsWith("d: a stored name has"),
                        p -> assertThat(p).startsWith("e: the stored name of an indexed property"));
    }

    @RedisEntity
    record Runners(@Id String id, Runnable task, List<Comparable<String>> keys) {}

    @Test
    void namesEveryPropertyThatCouldNotBeReadBack() {
        assertThat(problems(Runners.class))
                .satisfiesExactlyInAnyOrder(
                        p -> assertThat(p).startsWith("task cannot be stored: java.lang.Runnable is abstract"),
                        p -> assertThat(p).startsWith("keys cannot be stored: java.lang.Comparable is abstract"));
    }

    @Variant(name = "card", type = Card.class)
    @Variant(name = "cash", type = Cash.class)
    sealed interface Payment permits Card, Cash {}

    record Card(String number) implements Payment {}

    record Cash() implements Payment {}

    @RedisEntity
    record Paid(@Id String id, Payment payment, Optional<Payment> second, Map<String, List<Payment>> rest) {}

    sealed interface Unnamed permits Only {}

    record Only() implements Unnamed {}

    @RedisEntity
    record UnnamedOnes(
            @Id String id,
            Unnamed one,
            List<Unnamed> more,
            @Indexed Payment payment) {}

    @Test
    void storesSealedHierarchiesByTheirDeclaredNames() {
        Paid paid =
                new Paid("1", new Card("4"), Optional.of(new Cash()), Map.of("a", List.of(new Cash(), new Card("5"))));
        EntityModel<Paid> model = EntityModel.of(Paid.class);
        assertThat(new String(model.texts(paid)[0], StandardCharsets.UTF_8))
                .isEqualTo("{\"@type\":\"card\",\"number\":\"4\"}");
        assertThat(copy(Paid.class, paid)).isEqualTo(paid);
        byte[][] foreign = {utf8("{\"@type\":\"cheque\"}"), null, null};
        assertThatThrownBy(() -> model.entity(new Row(utf8("1"), 1, foreign)))
                .isInstanceOf(UnreadableEntityException.class)
                .hasMessageContaining("payment is no JSON of");
        assertThat(problems(UnnamedOnes.class))
                .satisfiesExactly(
                        p -> assertThat(p).startsWith("one cannot be stored").contains("@Variant"),
                        p -> assertThat(p).startsWith("more cannot be stored").contains("@Variant"),
                        p -> assertThat(p).startsWith("payment: @Indexed needs a scalar type"));
    }

    @RedisEntity
    record Damaged(@Id long id, int a, long b, Optional<Integer> c) {}

    @Test
    void namesEveryValueThatCannotBeRead() {
        EntityModel<Damaged> model = EntityModel.of(Damaged.class);
        assertThatThrownBy(() ->
                        model.entity(new Row(utf8("secret"), 1, new byte[][] {utf8("secret"), null, utf8("1")})))
                .isInstanceOfSatisfying(UnreadableEntityException.class, e -> {
                    assertThat(e.model()).isEqualTo("damaged");
                    assertThat(e.problems())
                            .satisfiesExactly(
                                    p -> assertThat(p).isEqualTo("a is no Integer"),
                                    p -> assertThat(p).startsWith("b has no value"),
                                    p -> assertThat(p).isEqualTo("its id is no Long"));
                });
    }
}
