package dev.cress.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cress.annotation.ConvertWith;
import dev.cress.annotation.Id;
import dev.cress.annotation.Indexed;
import dev.cress.annotation.MaxLength;
import dev.cress.annotation.RedisEntity;
import dev.cress.convert.ValueConverter;
import dev.cress.error.InvalidEntityException;
import dev.cress.error.MappingException;
import dev.cress.error.UnreadableEntityException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ConverterTests {

    record Money(BigDecimal amount) {
        Money {
            if (amount.signum() < 0) {
                throw new IllegalArgumentException("secret " + amount);
            }
        }
    }

    record Range(int from, int to) {}

    private static final ValueConverter<Money, BigDecimal> MONEY =
            ValueConverter.of(Money.class, BigDecimal.class, Money::amount, Money::new);

    @SuppressWarnings({"unchecked", "rawtypes"})
    private static final ValueConverter<Range, List> RANGE = ValueConverter.of(
            Range.class, List.class, r -> List.of(r.from, r.to), l -> new Range((int) l.get(0), (int) l.get(1)));

    static final class Cents implements ValueConverter<Money, Long> {
        @Override
        public Class<Money> type() {
            return Money.class;
        }

        @Override
        public Class<Long> storedType() {
            return Long.class;
        }

        @Override
        public Long toStored(Money value) {
            return value.amount().movePointRight(2).longValueExact();
        }

        @Override
        public Money fromStored(Long stored) {
            return new Money(BigDecimal.valueOf(stored, 2));
        }
    }

    static final class EpochDay implements ValueConverter<LocalDate, Long> {
        @Override
        public Class<LocalDate> type() {
            return LocalDate.class;
        }

        @Override
        public Class<Long> storedType() {
            return Long.class;
        }

        @Override
        public Long toStored(LocalDate value) {
            return value.toEpochDay();
        }

        @Override
        public LocalDate fromStored(Long stored) {
            return LocalDate.ofEpochDay(stored);
        }
    }

    @RedisEntity
    record Invoice(
            @Id String id,
            @Indexed Money total,
            @Indexed @ConvertWith(Cents.class) Money tax,
            Optional<Money> tip,
            List<Money> lines,
            Map<String, Money> byName,
            Range range,
            @Indexed @ConvertWith(EpochDay.class) LocalDate due) {}

    private static Money money(String amount) {
        return new Money(new BigDecimal(amount));
    }

    private final EntityModel<Invoice> model = EntityModel.of(Invoice.class, List.of(MONEY, RANGE));
    private final Invoice invoice = new Invoice(
            "1",
            money("12.50"),
            money("2.50"),
            Optional.of(money("1")),
            List.of(money("3.10")),
            Map.of("a", money("0.1")),
            new Range(1, 9),
            LocalDate.of(2024, 2, 29));

    @Test
    void storesAndIndexesTheConvertedValue() {
        assertThat(model.indexes().signature(1)).isEqualTo("due=decimal,tax=decimal,total=decimal");
        assertThat(Arrays.asList(model.texts(invoice)))
                .extracting(text -> new String(text, StandardCharsets.UTF_8))
                .containsExactly("12.50", "250", "1", "[3.10]", "{\"a\":0.1}", "[1,9]", "19782");
        assertThat(model.entity(new Row(model.id(invoice), 1, model.texts(invoice))))
                .isEqualTo(invoice);
    }

    @Test
    void tellsWhatAConverterRefusesWithoutQuotingIt() {
        byte[][] texts = model.texts(invoice);
        texts[0] = "-99".getBytes(StandardCharsets.UTF_8);
        texts[3] = "[-99]".getBytes(StandardCharsets.UTF_8);
        assertThatThrownBy(() -> model.entity(new Row(model.id(invoice), 1, texts)))
                .isInstanceOfSatisfying(
                        UnreadableEntityException.class,
                        e -> assertThat(e.problems())
                                .satisfiesExactly(
                                        p -> assertThat(p)
                                                .isEqualTo("total cannot be converted (IllegalArgumentException)"),
                                        p -> assertThat(p).startsWith("lines is no JSON of")))
                .hasMessageNotContaining("99");
        Invoice inexact = new Invoice("1", null, money("0.001"), Optional.empty(), null, null, null, null);
        assertThatThrownBy(() -> model.texts(inexact))
                .isInstanceOf(InvalidEntityException.class)
                .hasMessage("cannot store invoice: tax cannot be converted (ArithmeticException)");
    }

    record Grams(int number) {}

    record Line(
            @MaxLength(3) String text,
            @ConvertWith(Cents.class) Money price,
            Grams weight) {}

    @RedisEntity
    record Shipment(
            @Id String id,
            List<Line> lines,
            Map<String, Set<Grams>> weights,
            Grams @Nullable [] all,
            @Nullable Money total) {}

    @Test
    void tellsAllThatConvertersRefuseInsideOfOtherValuesAndWhere() {
        ValueConverter<Grams, Integer> grams = ValueConverter.of(
                Grams.class,
                Integer.class,
                g -> switch (g.number()) {
                    case 0 -> null;
                    case -1 -> throw new IllegalStateException("secret");
                    default -> g.number();
                },
                Grams::new);
        EntityModel<Shipment> shipments = EntityModel.of(Shipment.class, List.of(grams));
        Line odd = new Line("secret", money("0.001"), new Grams(-1));
        Line good = new Line("a", money("1"), new Grams(1));
        assertThatThrownBy(() -> shipments.texts(new Shipment(
                        "1",
                        List.of(good, odd, new Line("a", money("1"), new Grams(0)), odd),
                        Map.of("secret", Set.of(new Grams(1), new Grams(0))),
                        new Grams[] {new Grams(-1), new Grams(2)},
                        null)))
                .isInstanceOfSatisfying(
                        InvalidEntityException.class,
                        e -> assertThat(e.violations())
                                .containsExactlyInAnyOrder(
                                        "lines at [].price cannot be converted (ArithmeticException)",
                                        "lines at [].text has 6 characters, at most 3",
                                        "lines at [].weight cannot be converted (IllegalStateException)",
                                        "lines at [].weight got no value from its converter, which is to give one",
                                        "weights at [][] got no value from its converter, which is to give one",
                                        "all at [] cannot be converted (IllegalStateException)"))
                .hasMessageNotContaining("secret");
        byte[][] texts = shipments.texts(new Shipment("1", List.of(good), Map.of(), null, money("2")));
        assertThat(texts[0])
                .asString(StandardCharsets.UTF_8)
                .isEqualTo("[{\"text\":\"a\",\"price\":100,\"weight\":1}]");
    }

    @RedisEntity
    record Wrong(
            @Id String id,
            @ConvertWith(Cents.class) String text,
            @ConvertWith(Unmakeable.class) Money money) {}

    static final class Unmakeable implements ValueConverter<Money, String> {
        Unmakeable(String argument) {}

        @Override
        public Class<Money> type() {
            return Money.class;
        }

        @Override
        public Class<String> storedType() {
            return String.class;
        }

        @Override
        public String toStored(Money value) {
            return null;
        }

        @Override
        public Money fromStored(String stored) {
            return null;
        }
    }

    @RedisEntity
    record Nothing(@Id String id, Range range) {}

    @Test
    void refusesConvertersThatDoNotFit() {
        assertThatThrownBy(() -> EntityModel.of(Wrong.class))
                .isInstanceOfSatisfying(
                        MappingException.class,
                        e -> assertThat(e.problems())
                                .satisfiesExactly(
                                        p -> assertThat(p)
                                                .contains("text", "java.lang.String", "converter is for", "Money"),
                                        p -> assertThat(p).contains("money", "constructor without parameters")));
        EntityModel<Nothing> nothing = EntityModel.of(
                Nothing.class, List.of(ValueConverter.of(Range.class, String.class, r -> null, s -> null)));
        assertThatThrownBy(() -> nothing.texts(new Nothing("1", new Range(1, 2))))
                .isInstanceOf(InvalidEntityException.class)
                .hasMessageContaining("got no value from its converter");
        assertThatThrownBy(() -> nothing.entity(new Row(new byte[] {'1'}, 1, new byte[][] {{'x'}})))
                .isInstanceOf(UnreadableEntityException.class)
                .hasMessageContaining("got no value from its converter");
    }
}
