package dev.cress.mapping;

import static dev.cress.mapping.Problems.problems;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cress.annotation.GeoIndexed;
import dev.cress.annotation.Id;
import dev.cress.annotation.Indexed;
import dev.cress.annotation.RedisEntity;
import dev.cress.annotation.Unique;
import dev.cress.annotation.Version;
import dev.cress.error.InvalidEntityException;
import dev.cress.error.StoredDataException;
import dev.cress.geo.GeoPoint;
import dev.cress.script.entity.IndexForm;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class EntityModelTests {

    @RedisEntity(value = "every_type", partitions = 4)
    record EveryType(
            @Id UUID key,
            @Indexed String text,
            @Indexed char letter,
            @Indexed boolean flag,
            @Indexed byte tiny,
            @Indexed short small,
            @Indexed int medium,
            @Indexed @Unique(scope = Unique.Scope.PARTITION) long large,
            @Indexed float single,
            @Indexed double twice,
            @Indexed BigInteger integer,
            @Indexed BigDecimal decimal,
            @Indexed LocalDate date,
            @Indexed Instant instant,
            @Indexed DayOfWeek day,
            @Indexed UUID uuid,
            @GeoIndexed GeoPoint place,
            List<String> tags,
            Map<String, List<Integer>> lists,
            Inner inner,
            @Version Long version) {}

    record Inner(String name, @Nullable Inner next) {}

    static EveryType everyType() {
        return new EveryType(
                new UUID(1, 2),
                "text",
                'ß',
                true,
                (byte) -1,
                (short) -2,
                3,
                1L << 60,
                0.1f,
                -0.0,
                BigInteger.TWO.pow(70),
                new BigDecimal("1.10"),
                LocalDate.of(2024, 2, 29),
                Instant.parse("2024-02-29T12:30:00.120Z"),
                DayOfWeek.SUNDAY,
                new UUID(3, 4),
                new GeoPoint(13.4, 52.5),
                List.of("a", ""),
                Map.of("b", List.of(1), "a", List.of()),
                new Inner("x", new Inner("y", null)),
                7L);
    }

    private static <T> Row row(EntityModel<T> model, T entity, long version) {
        return new Row(model.id(entity), version, model.texts(entity));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Nested
    class Mapping {

        private final EntityModel<EveryType> model = EntityModel.of(EveryType.class);

        @Test
        void knowsPropertiesAndIndexesInTheirOrder() {
            assertThat(model.name()).isEqualTo("every_type");
            assertThat(model.partitions()).isEqualTo(4);
            assertThat(model.versioned()).isTrue();
            assertThat(model.indexes().areUniqueWithinPartitions()).isTrue();
            assertThat(model.properties())
                    .hasSize(19)
                    .extracting(Property::name)
                    .startsWith("text", "letter")
                    .endsWith("lists", "inner");
            assertThat(model.properties())
                    .extracting(Property::ordinal)
                    .isSorted()
                    .doesNotHaveDuplicates();
            assertThat(model.fieldNames().get(0)).isEqualTo(utf8("text"));
            assertThat(model.indexes().all()).hasSize(17);
            assertThat(model.property("text")).isPresent();
            assertThat(model.property("key")).isEmpty();
            assertThat(model.indexes().of(model.property("large").orElseThrow(), IndexForm.UNIQUE))
                    .isPresent();
            assertThat(model.indexes().of(model.property("text").orElseThrow(), IndexForm.UNIQUE))
                    .isEmpty();
        }

        @Test
        void signsItsIndexesAsTheLayoutRecordHasThem() {
            assertThat(model.indexes().signature(1))
                    .isEqualTo(
                            "date=date,day=text,decimal=decimal,flag=text,instant=instant,integer=decimal,large=decimal,large=unique-decimal,"
                                    + "letter=text,medium=double,place=geo,single=double,small=double,text=text,tiny=double,twice=double,uuid=text");
        }

        @Test
        void writesCanonicalTexts() {
            byte[][] texts = model.texts(everyType());
            List<String> shown = Arrays.stream(texts)
                    .map(text -> new String(text, StandardCharsets.UTF_8))
                    .toList();

            assertThat(shown)
                    .containsExactly(
                            "text",
                            "ß",
                            "true",
                            "-1",
                            "-2",
                            "3",
                            "1152921504606846976",
                            "0.1",
                            "-0.0",
                            "1180591620717411303424",
                            "1.10",
                            "2024-02-29",
                            "2024-02-29T12:30:00.120Z",
                            "SUNDAY",
                            "00000000-0000-0003-0000-000000000004",
                            "13.4,52.5",
                            "[\"a\",\"\"]",
                            "{\"a\":[],\"b\":[1]}",
                            "{\"name\":\"x\",\"next\":{\"name\":\"y\",\"next\":null}}");
            assertThat(model.id(everyType())).isEqualTo(utf8("00000000-0000-0001-0000-000000000002"));
            assertThat(model.version(everyType())).hasValue(7);
        }

        @Test
        void readsWhatItWrote() {
            assertThat(model.entity(row(model, everyType(), 7))).isEqualTo(everyType());
            assertThat(model.withVersion(everyType(), 8).version()).isEqualTo(8);
        }
    }

    @RedisEntity
    static class Account {
        private final long number;
        private final @Nullable String owner;
        private final @Nullable Long revision;

        Account(@Id long number, @Indexed @Nullable String owner, @Version @Nullable Long revision) {
            this.number = number;
            this.owner = owner;
            this.revision = revision;
        }
    }

    static class Named {
        final @Nullable String name;

        Named(@Nullable String name) {
            this.name = name;
        }
    }

    @RedisEntity
    static class Child extends Named {
        @Id
        private final int id;

        private final boolean open;

        Child(int id, @Nullable String name, boolean open) {
            super(name);
            this.id = id;
            this.open = open;
        }

        @Indexed
        public boolean isOpen() {
            return open;
        }
    }

    @RedisEntity
    record Optionals(
            @Id String id,
            @Nullable Integer number,
            @Nullable String text,
            @Nullable List<String> tags,
            int count) {}

    @RedisEntity
    record Strict(@Id String id, String name, List<String> tags) {
        Strict {
            Objects.requireNonNull(name, "name");
            tags = List.copyOf(tags);
        }
    }

    @RedisEntity
    record Positive(@Id String id, int amount) {
        Positive {
            if (amount < 0) {
                throw new IllegalArgumentException("amount is not negative");
            }
        }
    }

    @Nested
    class Classes {

        @Test
        void mapsAPlainClassByItsConstructor() {
            EntityModel<Account> model = EntityModel.of(Account.class);
            assertThat(model.name()).isEqualTo("account");
            assertThat(model.indexes().signature(1)).isEqualTo("owner=text");

            Account account = new Account(5, "ada", null);
            assertThat(model.version(account)).hasValue(0);
            Account read = model.entity(row(model, account, 9));
            assertThat(List.of(read.number, read.owner, read.revision)).containsExactly(5L, "ada", 9L);
            assertThat(model.withVersion(account, 10).revision).isEqualTo(10);
        }

        @Test
        void readsInheritedFieldsAndAnnotatedAccessors() {
            EntityModel<Child> model = EntityModel.of(Child.class);
            assertThat(model.properties()).extracting(Property::name).containsExactly("name", "open");
            assertThat(model.indexes().signature(1)).isEqualTo("open=text");
            assertThat(model.versioned()).isFalse();

            Child child = new Child(1, "kim", true);
            assertThat(model.version(child)).isEmpty();
            assertThat(model.withVersion(child, 5)).isSameAs(child);
            Child read = model.entity(row(model, child, 1));
            assertThat(List.of(read.id, read.name, read.open)).containsExactly(1, "kim", true);
        }
    }

    @Nested
    class Reading {

        private final EntityModel<Optionals> model = EntityModel.of(Optionals.class);

        private Row stored(
                @Nullable String number, @Nullable String text, @Nullable String tags, @Nullable String count) {
            byte[][] texts = new byte[4][];
            String[] values = {number, text, tags, count};
            for (int i = 0; i < 4; i++) {
                texts[i] = values[i] == null ? null : utf8(values[i]);
            }
            return new Row(utf8("1"), 1, texts);
        }

        @Test
        void keepsNullAndEmptyApart() {
            assertThat(model.entity(stored(null, null, null, "0"))).isEqualTo(new Optionals("1", null, null, null, 0));
            assertThat(model.entity(stored("1", "", "[]", "0"))).isEqualTo(new Optionals("1", 1, "", List.of(), 0));
            assertThat(model.texts(new Optionals("1", null, "", List.of(), 0))[0])
                    .isNull();
            assertThat(model.texts(new Optionals("1", null, "", List.of(), 0))[1])
                    .isEmpty();
        }

        @Test
        void namesAPrimitiveWithoutValue() {
            assertThatThrownBy(() -> model.entity(stored(null, null, null, null)))
                    .isInstanceOf(StoredDataException.class)
                    .hasMessageContaining("optionals 1")
                    .hasMessageContaining("count")
                    .hasMessageContaining("wrapper");
        }

        @Test
        void namesAPropertyWithAForeignTextButNotTheText() {
            assertThatThrownBy(() -> model.entity(stored("secret", null, null, "0")))
                    .isInstanceOf(StoredDataException.class)
                    .hasMessageContaining("number is no Integer")
                    .hasMessageNotContaining("secret");
            assertThatThrownBy(() -> model.entity(stored(null, null, "secret", "0")))
                    .isInstanceOf(StoredDataException.class)
                    .hasMessageContaining("tags")
                    .hasMessageNotContaining("secret");
        }

        @Test
        void aConstructorMayRefuseWhatIsStored() {
            EntityModel<Positive> positives = EntityModel.of(Positive.class);
            assertThatThrownBy(() -> positives.entity(new Row(utf8("1"), 1, new byte[][] {utf8("-1")})))
                    .isInstanceOf(StoredDataException.class);

            EntityModel<Strict> stricts = EntityModel.of(Strict.class);
            assertThatThrownBy(() -> stricts.entity(new Row(utf8("1"), 1, new byte[2][])))
                    .isInstanceOf(StoredDataException.class)
                    .hasMessageContaining("strict 1");
        }

        @Test
        void refusesAnIdOfAnotherType() {
            EntityModel<Account> accounts = EntityModel.of(Account.class);
            assertThatThrownBy(() -> accounts.entity(new Row(utf8("x"), 1, new byte[1][])))
                    .isInstanceOf(StoredDataException.class);
        }
    }

    @Nested
    class Writing {

        @Test
        void namesEveryPropertyThatCannotBeStored() {
            EntityModel<EveryType> model = EntityModel.of(EveryType.class);
            EveryType good = everyType();
            EveryType bad = new EveryType(
                    good.key,
                    "x".repeat(1_025),
                    '\uD800',
                    true,
                    (byte) 0,
                    (short) 0,
                    0,
                    0,
                    0,
                    0,
                    good.integer,
                    new BigDecimal("1E+5000"),
                    good.date,
                    good.instant,
                    good.day,
                    good.uuid,
                    new GeoPoint(0, 86),
                    good.tags,
                    good.lists,
                    good.inner,
                    0L);

            assertThatThrownBy(() -> model.texts(bad)).isInstanceOfSatisfying(InvalidEntityException.class, e -> {
                assertThat(e.model()).isEqualTo("every_type");
                assertThat(e.violations())
                        .hasSize(4)
                        .anyMatch(line -> line.startsWith("text "))
                        .anyMatch(line -> line.startsWith("letter "))
                        .anyMatch(line -> line.startsWith("decimal "))
                        .anyMatch(line -> line.startsWith("place "));
            });
        }

        @Test
        void refusesIdsThatAreNoKeys() {
            EntityModel<Optionals> model = EntityModel.of(Optionals.class);
            assertThat(model.encodeId("x".repeat(512))).hasSize(512);
            for (String id : Arrays.asList("", "x".repeat(513), "\uD800", null)) {
                assertThatThrownBy(() -> model.id(new Optionals(id, null, null, null, 0)))
                        .isInstanceOf(InvalidEntityException.class)
                        .hasMessageContaining("id");
            }
        }
    }

    @Nested
    class Refusing {

        record Unannotated(@Id String id) {}

        @RedisEntity("no:name")
        record Everything(
                @Id @Indexed List<String> id,
                @Id String second,
                @Version @Unique int version,
                @Version long again,
                @Indexed List<String> tags,
                @Indexed GeoPoint where,
                @GeoIndexed String place,
                @Unique Map<String, String> map,
                @Indexed String größe) {}

        @RedisEntity(partitions = 3)
        record Three(String text) {}

        @RedisEntity
        interface Contract {}

        @RedisEntity
        abstract static class Unfinished {}

        @RedisEntity
        enum Constant {
            ONE
        }

        @RedisEntity
        class InnerClass {}

        @RedisEntity
        static class TwoConstructors {
            @Id
            String id;

            TwoConstructors(String id) {
                this.id = id;
            }

            TwoConstructors(String id, String ignored) {
                this.id = id;
            }
        }

        @RedisEntity
        static class OtherNames {
            @Id
            private final String id;

            OtherNames(String key) {
                this.id = key;
            }
        }

        @RedisEntity
        static class OtherTypes {
            private final String id;

            OtherTypes(@Id long id) {
                this.id = "" + id;
            }
        }

        @RedisEntity(partitions = 2)
        record UniqueOverPartitions(@Id String id, @Unique String email) {}

        @Test
        void listsEverythingInOneMessage() {
            assertThat(problems(Everything.class))
                    .satisfiesExactlyInAnyOrder(
                            p -> assertThat(p).contains("\"no:name\""),
                            p -> assertThat(p).startsWith("several properties are annotated with @Id: [id, second]"),
                            p -> assertThat(p).isEqualTo("annotate at most one property with @Version"),
                            p -> assertThat(p).startsWith("version: a @Version is"),
                            p -> assertThat(p).startsWith("version: remove the index annotation"),
                            p -> assertThat(p)
                                    .startsWith("where: @Indexed needs")
                                    .endsWith("use @GeoIndexed"),
                            p -> assertThat(p).startsWith("place: @GeoIndexed needs a GeoPoint"),
                            p -> assertThat(p).startsWith("map: @Unique needs a scalar type"),
                            p -> assertThat(p).startsWith("größe: the stored name of an indexed property"));
        }

        @Test
        void namesWhatIsMissing() {
            assertThat(problems(Unannotated.class)).containsExactly("annotate it with @RedisEntity");
            assertThat(problems(Three.class))
                    .containsExactlyInAnyOrder(
                            "partitions is a power of two from 1 to 16384, not 3", "annotate a property with @Id");
        }

        @Test
        void refusesTypesThatCannotBeBuilt() {
            assertThat(problems(Contract.class)).containsExactly("it is to be a record or a concrete class");
            assertThat(problems(Unfinished.class)).containsExactly("it is to be a record or a concrete class");
            assertThat(problems(Constant.class)).containsExactly("it is to be a record or a concrete class");
            assertThat(problems(InnerClass.class)).singleElement().asString().startsWith("make it static");
            assertThat(problems(TwoConstructors.class))
                    .singleElement()
                    .asString()
                    .endsWith("it has 2 constructors with parameters");
            assertThat(problems(OtherNames.class)).anyMatch(p -> p.startsWith("parameter key has no field"));
            assertThat(problems(OtherTypes.class)).containsExactly("id: parameter and field differ in type");
        }

        @Test
        void tellsInTheLayoutWhatIsUniqueInAllPartitions() {
            EntityModel<?> model = EntityModel.of(UniqueOverPartitions.class);
            assertThat(model.indexes().signature(1)).isEqualTo("email=unique-text");
            assertThat(model.indexes().signature(2)).isEqualTo("email=claimed-text");
        }

        @Test
        void takesALocalRecord() {
            @RedisEntity
            record Local(@Id String id) {}
            assertThat(EntityModel.of(Local.class).name()).isEqualTo("local");
        }
    }
}
