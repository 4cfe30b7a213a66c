package dev.cress.integration;

import static dev.cress.integration.Operator.AT_LEAST;
import static dev.cress.integration.Operator.AT_MOST;
import static dev.cress.integration.Operator.BETWEEN;
import static dev.cress.integration.Operator.GREATER_THAN;
import static dev.cress.integration.Operator.IN;
import static dev.cress.integration.Operator.IS;
import static dev.cress.integration.Operator.IS_NOT;
import static dev.cress.integration.Operator.IS_NOT_NULL;
import static dev.cress.integration.Operator.IS_NULL;
import static dev.cress.integration.Operator.LESS_THAN;
import static dev.cress.integration.Operator.NOT_IN;
import static dev.cress.integration.Operator.STARTS_WITH;
import static dev.cress.integration.Operator.WITHIN;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ReferenceModelTests {

    private static final Attribute<City> NAME = Attribute.text("name", City::name);
    private static final Attribute<City> HEIGHT = Attribute.floatingPoint("height", City::height);
    private static final Attribute<City> LOCATION = Attribute.position("location", City::location);

    private final ReferenceModel<City> model = new ReferenceModel<>(City::id);

    @BeforeEach
    void fill() {
        model.put(new City("a", "Berlin", 34.0, new Position(13.405, 52.52)));
        model.put(new City("b", "Bern", -0.0, new Position(7.447, 46.948)));
        model.put(new City("c", null, 0.0, null));
        model.put(new City("é", "🌍", Double.POSITIVE_INFINITY, null));
        model.put(new City("z", "\uffff", null, null));
    }

    @Test
    void comparesValues() {
        assertThat(ids(NAME, IS, "Bern")).containsExactly("b");
        assertThat(ids(HEIGHT, IS, 0.0)).containsExactly("b", "c");
        assertThat(ids(NAME, IN, "Bern", "Berlin", "x")).containsExactly("a", "b");
        assertThat(ids(HEIGHT, LESS_THAN, 34.0)).containsExactly("b", "c");
        assertThat(ids(HEIGHT, AT_MOST, 34.0)).containsExactly("a", "b", "c");
        assertThat(ids(HEIGHT, GREATER_THAN, 34.0)).containsExactly("é");
        assertThat(ids(HEIGHT, AT_LEAST, 34.0)).containsExactly("a", "é");
        assertThat(ids(HEIGHT, BETWEEN, 0.0, 34.0)).containsExactly("a", "b", "c");
        assertThat(ids(NAME, STARTS_WITH, "Ber")).containsExactly("a", "b");
    }

    @Test
    void matchesNullOnlyWhereAskedOrNegated() {
        assertThat(ids(HEIGHT, IS_NULL)).containsExactly("z");
        assertThat(ids(NAME, IS_NOT_NULL)).containsExactly("a", "b", "z", "é");
        assertThat(ids(NAME, IS_NOT, "Bern")).containsExactly("a", "c", "z", "é");
        assertThat(ids(NAME, NOT_IN, "Bern", "Berlin")).containsExactly("c", "z", "é");
        assertThat(ids(new Filter.Not<>(Filter.of(NAME, STARTS_WITH, "")))).containsExactly("c");
    }

    @Test
    void measuresDistances() {
        Position munich = new Position(11.582, 48.135);
        assertThat(munich.distanceTo(new Position(13.405, 52.52))).isBetween(503_000.0, 506_000.0);
        assertThat(ids(LOCATION, WITHIN, munich, 400_000.0)).containsExactly("b");
    }

    @Test
    void combinesFilters() {
        Filter<City> ber = Filter.of(NAME, STARTS_WITH, "Ber");
        Filter<City> flat = Filter.of(HEIGHT, IS, 0.0);
        assertThat(ids(new Filter.AllOf<>(List.of(ber, flat)))).containsExactly("b");
        assertThat(ids(new Filter.AnyOf<>(List.of(ber, flat)))).containsExactly("a", "b", "c");
        assertThat(model.count(new Filter.AllOf<>(List.of()))).isEqualTo(5);
        assertThat(model.count(new Filter.AnyOf<>(List.of()))).isZero();
    }

    @Test
    void ordersByValuesThenIdsInTheDirectionOfTheLastKey() {
        SortKey<City> up = new SortKey<>(HEIGHT, false);
        SortKey<City> down = new SortKey<>(HEIGHT, true);
        assertThat(ordered(List.of(up))).containsExactly("z", "b", "c", "a", "é");
        assertThat(ordered(List.of(down))).containsExactly("é", "a", "c", "b", "z");
        assertThat(ordered(List.of(up, new SortKey<>(NAME, true)))).containsExactly("z", "b", "c", "a", "é");
        assertThat(ordered(List.of(new SortKey<>(NAME, false)))).containsExactly("c", "a", "b", "z", "é");
        assertThat(ordered(List.of())).containsExactly("a", "b", "c", "z", "é");
    }

    @Test
    void ordersByDistance() {
        Position munich = new Position(11.582, 48.135);
        assertThat(ordered(List.of(SortKey.nearest(LOCATION, munich)))).containsExactly("b", "a", "c", "z", "é");
    }

    @Test
    void cutsResultsIntoPages() {
        Filter<City> all = new Filter.AllOf<>(List.of());
        assertThat(model.pages(all, List.of(), 2)).extracting(List::size).containsExactly(2, 2, 1);
        assertThat(model.pages(new Filter.Not<>(all), List.of(), 2)).containsExactly(List.of());
    }

    private List<String> ids(Attribute<City> attribute, Operator operator, Object... operands) {
        return ids(Filter.of(attribute, operator, operands));
    }

    private List<String> ids(Filter<City> filter) {
        return model.find(filter, List.of()).stream().map(City::id).toList();
    }

    private List<String> ordered(List<SortKey<City>> keys) {
        return model.find(new Filter.AllOf<>(List.of()), keys).stream()
                .map(City::id)
                .toList();
    }

    private record City(String id, String name, Double height, Position location) {}
}
