package dev.cress.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cress.annotation.CompositeIndex;
import dev.cress.annotation.Id;
import dev.cress.annotation.Indexed;
import dev.cress.annotation.RedisEntity;
import dev.cress.annotation.StoredName;
import dev.cress.annotation.Version;
import dev.cress.error.InvalidEntityException;
import dev.cress.error.MappingException;
import dev.cress.script.entity.IndexForm;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Indexes of several properties, as a type declares them. */
class CompositeIndexTests {

    @RedisEntity("car")
    @CompositeIndex({"make", "year"})
    @CompositeIndex({"owner", "make"})
    record Car(
            @Id String id,
            @Nullable String make,
            @Indexed long year,
            @StoredName("o") @Nullable String owner,
            String note) {}

    @RedisEntity
    @CompositeIndex({"name"})
    @CompositeIndex({"name", "name"})
    @CompositeIndex({"name", "nobody"})
    @CompositeIndex({"id", "version"})
    @CompositeIndex({"name", "tags"})
    @CompositeIndex({"name", "odd"})
    @CompositeIndex({"name", "size"})
    @CompositeIndex({"name", "size"})
    record Wrong(
            @Id String id,
            String name,
            List<String> tags,
            @StoredName("a:b") String odd,
            int size,
            @Version long version) {}

    private final EntityModel<Car> model = EntityModel.of(Car.class);

    @Test
    void areKnownBesideThoseOfOneProperty() {
        assertThat(model.indexes().signature(1)).isEqualTo("make+year=text+decimal,o+make=text+text,year=decimal");
        assertThat(model.indexes().all())
                .extracting(IndexDefinition::name)
                .containsExactly("year", "make+year", "o+make");
        assertThat(model.indexes().composites()).hasSize(2);
        assertThat(model.indexes().of(property("make"), IndexForm.ORDERED)).isEmpty();
        assertThat(model.indexes().of(property("year"), IndexForm.ORDERED)).isPresent();
        assertThat(model.indexes().cover(property("owner"))).isTrue();
        assertThat(model.indexes().cover(property("note"))).isFalse();
        assertThat(model.indexes().javaName("o+make")).isEqualTo("owner+make");
        assertThat(model.describe().composites())
                .containsExactly(
                        new ModelDescription.CompositeDescription(IndexForm.ORDERED, List.of("make", "year")),
                        new ModelDescription.CompositeDescription(IndexForm.ORDERED, List.of("owner", "make")));
    }

    @Test
    void refuseEntitiesWhoseValuesTheyCannotHold() {
        Car car = new Car("1", "x".repeat(1_025), 1, "y".repeat(1_025), "z".repeat(2_000));
        assertThatThrownBy(() -> model.texts(car))
                .isInstanceOfSatisfying(
                        InvalidEntityException.class,
                        e -> assertThat(e.violations())
                                .hasSize(2)
                                .anyMatch(violation -> violation.startsWith("make cannot be indexed"))
                                .anyMatch(violation -> violation.startsWith("owner cannot be indexed")));
    }

    @Test
    void sayAllThatIsWrongWithThem() {
        assertThatThrownBy(() -> EntityModel.of(Wrong.class))
                .isInstanceOfSatisfying(
                        MappingException.class,
                        e -> assertThat(e.problems())
                                .containsExactly(
                                        "@CompositeIndex(name) names two properties or more, each once",
                                        "@CompositeIndex(name, name) names two properties or more, each once",
                                        "@CompositeIndex(name, nobody): there is no stored property nobody; neither id nor version is one",
                                        "@CompositeIndex(id, version): there is no stored property id; neither id nor version is one",
                                        "@CompositeIndex(id, version): there is no stored property version; neither id nor version is one",
                                        "@CompositeIndex(name, tags): tags is to be of a scalar type, not java.util.List",
                                        "odd: the stored name of an indexed property is to match [A-Za-z0-9_]{1,48}; give it a @StoredName",
                                        "@CompositeIndex(name, size) is declared twice"));
    }

    private Property property(String name) {
        return model.property(name).orElseThrow();
    }
}
