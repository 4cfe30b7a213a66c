package dev.cress.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cress.Cress;
import dev.cress.annotation.Id;
import dev.cress.annotation.Indexed;
import dev.cress.annotation.RedisEntity;
import dev.cress.annotation.Version;
import dev.cress.error.InvalidEntityException;
import dev.cress.error.ValueRefusedException;
import dev.cress.testing.RedisEnvironment;
import dev.cress.testing.RedisTest;
import dev.cress.write.Patch;
import dev.cress.write.WriteOptions;
import dev.cress.write.WriteResult;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The ends of what types can say, there and back: stored, read, found unchanged by the next save, and removed with all entries. */
@RedisTest
class OddValuesIT extends ContextTest {

    enum Mode {
        /** Has a class of its own. */
        LOUD {
            @Override
            public String toString() {
                return "!";
            }
        }
    }

    record Inner(Optional<String> text, List<Optional<Integer>> numbers, Map<String, @Nullable String> map, char c) {}

    @RedisEntity(value = "oddity", partitions = 2)
    record Oddity(
            @Id String id,
            @Indexed double real,
            @Indexed float shortReal,
            @Indexed char letter,
            @Indexed @Nullable Instant instant,
            @Indexed @Nullable LocalDate date,
            @Indexed @Nullable LocalDateTime local,
            @Indexed @Nullable ZonedDateTime zoned,
            @Indexed @Nullable OffsetDateTime offset,
            @Indexed @Nullable Duration duration,
            @Indexed @Nullable BigDecimal decimal,
            @Indexed @Nullable BigInteger whole,
            @Indexed @Nullable URI uri,
            @Indexed @Nullable Mode mode,
            @Indexed @Nullable List<@Nullable String> texts,
            @Nullable Set<Long> numbers,
            Optional<Optional<String>> nested,
            OptionalLong maybe,
            @Nullable Inner inner,
            @Version long version) {}

    interface Oddities extends ReactiveRepository<Oddity, String> {}

    @RedisEntity("basket")
    record Basket(
            @Id String id,
            @Indexed Set<Long> numbers,
            @Indexed List<String> texts) {}

    interface Baskets extends ReactiveRepository<Basket, String> {}

    private Cress cress;

    OddValuesIT(RedisEnvironment redis) {
        super(redis);
    }

    @BeforeEach
    void connect() {
        cress = connect(options());
    }

    private static Oddity numbers(String id, double real, char letter, @Nullable BigDecimal decimal) {
        BigInteger whole = decimal == null ? null : BigInteger.TEN.pow(4_998);
        return new Oddity(
                id,
                real,
                (float) real,
                letter,
                null,
                null,
                null,
                null,
                null,
                null,
                decimal,
                whole,
                null,
                null,
                null,
                Set.of(Long.MIN_VALUE, (1L << 53) + 1),
                Optional.empty(),
                OptionalLong.of(Long.MAX_VALUE),
                null,
                0);
    }

    private static Oddity times(String id, Instant instant, LocalDateTime local, ZoneId zone, Duration duration) {
        OffsetDateTime offset = local.isAfter(LocalDateTime.now(zone)) ? OffsetDateTime.MAX : OffsetDateTime.MIN;
        return new Oddity(
                id,
                0,
                0,
                'x',
                instant,
                local.toLocalDate(),
                local,
                ZonedDateTime.of(local, zone),
                offset,
                duration,
                null,
                null,
                null,
                null,
                null,
                null,
                Optional.of(Optional.of("")),
                OptionalLong.empty(),
                null,
                0);
    }

    private static Oddity texts(String id, @Nullable List<@Nullable String> texts) {
        Map<String, @Nullable String> map = new HashMap<>(Map.of("\0", "{}", "😀", ""));
        map.put("", null);
        Inner inner = new Inner(Optional.empty(), List.of(Optional.of(1), Optional.empty()), map, '"');
        return new Oddity(
                id,
                0,
                0,
                '\0',
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                URI.create(""),
                Mode.LOUD,
                texts,
                null,
                Optional.of(Optional.empty()),
                OptionalLong.empty(),
                inner,
                0);
    }

