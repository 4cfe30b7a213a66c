package dev.cress.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cress.annotation.Id;
import dev.cress.annotation.PartitionBy;
import dev.cress.annotation.RedisEntity;
import dev.cress.error.MappingException;
import dev.cress.key.Partitioning;
import dev.cress.key.Placement;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Types whose entities are placed by the first part of their id. */
class PartitionByTests {

    @RedisEntity(id = Key.class)
    record Reading(@Id int number, @Id @PartitionBy String sensor, double value) {}

    record Key(String sensor, int number) {}

    @RedisEntity(id = Key.class)
    record BySecond(@Id @PartitionBy int number, @Id String sensor) {}

    @RedisEntity
    record ByProperty(@Id String id, @PartitionBy String sensor) {}

    @RedisEntity
    record BySingle(@Id @PartitionBy String id) {}

    private static final List<String> SENSORS = List.of("", "a", "|", "\\", "a|b", "\\|", "|\\", "\\\\", "é", "\0");

    @Test
    void areInThePartitionOfThatPartWhateverElseTheIdHas() {
        EntityModel<Reading> model = EntityModel.of(Reading.class);
        Partitioning partitioning = new Partitioning(4_096, Placement.FIRST_PART);
        for (String sensor : SENSORS) {
            byte[] text = sensor.getBytes(StandardCharsets.UTF_8);
            for (int number = -2; number < 50; number++) {
                assertThat(partitioning.of(model.encodeId(new Key(sensor, number))))
                        .isEqualTo(partitioning.ofPart(text));
            }
        }
        assertThat(SENSORS.stream()
                        .map(sensor -> partitioning.ofPart(sensor.getBytes(StandardCharsets.UTF_8)))
                        .distinct())
                .hasSizeGreaterThan(7);
    }

    @Test
    void storeThePartAsAPropertyToo() {
        EntityModel<Reading> model = EntityModel.of(Reading.class);
        assertThat(model.partitionProperty()).map(Property::name).hasValue("sensor");
        assertThat(model.properties()).extracting(Property::name).containsExactly("sensor", "value");
        Reading reading = new Reading(7, "s", 1.5);
        assertThat(model.entity(new Row(model.id(reading), 1, model.texts(reading))))
                .isEqualTo(reading);
    }

    @Test
    void nameTheFirstPartOnly() {
        for (Class<?> type : List.of(BySecond.class, ByProperty.class, BySingle.class)) {
            assertThatThrownBy(() -> EntityModel.of(type))
                    .isInstanceOfSatisfying(
                            MappingException.class,
                            e -> assertThat(e.problems())
                                    .singleElement()
                                    .asString()
                                    .contains("@PartitionBy belongs on the first part of an id"));
        }
    }
}