    private static List<Oddity> oddities() {
        Stream<Oddity> reals = Stream.of(Double.NaN, -0.0, Double.NEGATIVE_INFINITY, Double.MIN_VALUE, 1e300)
                .map(real -> numbers("{" + real + "}:e:", real, '\uffff', null));
        Stream<Oddity> decimals = Stream.of(
                        "0E+9999", "0E-9999", "-1.10", "1E-5000", "9.99E+4998", "1" + "0".repeat(99))
                .map(text -> numbers("\0" + text, 0, '"', new BigDecimal(text)));
        Stream<Oddity> others = Stream.of(
                times("\2", Instant.MIN, LocalDateTime.MIN, ZoneId.of("+18:00"), Duration.ofSeconds(Long.MIN_VALUE)),
                times("😀", Instant.MAX, LocalDateTime.MAX, ZoneId.of("-18:00"), Duration.ofSeconds(Long.MAX_VALUE, 1)),
                times(
                        "two o'clock twice",
                        Instant.EPOCH,
                        LocalDateTime.parse("2024-10-27T02:30"),
                        ZoneId.of("Europe/Berlin"),
                        Duration.ofNanos(-1)),
                times(
                        "odd zone",
                        Instant.EPOCH,
                        LocalDateTime.parse("1800-01-01T00:00"),
                        ZoneId.of("UTC+01:00"),
                        Duration.ZERO),
                texts("i".repeat(512), Arrays.asList("", "\0", null, "😀", "\2", "null", "a\"b\\", null)),
                texts("empty", List.of()),
                texts("null", null));
        return Stream.of(reals, decimals, others).flatMap(some -> some).toList();
    }

    @Test
    void goThereAndBackAndLeaveNothing() {
        Oddities repository = cress.repository(Oddities.class);
        for (Oddity one : oddities()) {
            Oddity saved = repository.save(one).block();
            Oddity found = repository.findById(one.id()).block();
            assertThat(found).isEqualTo(saved);
            assertThat(repository.save(found, WriteOptions.DEFAULT).block())
                    .as("%s again", one)
                    .isInstanceOf(WriteResult.Unchanged.class);
            assertThat(repository.deleteById(one.id()).block()).isTrue();
        }
        try (RawRedis raw = RawRedis.of(redis)) {
            assertThat(raw.commands().keys(namespace + ":*")).allMatch(key -> key.matches(".*:(layout|m|v)"));
        }
    }

    @Test
    void areRefusedWhereNoTextOrIndexCanHoldThem() {
        Oddities repository = cress.repository(Oddities.class);
        List<Oddity> refused = List.of(
                numbers("a", 0, '\ud800', null),
                numbers("b", 0, 'x', new BigDecimal("1E+5000")),
                numbers("c", 0, 'x', new BigDecimal("1E-5001")),
                texts("d", List.of("x".repeat(1_025))),
                texts("e", IntStream.range(0, 1_001).mapToObj(Integer::toString).toList()),
                texts("f", List.of("\ud83d")),
                texts("", null),
                texts("i".repeat(513), null),
                texts("\ude00", null));
        for (Oddity one : refused) {
            assertThatThrownBy(() -> repository.save(one).block())
                    .as("%s", one.id().length())
                    .isInstanceOf(InvalidEntityException.class);
        }
        assertThat(repository.count().block()).isZero();
    }

    /** Otherwise the entity could be read, but not be saved again. */
    @Test
    void patchesAddNoMoreThanIndexesHold() {
        Baskets baskets = cress.repository(Baskets.class);
        List<Long> thousand = LongStream.range(0, 1_000).boxed().toList();
        baskets.save(new Basket("b", Set.of(), List.of())).block();
        baskets.patch("b")
                .add("numbers", thousand)
                .append("texts", List.of("a"))
                .apply()
                .block();

        assertThatThrownBy(() ->
                        baskets.patch("b").add("numbers", List.of(-1L)).apply().block())
                .isInstanceOf(ValueRefusedException.class)
                .hasMessageContaining("numbers");
        List<String> more = thousand.stream().map(Object::toString).toList();
        assertThatThrownBy(
                        () -> baskets.patch("b").append("texts", more).apply().block())
                .isInstanceOf(ValueRefusedException.class)
                .hasMessageContaining("texts");
        List<List<String>> refused = List.of(
                List.of("y", "x".repeat(1_025)),
                List.of("\ud83d"),
                IntStream.range(0, 1_001).mapToObj(Integer::toString).toList());
        for (List<String> given : refused) {
            for (Function<Patch<Basket>, Patch<Basket>> step : List.<Function<Patch<Basket>, Patch<Basket>>>of(
                    patch -> patch.append("texts", given), patch -> patch.set("texts", given))) {
                assertThatThrownBy(() -> step.apply(baskets.patch("b")))
                        .isInstanceOf(InvalidEntityException.class)
                        .hasMessageContaining("texts cannot be indexed");
            }
        }
        Basket found = baskets.findById("b").block();
        assertThat(found).isEqualTo(new Basket("b", Set.copyOf(thousand), List.of("a")));
        assertThat(baskets.save(found).block()).isEqualTo(found);
    }
}
